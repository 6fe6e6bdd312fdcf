/// What the configuration file can set beside keys: the flags of `caliper view` that a reader
/// would give every time.
public enum Setting: String, CaseIterable, Sendable {
  case color, ascii, mouse, renderer
  case cellAspect = "cell-aspect"
  case reader

  /// The values that a setting takes.
  public enum Values: Hashable, Sendable {
    case oneOf([String])
    case onOff
    case number(ClosedRange<Double>)
    case text
  }

  public var values: Values {
    switch self {
    case .color: .oneOf(["auto", "always", "never"])
    case .ascii, .mouse: .onOff
    case .renderer: .oneOf(["auto", "half", "quadrant", "background", "ascii"])
    case .cellAspect: .number(0.2...2)
    case .reader: .text
    }
  }

  /// What holds when nobody says otherwise.
  public var standard: String {
    switch self {
    case .color, .renderer: "auto"
    case .ascii, .mouse: "off"
    case .cellAspect: "0.5"
    case .reader: ""
    }
  }

  /// What it decides, without a full stop.
  public var help: String {
    switch self {
    case .color: "colours: auto (heeds NO_COLOR and TERM), always or never"
    case .ascii: "draw with ASCII characters only: on or off"
    case .mouse: "start with the mouse on or off"
    case .renderer: "how pixels are drawn: auto, half, quadrant, background or ascii"
    case .cellAspect: "width of a character cell divided by its height, 0.2 to 2"
    case .reader: "your name, as saved sessions and reports state it"
    }
  }

  /// A value as it is kept.
  ///
  /// - Throws: which values there are.
  func checked(_ text: String) throws(Refusal) -> String {
    switch values {
    case .oneOf(let names):
      guard names.contains(text) else {
        throw Refusal("\(rawValue) is one of \(names.joined(separator: ", ")), not \"\(text)\".")
      }
    case .onOff:
      guard text == "on" || text == "off" else {
        throw Refusal("\(rawValue) is on or off, not \"\(text)\".")
      }
    case .number(let range):
      guard let number = Double(text), range.contains(number) else {
        throw Refusal(
          "\(rawValue) is a number from \(Self.text(range.lowerBound)) to "
            + "\(Self.text(range.upperBound)), not \"\(text)\".")
      }
    case .text:
      guard !text.isEmpty else { throw Refusal("\(rawValue) is empty; leave the line out.") }
    }
    return text
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, 0) : "\(value)"
  }
}
