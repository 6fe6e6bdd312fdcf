import Evaluation

extension EvaluationPage {
  var volumeSection: PageSection? {
    guard !lesions.isEmpty else { return nil }
    let figures = [SizeQuantity.volume, .diameter].flatMap { quantity in
      [scatterFigure(quantity), differenceFigure(quantity)].compactMap { $0 }
    }
    return PageSection(
      "volumes", "Volumes and diameters", legend,
      .element("div", ["class": "charts"], figures))
  }

  // MARK: One against the other

  private func scatterFigure(_ quantity: SizeQuantity) -> Markup {
    let all = lesions.flatMap { [quantity.reference($0), quantity.prediction($0)] }
    // One range for both, so that the line of identity runs from corner to corner.
    func axis(_ mask: String) -> Axis {
      Axis("\(mask) (\(quantity.unit))", .logarithmic, holding: all, most: 9)
    }
    let chart = ScatterChart(
      title: "Predicted against reference \(quantity.name)",
      description:
        "Scatter plot on logarithmic axes with the line of identity; points above it are "
        + "predicted too large. \(Digits.count(lesions.count, "lesion")); the values are in the "
        + "table of lesions.",
      plot: Plot(
        x: axis("reference"), y: axis("prediction"), height: 400,
        xHasZero: lesions.contains { quantity.reference($0) <= 0 },
        yHasZero: lesions.contains { quantity.prediction($0) <= 0 }),
      points: lesions.map {
        let (reference, prediction) = (quantity.reference($0), quantity.prediction($0))
        return $0.point(
          reference, prediction,
          "\(quantity.text(reference)) \(quantity.unit), predicted \(quantity.text(prediction)) "
            + quantity.unit)
      }, lines: [.init(kind: .identity, style: "identity", label: nil)])
    return Self.figure(
      chart.drawing(id: "chart-\(quantity.name)"),
      "Predicted against reference \(quantity.meaning), on logarithmic axes; on the line both agree."
        + (all.contains { $0 <= 0 } ? " What is 0 has a margin of its own." : ""))
  }

  // MARK: Bland–Altman

  /// Over the lesions that both masks have; `nil` where there are none.
  private func differenceFigure(_ quantity: SizeQuantity) -> Markup? {
    let found = lesions.filter { $0.lesion.reference != nil && $0.lesion.prediction != nil }
    let means = found.map { (quantity.reference($0) + quantity.prediction($0)) / 2 }
    let absolute = found.map { quantity.prediction($0) - quantity.reference($0) }
    // Volumes of lesions are positive, and so are their means.
    let differences =
      quantity.isRelative ? zip(absolute, means).map { $0 / $1 * 100 } : absolute
    let unit = quantity.isRelative ? "%" : quantity.unit
    guard let agreement = BlandAltman(of: differences) else { return nil }
    let points = found.indices.map { index in
      found[index].point(
        means[index], differences[index],
        "mean \(quantity.text(means[index])) \(quantity.unit), difference "
          + "\(Digits.signed(differences[index], 1)) \(unit)")
    }
    var caption =
      "Bland–Altman plot of the \(quantity.meaning): prediction less reference"
      + (quantity.isRelative ? " in % of the mean of both; " : "; ")
      + Self.text(of: agreement, unit, 1)
    if quantity.isRelative, let agreement = BlandAltman(of: absolute) {
      caption += "; in \(quantity.unit): \(Self.text(of: agreement, quantity.unit, 2))"
    }
    caption +=
      agreement.limits == nil
      ? ". No limits of agreement: \(Digits.count(agreement.count, "lesion")) in both masks, and they "
        + "need at least \(BlandAltman.leastForLimits)."
      : ". Limits are bias ± 1.96 sample SD, n = \(agreement.count)."
    let x = Axis(
      "mean of both (\(quantity.unit))", quantity.isRelative ? .logarithmic : .linear,
      holding: means, most: quantity.isRelative ? 9 : 6)
    let y = quantity.isRelative ? "difference (% of mean)" : "difference (\(unit))"
    return Self.figure(
      Self.differenceChart(
        "Agreement of \(quantity.name)s", agreement, unit: unit, points, x: x, y: y
      ).drawing(id: "chart-\(quantity.name)-difference"), caption)
  }

  private static func differenceChart(
    _ title: String, _ agreement: BlandAltman, unit: String, _ points: [ChartPoint], x: Axis,
    y: String
  ) -> ScatterChart {
    func line(_ name: String, _ value: Double, _ style: String) -> ScatterChart.Line {
      .init(
        kind: .horizontal(value), style: style,
        label: "\(name) \(Digits.signed(value, 1)) \(unit)")
    }
    var lines: [ScatterChart.Line] = [
      .init(kind: .horizontal(0), style: "zero", label: nil), line("bias", agreement.bias, "mean"),
    ]
    var shown = points.map(\.y) + [0, agreement.bias]
    if let limits = agreement.limits {
      lines += [
        line("−1.96 SD", limits.lowerBound, "limit"), line("+1.96 SD", limits.upperBound, "limit"),
      ]
      shown += [limits.lowerBound, limits.upperBound]
    }
    return ScatterChart(
      title: title,
      description: "Bland–Altman plot of \(Digits.count(points.count, "lesion")) with "
        + (agreement.limits == nil
          ? "a line at the bias." : "lines at the bias and the limits of agreement."),
      plot: Plot(x: x, y: Axis(y, holding: shown), height: 400), points: points, lines: lines)
  }

  private static func text(of agreement: BlandAltman, _ unit: String, _ digits: Int) -> String {
    let bias = "bias \(Digits.signed(agreement.bias, digits)) \(unit)"
    guard let limits = agreement.limits else { return bias }
    return "\(bias), 95 % limits of agreement \(Digits.signed(limits.lowerBound, digits)) to "
      + "\(Digits.signed(limits.upperBound, digits)) \(unit)"
  }
}
