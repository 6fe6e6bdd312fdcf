import Foundation

/// What a reader's configuration file says.
///
/// A line is `key KEY = COMMAND`, `unkey KEY` or `set SETTING = VALUE`. A `#` begins a comment at
/// the start of a line, and after a blank to the right of the `=`. A line that cannot be
/// understood becomes a problem; the others count.
public struct Configuration: Sendable {
  public private(set) var settings = Settings()
  public let keymap: Keymap
  /// By line.
  public let problems: [ConfigurationProblem]

  public init(_ text: String = "", changing keymap: Keymap = .standard) {
    var changes: [KeyChange] = []
    var problems: [ConfigurationProblem] = []
    var setIn: [Setting: Int] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let number = index + 1
      do throws(Refusal) {
        switch try Line(String(line)) {
        case .blank: break
        case .key(let key, let command): changes.append(KeyChange(key, command, line: number))
        case .set(let setting, let value):
          try settings.set(setting, to: value)
          if let earlier = setIn.updateValue(number, forKey: setting) {
            throw Refusal(
              "\(setting.rawValue) was set in line \(earlier) already; this line counts.")
          }
        }
      } catch {
        problems.append(ConfigurationProblem(line: number, error.reason))
      }
    }
    let changed = keymap.changed(by: changes)
    self.keymap = changed.keymap
    self.problems = (problems + changed.problems).sorted { $0.line < $1.line }
  }

  private enum Line {
    case blank
    case key(Key, Command?)
    case set(Setting, String)

    init(_ line: String) throws(Refusal) {
      let words = line.trimmingCharacters(in: .whitespaces)
      guard let first = words.first, first != "#" else {
        self = .blank
        return
      }
      let verb = String(words.prefix { !$0.isWhitespace })
      let rest = words.dropFirst(verb.count).trimmingCharacters(in: .whitespaces)
      switch verb {
      case "key":
        let (name, value) = try Self.assignment(rest, as: "key PgDn = slice-down")
        let key = try Key.parse(name)
        guard let command = Command(name: value) else {
          throw Refusal("no command is called \"\(value)\"; :commands in the viewer lists them.")
        }
        self = .key(key, command)
      case "unkey":
        self = .key(try Key.parse(rest), nil)
      case "set":
        let (name, value) = try Self.assignment(rest, as: "set color = never")
        guard let setting = Setting(rawValue: name) else {
          let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")
          throw Refusal("no setting is called \"\(name)\"; there are \(names).")
        }
        self = .set(setting, value)
      default:
        throw Refusal(
          "a line begins with key, unkey, set or #, not \"\(verb)\", as in key PgDn = slice-down.")
      }
    }

    /// Both sides of the first "=" that is not the first character: that one may be a key.
    private static func assignment(
      _ text: String, as example: String
    ) throws(Refusal) -> (String, String) {
      guard let sign = text.dropFirst().firstIndex(of: "=") else {
        throw Refusal("there is no =, as in \(example).")
      }
      var value = text[text.index(after: sign)...]
      if let comment = value.range(of: #"(^|\s)#.*$"#, options: .regularExpression) {
        value = value[..<comment.lowerBound]
      }
      return (
        text[..<sign].trimmingCharacters(in: .whitespaces),
        value.trimmingCharacters(in: .whitespaces)
      )
    }
  }
}
