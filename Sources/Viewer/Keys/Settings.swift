/// The settings of a configuration file; those it does not name are `nil`.
public struct Settings: Equatable, Sendable {
  private var values: [Setting: String] = [:]

  public init() {}

  /// The value as it was written, one that the setting takes.
  public subscript(setting: Setting) -> String? { values[setting] }

  /// Whether a setting that is on or off is on.
  public func isOn(_ setting: Setting) -> Bool? { values[setting].map { $0 == "on" } }

  public func number(_ setting: Setting) -> Double? { values[setting].flatMap(Double.init) }

  /// - Throws: which values the setting takes.
  mutating func set(_ setting: Setting, to text: String) throws(Refusal) {
    values[setting] = try setting.checked(text)
  }
}
