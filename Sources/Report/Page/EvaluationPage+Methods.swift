import Evaluation

extension EvaluationPage {
  var efficiencySection: PageSection? {
    let costs = report.cases.compactMap(\.efficiency)
    func row(
      _ name: String, _ value: (CaseEfficiency) -> Double?, _ format: (Double) -> String
    ) -> PageTable.Row? {
      let values = costs.compactMap(value).filter(\.isFinite).sorted()
      guard let least = values.first, let most = values.last else { return nil }
      let numbers = [values.mean, values.median, least, most]
      return PageTable.Row(
        cells: [.init(name), .init("\(values.count)")]
          + numbers.map { .init(format($0)) })
    }
    let rows = [
      row("Wall time (s)", \.seconds) { Digits.fixed($0, 2) },
      row("Peak memory (MB)", \.peakMegabytes) { Digits.fixed($0, 0) },
      row("RAM-time (GB·s)", \.gigabyteSeconds) { Digits.significant($0) },
    ].compactMap { $0 }
    guard !rows.isEmpty else { return nil }
    let (seconds, gigabytes) = (
      CaseEfficiency.toleranceSeconds, CaseEfficiency.toleranceGigabytes
    )
    let slow = costs.count { ($0.seconds ?? 0) > seconds }
    let large = costs.count { ($0.peakMegabytes ?? 0) > gigabytes * 1000 }
    func cases(_ count: Int) -> String { count == 0 ? "no case" : Digits.count(count, "case") }
    return PageSection(
      "efficiency", "Efficiency",
      PageTable(
        "efficiency-table", caption: "What it took to segment a case",
        columns: [
          .init("Measure"), .init("cases", isNumber: true), .init("mean", isNumber: true),
          .init("median", isNumber: true), .init("least", isNumber: true),
          .init("most", isNumber: true),
        ], rows: rows
      ).markup,
      .element(
        "p", [:],
        .text(
          "RAM-time is the area under the curve of resident memory over time, sampled every 0.1 s. "
            + "Of what FLARE allows, \(Digits.plain(seconds)) s and "
            + "\(Digits.plain(gigabytes)) GB, \(cases(slow)) took more time and "
            + "\(cases(large)) more memory.")))
  }

  /// How every number came to be, so that the page can be read alone.
  var methodsSection: PageSection? {
    let level = Digits.plain(MeanEstimate.level * 100)
    let least = Digits.plain(LesionScore.leastDice)
    let rows: [(String, String)] = [
      (
        "DSC",
        "Dice similarity coefficient: twice the voxels in both masks over the voxels of both."
      ),
      (
        "NSD",
        "Normalised surface Dice: the share of both surfaces that lies within "
          + "\(Digits.plain(report.tolerance)) mm of the other, measured as DeepMind's "
          + "surface-distance does. By FLARE's rule 0 where the DSC is below \(least)."
      ),
      (
        "HD95",
        "95th percentile of the Hausdorff distance; lesions that one of the masks does not have, "
          + "have none."
      ),
      (
        "Lesions",
        "Those of one mask alone count with a DSC and an NSD of 0. A case without a lesion in either "
          + "mask counts with 1."
      ),
      (
        "Mean over cases",
        "Of each case the mean over its lesions, then over cases, as FLARE ranks."
      ),
      (
        "Intervals",
        "\(level) % percentile bootstrap, \(MeanEstimate.resamples) resamples of whole cases with a "
          + "fixed seed, so that lesions of one case stay together; none for one case."
      ),
      (
        "Volume error",
        "(predicted − reference) / reference, −100 % for a lesion that was not found."
      ),
      (
        "Diameter",
        "The longest distance between two voxel centres of one connected piece of the lesion in one "
          + "axial slice, in both masks."
      ),
      (
        "Bland–Altman",
        "Bias is the mean of the differences, the limits of agreement are bias ± 1.96 sample standard "
          + "deviations (n − 1), over the lesions that both masks have."
      ),
    ]
    return PageSection(
      "methods", "How the figures are computed",
      .element(
        "dl", ["class": "facts"],
        rows.flatMap { name, text in
          [Markup.element("dt", [:], .text(name)), .element("dd", [:], .text(text))]
        }))
  }
}
