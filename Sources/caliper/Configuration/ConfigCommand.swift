import ArgumentParser
import ImageFiles
import Viewer

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the configuration: where its file is, what holds, what is wrong with it.",
    discussion: """
      EXAMPLES
        caliper config
        caliper config --default > ~/.config/caliper/config

      Lines are "key PgDn = slice-down", "unkey q", "set color = never" and comments (#). Problems
      are told on standard error, and the exit code is then 1.
      """)

  @Flag(
    name: .customLong("default"),
    help: "Print a file of all settings and keys as they come, as comments.")
  var printsDefault = false

  func run() throws {
    if printsDefault {
      print(Configuration.standardText, terminator: "")
      return
    }
    let file = ConfigurationFile()
    print("# \(SafeText.escaped(file.path))\(file.isThere ? "" : " (not there)")")
    print(file.configuration.text, terminator: "")
    for problem in file.problems { StandardError.print("caliper: \(problem)") }
    guard file.problems.isEmpty else { throw ExitCode(ExitStatus.caseFailed) }
  }
}
