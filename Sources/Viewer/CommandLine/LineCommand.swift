/// A command that is typed after ":". Dispatch, completion, help, the manual and the man page are
/// made from ``all``: a new command is one entry there.
package struct LineCommand: Sendable {
  typealias Body = @Sendable (inout State, LineArguments) throws(Refusal) -> [Effect]

  package let name: String
  package let aliases: [String]
  let arguments: [LineArgument]
  /// What it does, without a full stop.
  package let help: String
  let body: Body
  private let stated: String?

  /// - Parameter usage: what follows the name, where the arguments' names would not say it.
  init(
    _ name: String, _ aliases: [String] = [], _ arguments: [LineArgument] = [],
    usage: String? = nil, _ help: String, body: @escaping Body
  ) {
    self.name = name
    self.aliases = aliases
    self.arguments = arguments
    stated = usage
    self.help = help
    self.body = body
  }

  /// ":write [FOLDER]".
  package var usage: String {
    let rest = stated ?? arguments.map(\.usage).joined(separator: " ")
    return rest.isEmpty ? ":\(name)" : ":\(name) \(rest)"
  }

  /// What it does and how it is also called: "quit; :q".
  package var helpWithAliases: String {
    ([help] + aliases.map { ":\($0)" }).joined(separator: "; ")
  }

  /// The command of a name or an alias.
  static func named(_ name: String) -> LineCommand? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }

  func run(_ state: inout State, _ typed: LineArguments) throws(Refusal) -> [Effect] {
    guard typed.count >= arguments.count(where: { !$0.isOptional }) else {
      throw Refusal("it is used as \(usage).")
    }
    guard typed.count <= arguments.count || arguments.last?.takesRest == true else {
      throw Refusal(
        arguments.isEmpty ? ":\(name) stands alone." : "it is used as \(usage).")
    }
    return try body(&state, typed)
  }
}
