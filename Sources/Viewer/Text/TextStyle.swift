/// How a run of text looks.
struct TextStyle: Hashable, Sendable {
  var foreground = Color.standard
  var style: CellStyle = []

  static let plain = TextStyle()
  static let bold = TextStyle(style: .bold)
  static let dim = TextStyle(style: .dim)
  static let reverse = TextStyle(style: .reverse)
  static let reverseBold = TextStyle(style: [.reverse, .bold])
}

/// Text in runs of one style each.
struct StyledText: Sendable {
  struct Run: Sendable {
    var text: String
    var style: TextStyle
  }

  var runs: [Run] = []

  init() {}
  init(_ text: String, _ style: TextStyle = .plain) { runs = [Run(text: text, style: style)] }

  mutating func append(_ text: String, _ style: TextStyle = .plain) {
    runs.append(Run(text: text, style: style))
  }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.runs += right.runs
    return sum
  }
}
