extension Configuration {
  /// A configuration file of all settings and keys as they come, each line a comment.
  public static let standardText: String = {
    var lines = [
      "# Caliper's configuration. Lines that begin with # are comments; these state what holds",
      "# without them. Flags and the environment go before what is set here.",
      "",
    ]
    for setting in Setting.allCases {
      lines += ["# \(setting.help)", "# set \(setting.rawValue) = \(example(setting))"]
    }
    lines += [
      "", "# Keys, by the names of their commands; \"unkey KEY\" takes a key's command away.",
      "# Ctrl-C always saves aside and quits.",
    ]
    return (lines + keyLines(.standard, prefix: "# ")).joined(separator: "\n") + "\n"
  }()

  private static func example(_ setting: Setting) -> String {
    setting.standard.isEmpty ? "NAME" : setting.standard
  }

  /// What holds now, as a configuration file that says so again; settings that hold without being
  /// set are comments.
  public var text: String {
    let settings = Setting.allCases.map { setting in
      self.settings[setting].map { "set \(setting.rawValue) = \($0)" }
        ?? "# set \(setting.rawValue) = \(Self.example(setting))"
    }
    let standard = Keymap.standard.bindings.flatMap(\.entries).map(\.key)
    let taken = standard.filter { keymap.command(for: $0) == nil }.map { "unkey \($0.name)" }
    return (settings + Self.keyLines(keymap, prefix: "") + (taken.isEmpty ? [] : [""] + taken))
      .joined(separator: "\n") + "\n"
  }

  private static func keyLines(_ keymap: Keymap, prefix: String) -> [String] {
    var lines: [String] = []
    for group in KeyBinding.Group.allCases {
      let entries = keymap.bindings.filter { $0.group == group }.flatMap(\.entries)
        .filter { $0.command != .interrupt }
      guard !entries.isEmpty else { continue }
      lines += ["", "# \(group.rawValue)"]
      lines += entries.map { "\(prefix)key \($0.key.name) = \($0.command.name)" }
    }
    return lines
  }
}
