import Viewer

/// A keymap as a journal has it: what differs from the keys as they come.
struct KeymapRecord: Codable, Sendable {
  /// By key: the command's name; "" for a key that does nothing.
  var changes: [String: String]

  /// `nil` for the standard keymap.
  init?(_ keymap: Keymap) {
    let own = Self.table(keymap)
    let standard = Self.table(.standard)
    changes = [:]
    for (key, command) in own where standard[key] != command {
      changes[key.journalText] = command.name
    }
    for key in standard.keys where own[key] == nil { changes[key.journalText] = "" }
    if changes.isEmpty { return nil }
  }

  /// The standard keymap with the changes.
  ///
  /// - Throws: ``CaseFailure`` for a key or command that this program does not have.
  func keymap() throws -> Keymap {
    var keyChanges: [KeyChange] = []
    for (text, name) in changes.sorted(by: { $0.key < $1.key }) {
      guard let key = Key(journalText: text), name.isEmpty || Command(name: name) != nil else {
        throw CaseFailure(
          "The journal's key \(text) means \(name), which this version of Caliper does not have; "
            + "replay it with the version that wrote it.")
      }
      keyChanges.append(KeyChange(key, Command(name: name), line: 0))
    }
    return Keymap.standard.changed(by: keyChanges).keymap
  }

  private static func table(_ keymap: Keymap) -> [Key: Command] {
    Dictionary(keymap.bindings.flatMap(\.entries).map { ($0.key, $0.command) }) { first, _ in first
    }
  }
}
