import ArgumentParser

struct ManCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Print the manual page, caliper(1).",
    discussion: """
      EXAMPLES
        caliper man | man -l -
        caliper man > /usr/local/share/man/man1/caliper.1
      """)

  func run() throws {
    print(try ManualPage(Caliper.self).text, terminator: "")
  }
}
