import Foundation
import ImageFiles
import Tables

extension SessionReport {
  /// Characters that a line of the report has at most.
  public static let textWidth = 78

  /// The report as text for a letter.
  ///
  /// - Parameter ascii: whether only printable ASCII is used, for systems that know no other.
  public func text(ascii: Bool = false) -> String {
    // Before the lines are broken, since a likeness may be longer than what it stands for.
    let clean: (String) -> String = { text in
      let text = SafeText.escaped(text)
      return ascii ? SafeText.ascii(text) : text
    }
    var lines = TextLines(width: Self.textWidth)
    lines.add("LESION REPORT")
    lines.add(Self.disclaimer)
    lines.addBlank()
    addHeading(&lines, clean)
    for lesion in lesions {
      lines.addBlank()
      add(lesion, &lines, clean)
    }
    lines.addBlank()
    addSummary(&lines, clean)
    return lines.text
  }

  private func addHeading(_ lines: inout TextLines, _ clean: (String) -> String) {
    let column = 11
    lines.add("Study", clean(study), indent: 0, column: column)
    lines.add("Date", date.map { clean(Timestamp.readable($0)) }, indent: 0, column: column)
    lines.add("Reader", reader.map(clean), indent: 0, column: column)
    lines.add("Software", software.map(clean), indent: 0, column: column)
    lines.add("Weights", weights.map { clean($0.file) }, indent: 0, column: column)
    lines.add("SHA-256", weights?.sha256.map(clean), indent: 0, column: column)
    if lesions.isEmpty { lines.add("Lesions", "none", indent: 0, column: column) }
  }

  // MARK: A lesion

  private func add(
    _ lesion: LesionReport, _ lines: inout TextLines, _ clean: (String) -> String
  ) {
    let title = lesion.title
    lines.add(clean(title.prefix(1).uppercased() + title.dropFirst()))
    for (name, text) in [
      ("Role", role(of: lesion)), ("Finding", finding(of: lesion)),
      ("Position", position(of: lesion)),
      ("Diameter", diameter(of: lesion)), ("Volume", volume(of: lesion)),
      ("Attenuation", attenuation(of: lesion)),
    ] {
      lines.add(name, text.map(clean), indent: 2, column: 15)
    }
  }

  /// "target, liver, lymph node".
  private func role(of lesion: LesionReport) -> String? {
    let parts = [lesion.role?.name, lesion.organ, lesion.isNode ? "lymph node" : nil]
    let known = parts.compactMap { $0 }.filter { !$0.isEmpty }
    return known.isEmpty ? nil : known.joined(separator: ", ")
  }

  /// "absent"; `nil` of a lesion that is simply there.
  private func finding(of lesion: LesionReport) -> String? {
    if lesion.isUnconfirmed { return "copied, not confirmed" }
    return lesion.finding == .present ? nil : lesion.finding.rawValue
  }

  /// "slice 87 of 210, z = -412.5 mm (RAS)"; both slices where the ends lie on two.
  private func position(of lesion: LesionReport) -> String? {
    let ends = [lesion.a, lesion.b].compactMap { $0 }
    let slices = ends.compactMap(\.slice)
    var parts: [String] = []
    if let first = slices.min(), let last = slices.max() {
      let total = sliceCount.map { " of \($0)" } ?? ""
      parts.append(first == last ? "slice \(first)\(total)" : "slices \(first) to \(last)\(total)")
    }
    let heights = ends.compactMap { $0.position?.z }.filter(\.isFinite)
    if let lowest = heights.min(), let highest = heights.max() {
      let (lowest, highest) = (decimal(lowest, 1), decimal(highest, 1))
      parts.append(
        "z = \(lowest)" + (lowest == highest ? "" : " to \(highest)") + " mm (RAS)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// "23.4 × 15.2 mm", as placed.
  private func diameter(of lesion: LesionReport) -> String? {
    let lengths = [lesion.diameterMillimetres, lesion.shortDiameterMillimetres]
    guard let long = lengths[0], long.isFinite else { return nil }
    guard let short = lengths[1], short.isFinite else { return "\(decimal(long, 1)) mm, placed" }
    return "\(decimal(long, 1)) × \(decimal(short, 1)) mm, placed"
  }

  /// "4.82 mL, mask 24.0 × 15.0 mm on 9 slices, edited by hand".
  private func volume(of lesion: LesionReport) -> String? {
    guard let measurement = lesion.measurement else { return nil }
    func number(_ value: Double, _ places: Int) -> String {
      value.isFinite ? decimal(value, places) : "-"
    }
    let volume = measurement.volumeMillilitres
    // A nodule of 0.08 mL needs a digit more than a tumour.
    var text = number(volume, abs(volume) < 1 ? 3 : 2) + " mL"
    text += ", mask \(number(measurement.longAxisMillimetres, 1)) × "
    text += "\(number(measurement.shortAxisMillimetres, 1)) mm on \(measurement.slices) "
    text += measurement.slices == 1 ? "slice" : "slices"
    // What a block says by itself, since it may be pasted without the warnings.
    if lesion.isStale { text += ", of an earlier diameter" }
    return text + (lesion.isEdited ? ", edited by hand" : "")
  }

  /// "41 ± 12 HU", mean and standard deviation.
  private func attenuation(of lesion: LesionReport) -> String? {
    guard let mean = lesion.measurement?.meanHU, mean.isFinite else { return nil }
    guard let deviation = lesion.measurement?.standardDeviationHU, deviation.isFinite else {
      return "\(decimal(mean, 0)) HU"
    }
    return "\(decimal(mean, 0)) ± \(decimal(deviation, 0)) HU, mean and standard deviation"
  }

  // MARK: What they come to

  private func addSummary(_ lines: inout TextLines, _ clean: (String) -> String) {
    let column = 26
    lines.add("Sum of target diameters", clean(sumText), indent: 0, column: column)
    for (name, role) in [
      ("Non-target lesions", LesionReport.Role.nonTarget), ("New lesions", .new),
    ] {
      let titles = lesions.filter { $0.role == role }.map { $0.title }
      let text = titles.isEmpty ? "none" : titles.joined(separator: "; ")
      lines.add(name, clean(text), indent: 0, column: column)
    }
    guard !warnings.isEmpty else { return }
    lines.addBlank()
    lines.add("Warnings")
    for warning in warnings { lines.add(clean(warning), lead: "  - ") }
  }

  private var sumText: String {
    switch sum {
    case .noTargets: return "no target lesion"
    case .unknown(let lesions):
      let reasons = lesions.map { lesion in
        if lesion.isUnconfirmed { return "lesion \(lesion.label) is copied, not confirmed" }
        if lesion.finding == .notEvaluable { return "lesion \(lesion.label) is not evaluable" }
        return "lesion \(lesion.label) has no \(lesion.isNode ? "short axis" : "diameter") placed"
      }
      return "not known: " + reasons.joined(separator: ", ")
    case .millimetres(let sum):
      let labels = targets.map { lesion in
        guard lesion.isMeasured else { return "\(lesion.label) (\(lesion.finding.rawValue))" }
        return "\(lesion.label)\(lesion.isNode ? " (short axis)" : "")"
      }
      return "\(decimal(sum, 1)) mm, lesion\(labels.count == 1 ? "" : "s") "
        + labels.joined(separator: ", ")
    }
  }
}
