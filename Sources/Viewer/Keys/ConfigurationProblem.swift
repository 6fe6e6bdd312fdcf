/// What is wrong with a line of the configuration file.
public struct ConfigurationProblem: Hashable, Sendable {
  /// From 1.
  public let line: Int
  /// A sentence: what is wrong, and what to do.
  public let text: String

  init(line: Int, _ text: String) {
    self.line = line
    self.text = text
  }
}
