import Foundation

extension ResponseAssessment {
  static func name(_ finding: LesionFinding) -> String {
    finding.name.isEmpty ? finding.id : finding.name
  }

  /// Why a target has no diameter.
  static func missing(_ finding: LesionFinding) -> String {
    finding.status == .notEvaluable ? "NE" : "?"
  }

  /// A star marks a sum that lacks a target.
  static func text(of sum: SumOfDiameters) -> String {
    sum.isComplete ? sum.total.description : "\(sum.total)*"
  }

  /// At most seven characters.
  static func percent(_ change: Change?) -> String {
    guard let change, let tenths = change.percentTenths else { return "" }
    return tenths < 100_000 ? change.signedPercent ?? "" : "> 9999"
  }

  /// A category that fits a column.
  static func short(_ category: String?) -> String {
    category == NonTargetResponse.persistent.rawValue ? "NN" : category ?? ""
  }

  static func number(_ value: Double?, _ format: String) -> String {
    guard let value else { return "" }
    let text = String(format: format, value)
    // What rounds to nothing has no sign that would mean anything.
    let isZero = !text.contains { $0 != "0" && $0.isNumber }
    return isZero ? String(text.filter { $0 != "-" && $0 != "+" }) : text
  }

  func item(_ sentence: String, _ characters: TableCharacters) -> [String] {
    wrapped("- \(sentence).", characters, indent: "  ")
  }

  /// In lines of at most ``textWidth`` columns, broken at spaces; a word that is longer is cut into
  /// pieces.
  ///
  /// - Parameter indent: before every line but the first.
  func wrapped(_ text: String, _ characters: TableCharacters, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in characters.plain(text).split(separator: " ").map(String.init) {
      if !line.isEmpty, line.columns + 1 + word.columns > Self.textWidth {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? (lines.isEmpty ? "" : indent) : " "
      for character in word {
        if line.columns + String(character).columns > Self.textWidth {
          lines.append(line)
          line = indent
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
