import Evaluation
import Foundation

extension EvaluationPage {
  /// A chart with what is to be said of it below.
  static func figure(_ drawing: Markup, _ caption: String) -> Markup {
    .element(
      "figure", [:], drawing, .element("figcaption", [:], .text(caption)))
  }

  /// What the points' shapes mean, of those that occur; nothing where all are discs.
  var legend: Markup {
    let kinds: [(ChartPoint.Shape, [ListedLesion.Status], String)] = [
      (.disc, [.found], "found"),
      (.cross, [.notFound, .withoutPrediction], "not found, or without a prediction"),
      (.square, [.extra], "not in the reference"),
    ]
    let items = kinds.filter { kind in lesions.contains { kind.1.contains($0.status) } }
      .map { shape, _, text in
        Markup.element(
          "li", [:],
          .element(
            "svg", ["viewBox": "0 0 12 12", "aria-hidden": "true"],
            ChartPoint.shape(shape, at: 6, 6, titled: nil)),
          .text(" \(text)"))
      }
    guard lesions.contains(where: { $0.status != .found }) else { return Markup() }
    return .element("ul", ["class": "legend"], items)
  }

  // MARK: Scores

  var distributionSection: PageSection? {
    guard let all = report.overLesions else { return nil }
    func chart(_ name: String, _ score: KeyPath<EvaluatedLesion, Double>, _ mean: Double) -> Markup
    {
      let values = lesions.map { $0.lesion[keyPath: score] }
      return HistogramChart(
        of: name,
        lesions.map {
          let value = $0.lesion[keyPath: score]
          return $0.point(value, 0, "\(name) \(Digits.score(value))")
        }, mean: mean, median: values.median
      ).drawing(id: "chart-" + name.lowercased())
    }
    return PageSection(
      "distributions", "Distributions", legend,
      .element(
        "div", ["class": "charts"],
        Self.figure(
          chart("DSC", \.dice, all.dice.mean),
          "Dice similarity coefficient: bins of 0.05, below them every lesion."),
        Self.figure(
          chart("NSD", \.normalisedSurfaceDice, all.normalisedSurfaceDice.mean),
          "Normalised surface Dice at \(Digits.plain(report.tolerance)) mm; 0 where the DSC is below "
            + "\(Digits.plain(LesionScore.leastDice)).")))
  }

  // MARK: Scores by size

  var sizeSection: PageSection? {
    guard let all = report.overLesions else { return nil }
    var content = [Markup.element("div", ["class": "charts"], sizeFigures)]
    let groups = report.bySize + report.byLabel
    content.append(groupTable([all] + groups))
    content += sizelessNote
    return PageSection("sizes", "Scores by size", legend + Markup(content))
  }

  private var sizeFigures: [Markup] {
    let sizes = lesions.map {
      ($0.lesion.reference ?? $0.lesion.prediction)?.diameterMillimetres ?? 0
    }
    func figure(_ name: String, _ score: KeyPath<EvaluatedLesion, Double>) -> Markup {
      let points = lesions.indices.map { index in
        let value = lesions[index].lesion[keyPath: score]
        return lesions[index].point(
          sizes[index], value,
          "\(Digits.fixed(sizes[index], 1)) mm, \(name) \(Digits.score(value))")
      }
      let chart = ScatterChart(
        title: "\(name) against lesion size",
        description:
          "Scatter plot of the \(name) of \(Digits.count(lesions.count, "lesion")) against "
          + "their longest axial diameter in the reference, on a logarithmic axis; dashed lines part "
          + "the size classes. Means by class are in the table below.",
        plot: Plot(
          x: Axis("diameter (mm)", .logarithmic, holding: sizes, most: 9),
          y: Axis(name, over: 0...1), xHasZero: sizes.contains { $0 <= 0 }),
        points: points,
        lines: [10.0, 30, 60].map { .init(kind: .vertical($0), style: "border", label: nil) })
      return Self.figure(
        chart.drawing(id: "chart-size-" + name.lowercased()),
        "\(name) against the longest axial diameter in the reference (of lesions that it does not "
          + "have, in the prediction); dashed lines part the size classes.")
    }
    return [figure("DSC", \.dice), figure("NSD", \.normalisedSurfaceDice)]
  }
}
