import ArgumentParser
import Viewer

/// The manual page caliper(1), made of the commands' own help, the keymap, the table of typed
/// commands and the settings.
struct ManualPage {
  private(set) var text = ""

  init(_ program: (some ParsableCommand).Type) throws {
    let root = try CommandDescription(of: program)
    var roff = Roff(
      title: root.commandName.uppercased(), section: 1, source: Caliper.software,
      manual: "User Commands")
    Self.introduce(root, in: &roff)
    roff.section("COMMANDS")
    for command in root.shownCommands { Self.describe(command, in: &roff) }
    Self.describeKeys(in: &roff)
    Self.describeCommandLine(in: &roff)
    Self.describeConfiguration(in: &roff)
    for (title, items) in Self.tables {
      roff.section(title)
      for (term, meaning) in items { roff.item(term, meaning) }
    }
    roff.section("NOTES")
    roff.paragraph("Research use, not for diagnosis.")
    text = roff.text
  }

  // MARK: Commands

  private static func introduce(_ root: CommandDescription, in roff: inout Roff) {
    let abstract = root.abstract ?? ""
    let purpose = abstract.prefix(1).lowercased() + abstract.dropFirst()
    let line = purpose.hasSuffix(".") ? String(purpose.dropLast()) : String(purpose)
    roff.section("NAME")
    roff.paragraph("\(root.commandName) - \(line)")
    roff.section("SYNOPSIS")
    roff.literal(root.shownCommands.map { "\(root.commandName) \($0.usage)" })
    roff.section("DESCRIPTION")
    roff.paragraph(abstract)
    roff.paragraph("Every command explains itself with -h; --version states the version.")
    write(root.discussion, in: &roff)
  }

  private static func describe(_ command: CommandDescription, in roff: inout Roff) {
    roff.subsection("caliper \(command.usage)")
    roff.paragraph(command.abstract ?? "")
    for argument in command.shownArguments { roff.item(argument.label, argument.meaning) }
    write(command.discussion, in: &roff)
  }

  /// Paragraphs as they are; lines that are indented, and those under a heading in capitals, stay
  /// lines. What the page says in sections of its own is left out.
  private static func write(_ discussion: String?, in roff: inout Roff) {
    let lines = (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    for paragraph in lines.split(separator: "").map(Array.init) {
      guard let first = paragraph.first, first != "EXIT CODES", !first.hasPrefix("Research use")
      else { continue }
      let isHeading = first.allSatisfy { $0.isUppercase || $0 == " " }
      if isHeading {
        roff.paragraph(first.prefix(1) + first.dropFirst().lowercased() + ":")
        roff.literal(paragraph.dropFirst().map(String.init))
      } else if paragraph.contains(where: { $0.hasPrefix(" ") }) {
        roff.literal(paragraph.map(String.init))
      } else {
        roff.paragraph(paragraph.joined(separator: " "))
      }
    }
  }

  // MARK: The viewer

  private static func describeKeys(in roff: inout Roff) {
    roff.section("KEYS")
    roff.paragraph("The viewer's keys, and in brackets the commands that they give.")
    for group in KeyBinding.Group.allCases {
      let bindings = Keymap.standard.bindings.filter { $0.group == group }
      guard !bindings.isEmpty else { continue }
      roff.subsection(group.rawValue)
      for binding in bindings {
        var seen: Set<String> = []
        let names = binding.entries.map(\.command.name).filter { seen.insert($0).inserted }
        roff.item(binding.label, "\(binding.help) [\(names.joined(separator: ", "))]")
      }
    }
    let bound = Set(Keymap.standard.bindings.flatMap(\.entries).map(\.command))
    let others = Viewer.Command.listed.filter { !bound.contains($0) }
    guard !others.isEmpty else { return }
    roff.subsection("Without a key")
    for command in others { roff.item(command.name, command.help) }
  }

  private static func describeCommandLine(in roff: inout Roff) {
    roff.section("COMMAND LINE")
    roff.paragraph(
      "After : in the viewer. Tab completes, Up and Down bring back what was run before. Every "
        + "command of a key can be typed by its name, too.")
    for command in LineCommand.all { roff.item(command.usage, command.helpWithAliases) }
  }

  private static func describeConfiguration(in roff: inout Roff) {
    roff.section("CONFIGURATION")
    roff.paragraph(
      "Each line of the configuration file gives a key a command, takes its command away, or sets "
        + "what a flag would; a # begins a comment:")
    roff.literal(["key PgDn = slice-down", "unkey f", "set color = never"])
    roff.paragraph(
      "Lines that cannot be understood are told, and the others count. Flags and the environment "
        + "go before settings:")
    for setting in Setting.allCases { roff.item(setting.rawValue, setting.help) }
  }
}
