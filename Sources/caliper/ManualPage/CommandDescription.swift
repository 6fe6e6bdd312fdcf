import ArgumentParser
import Foundation

/// A command as the argument parser describes it to tools: version 0 of its documented JSON
/// (ArgumentParserToolInfo), of which this takes what a manual page needs.
struct CommandDescription: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?

    /// "-i, --input INPUT", "FILE".
    var label: String {
      let name = valueName ?? "value"
      // A pattern such as "x1,y1,x2,y2,z" stays as it is.
      let value = name.contains(",") ? name : name.uppercased()
      guard let names, kind != "positional" else { return value }
      let text = names.map(\.text).joined(separator: ", ")
      return kind == "flag" ? text : "\(text) \(value)"
    }

    var meaning: String {
      let standard = defaultValue.map { "Default: \($0)." }
      return [abstract, standard].compactMap(\.self).joined(separator: " ")
    }
  }

  let commandName: String
  let shouldDisplay: Bool
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  private struct Tool: Decodable {
    let serializationVersion: Int
    let command: CommandDescription
  }

  init(of command: (some ParsableCommand).Type) throws {
    let tool = try JSONDecoder().decode(Tool.self, from: Data(command._dumpHelp().utf8))
    guard tool.serializationVersion == 0 else {
      throw CaseFailure(
        "The argument parser describes commands in version \(tool.serializationVersion), and "
          + "version 0 is known; build with swift-argument-parser 1.")
    }
    self = tool.command
  }

  /// Without help and version, which every command has.
  var shownArguments: [Argument] {
    (arguments ?? []).filter { argument in
      argument.shouldDisplay
        && argument.names?.contains { ["help", "version"].contains($0.name) } != true
    }
  }

  var shownCommands: [CommandDescription] {
    (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  /// "view FILE [options]".
  var usage: String {
    let required = shownArguments.filter { !$0.isOptional }.map(\.label)
    let positional = shownArguments.filter { $0.isOptional && $0.kind == "positional" }
      .map { "[\($0.label)]" }
    let hasOptions = shownArguments.contains { $0.isOptional && $0.kind != "positional" }
    return ([commandName] + required + positional + (hasOptions ? ["[options]"] : []))
      .joined(separator: " ")
  }
}
