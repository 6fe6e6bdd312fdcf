import Evaluation
import Imaging

extension EvaluationPage {
  var figuresSection: PageSection? {
    guard !groups.isEmpty else { return nil }
    let empty = report.cases.count { $0.lesions.isEmpty }
    var content = Markup.element(
      "p", [:],
      .text(
        "The axial slice in which the lesion has its largest area in the reference, of the lesion "
          + "with the lowest DSC of each case. Other lesions in the slice have thin lines."
          + (groups.flatMap(\.figures).contains { $0.choice.evaluated.problem != nil }
            ? " Cases without a prediction that could be compared show the reference alone." : "")
          + (empty == 0
            ? ""
            : " \(Digits.count(empty, "case")) without a lesion in either mask "
              + "\(empty == 1 ? "has" : "have") no picture.")))
    content += .element(
      "ul", ["class": "legend"], Self.legendItem("reference", "reference, solid"),
      Self.legendItem("prediction", "prediction, dashed"))
    var number = 0
    for group in groups {
      content += .element("h3", [:], .text(group.title))
      content += .element(
        "div", ["class": "slices"],
        group.figures.map { figure in
          number += 1
          return markup(of: figure, id: "figure-\(number)")
        })
    }
    return PageSection("slices", "Worst, median and best cases", content)
  }

  private static func legendItem(_ style: String, _ text: String) -> Markup {
    .element(
      "li", [:],
      .element(
        "svg", ["viewBox": "0 0 40 12", "class": "wide", "aria-hidden": "true"],
        .element("rect", ["class": "dark", "width": "40", "height": "12"]),
        .element("path", ["class": style, "d": "M3 6h34"])),
      .text(" \(text)"))
  }

  private func markup(of figure: Figure, id: String) -> Markup {
    let (evaluated, lesion, slice) = (
      figure.choice.evaluated, figure.choice.lesion, figure.slice
    )
    let listed = lesions.first {
      $0.evaluated.name == evaluated.name && $0.lesion.label == lesion.label
        && ($0.lesion.reference == nil) == (lesion.reference == nil)
    }
    let scores =
      "DSC \(Digits.score(lesion.dice)), NSD \(Digits.score(lesion.normalisedSurfaceDice))"
    let hasPrediction = evaluated.problem == nil
    let volumes =
      "\(Digits.significant(lesion.referenceMillilitres)) mL, "
      + (hasPrediction
        ? "predicted \(Digits.significant(lesion.predictionMillilitres)) mL" : "no prediction")
    let place = "Slice \(slice.sliceNumber) of \(slice.sliceCount)"
    let ground = slice.windowText ?? "no image"
    let status = listed.map { $0.status == .found ? "" : ", \($0.status.rawValue)" } ?? ""
    let drawing = slice.drawing(
      id: id + "-image", png: figure.png, title: "\(evaluated.name), axial slice",
      description: (hasPrediction
        ? "Outlines of the reference and of the prediction\(status). "
        : "Outline of the reference alone\(status). ") + "\(scores). "
        + "\(volumes). \(place), \(ground). Left of the picture: \(slice.letters[0]).",
      missing: hasPrediction ? nil : "no prediction")
    let name: Markup = .text(listed?.name ?? evaluated.name)
    return .element(
      "figure", ["id": id],
      drawing,
      .element(
        "figcaption", [:],
        .element("b", [:], listed.map { .element("a", ["href": "#" + $0.id], name) } ?? name),
        .text(status), .element("br"), .text(scores), .element("br"), .text(volumes),
        .element("br"),
        .element("span", ["class": "muted"], .text("\(place), \(ground)"))))
  }
}
