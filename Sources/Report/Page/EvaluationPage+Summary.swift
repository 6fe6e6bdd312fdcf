import Evaluation

extension EvaluationPage {
  // MARK: Problems

  /// Whatever could not be scored, before all else.
  var problemsSection: PageSection? {
    let failed = report.cases.count { $0.problem != nil }
    guard failed > 0 || !report.problems.isEmpty else { return nil }
    var content = Markup()
    if failed > 0 {
      content += .element(
        "p", [:],
        .text(
          "\(failed) of \(Digits.count(report.cases.count, "case")) "
            + "\(failed == 1 ? "has" : "have") no prediction that could be compared. Such a case "
            + "counts with a DSC and an NSD of 0 in all means, as challenges count it."))
    }
    // A case whose problem is not among the others is told all the same.
    let told = Set(report.problems)
    let untold = report.cases.compactMap { evaluated in
      evaluated.problem.flatMap { told.contains($0) ? nil : "\(evaluated.name): \($0)" }
    }
    content += .element(
      "ul", [:], (report.problems + untold).map { .element("li", [:], .text($0)) })
    return PageSection("problems", "Problems", style: "problems", content)
  }

  // MARK: Headline figures

  var headlineSection: PageSection? {
    let tolerance = Digits.plain(report.tolerance)
    var cards = [
      Self.card("DSC", "mean over cases", report.overCases.dice, Digits.score),
      Self.card(
        "NSD at \(tolerance) mm", "mean over cases", report.overCases.normalisedSurfaceDice,
        Digits.score),
    ]
    if let all = report.overLesions {
      // With one lesion each, means over lesions are those over cases.
      if report.cases.contains(where: { $0.lesions.count != 1 }) {
        cards += [
          Self.card("DSC", "mean over lesions", all.dice, Digits.score),
          Self.card(
            "NSD at \(tolerance) mm", "mean over lesions", all.normalisedSurfaceDice,
            Digits.score),
        ]
      }
      if let distance = all.hausdorff95 {
        cards.append(
          Self.card("HD95", "mean over lesions in both masks", distance, unit: " mm") {
            Digits.fixed($0, 1)
          })
      }
      if let error = all.volumeError {
        cards.append(
          Self.card(
            "Volume error", "mean over lesions of the reference", error.mean, unit: " %",
            note: "mean magnitude \(Digits.fixed(error.meanMagnitude.mean * 100, 1)) %, median "
              + "\(Digits.signed(error.median * 100, 1)) %"
          ) { Digits.signed($0 * 100, 1) })
      }
      if let error = all.diameterError {
        cards.append(
          Self.card(
            "Longest diameter error", "mean over lesions in both masks", error.mean, unit: " mm",
            note: "mean magnitude \(Digits.fixed(error.meanMagnitude.mean, 1)) mm, median "
              + "\(Digits.signed(error.median, 1)) mm"
          ) { Digits.signed($0, 1) })
      }
    }
    cards.append(countCard)
    var content = Markup.element("dl", ["class": "cards"], cards)
    if let scored = report.overScoredCases {
      content += .element(
        "p", [:],
        .text(
          "Over the \(Digits.count(scored.count, "case")) with a prediction alone: DSC "
            + "\(Self.estimate(scored.dice, Digits.score)), NSD "
            + "\(Self.estimate(scored.normalisedSurfaceDice, Digits.score))."))
    }
    content += .element(
      "p", ["class": "muted"],
      .text(
        hasIntervals
          ? "In brackets 95 % intervals of a bootstrap over cases."
          : "One case has no intervals: they come of a bootstrap over cases."))
    return PageSection("summary", "Summary", content)
  }

  /// Whether there are cases enough for a bootstrap.
  var hasIntervals: Bool { report.overCases.dice.interval != nil }

  private var countCard: Markup {
    func count(_ status: ListedLesion.Status) -> Int { lesions.count { $0.status == status } }
    let parts = [
      (count(.found), "found"), (count(.notFound), "not found"),
      (count(.withoutPrediction), "without a prediction"), (count(.extra), "not in the reference"),
    ]
    let present = parts.filter { $0.0 > 0 }
    let text =
      present.count == 1 && lesions.count > 1
      ? "all \(present[0].1)" : present.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return card(
      "Cases", "with a reference", "\(report.cases.count)",
      interval: "with \(Digits.count(lesions.count, "lesion"))", note: text)
  }

  private static func card(
    _ name: String, _ what: String, _ estimate: MeanEstimate, unit: String = "",
    note: String? = nil, _ format: (Double) -> String
  ) -> Markup {
    card(
      name, what, format(estimate.mean) + unit,
      interval: interval(estimate, format).map { "[\($0)]" + unit }, note: note)
  }

  private func card(
    _ name: String, _ what: String, _ value: String, interval: String?, note: String?
  ) -> Markup { Self.card(name, what, value, interval: interval, note: note) }

  private static func card(
    _ name: String, _ what: String, _ value: String, interval: String?, note: String?
  ) -> Markup {
    var content = [
      Markup.element(
        "dt", [:], .element("b", [:], .text(name)), " ", .element("span", [:], .text(what))),
      .element("dd", ["class": "value"], .text(value)),
    ]
    if let interval { content.append(.element("dd", [:], .text(interval))) }
    if let note, !note.isEmpty {
      content.append(.element("dd", ["class": "muted"], .text(note)))
    }
    return .element("div", [:], content)
  }

  // MARK: Estimates as text

  /// "0.812 [0.790, 0.831]".
  static func estimate(_ estimate: MeanEstimate, _ format: (Double) -> String) -> String {
    format(estimate.mean) + (interval(estimate, format).map { " [\($0)]" } ?? "")
  }

  private static func interval(
    _ estimate: MeanEstimate, _ format: (Double) -> String
  ) -> String? {
    estimate.interval.map { "\(format($0.lowerBound)), \(format($0.upperBound))" }
  }

  // MARK: What was compared

  var subjectSection: PageSection? {
    let images = report.cases.count { $0.files.image != nil }
    let total = report.cases.count
    var rows: [(String, String)] = [
      ("Predictions", subject.predictions), ("References", subject.references),
    ]
    if images > 0 {
      rows.append(
        (
          "Images",
          [subject.images, "\(images) of \(Digits.count(total, "case"))"]
            .compactMap { $0 }.joined(separator: ", ")
        ))
    } else {
      rows.append(("Images", "none known"))
    }
    rows += [
      ("NSD tolerance", "\(Digits.plain(report.tolerance)) mm"),
      ("Matching", matchingText), ("Software", subject.software),
    ]
    if let weights = subject.weights { rows.append(("Weights", weights)) }
    if let date = subject.date { rows.append(("Date", date)) }
    var content = Markup.element(
      "dl", ["class": "facts"],
      rows.flatMap { name, text in
        [Markup.element("dt", [:], .text(name)), .element("dd", [:], .text(text))]
      })
    if !report.notes.isEmpty {
      content += .element(
        "ul", [:], report.notes.map { .element("li", [:], .text($0)) })
    }
    return PageSection("compared", "What was compared", content)
  }

  private var matchingText: String {
    switch report.matching {
    case .labels: "lesions of the same label"
    case .overlap: "lesions that overlap most, whatever their labels"
    }
  }
}
