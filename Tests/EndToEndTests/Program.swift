import Foundation
import TmuxSupport

/// The program under test, as the build left it beside these tests, and the package's files.
enum Program {
  /// The folder that holds the test bundle holds the program too.
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("caliper").path

  static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let sample = packageRoot.appendingPathComponent("Samples/phantom.nii.gz")
  static let samplePrompts = packageRoot.appendingPathComponent("Samples/phantom_prompts.json")
  static let weights = packageRoot.appendingPathComponent("Weights/lite-ensam.safetensors")

  /// Where the system has a tool that some tests compare with.
  static func tool(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }

  static let isBuilt = FileManager.default.isExecutableFile(atPath: path)
  static let canRun = Tmux.isAvailable && isBuilt
  static let cannotRun = "needs tmux, and the program built beside the tests"

  /// The compiler of terminal descriptions.
  static let tic = "/usr/bin/tic"
  static let hasTic = FileManager.default.isExecutableFile(atPath: tic)

  static let hasSample = [sample, samplePrompts, weights]
    .allSatisfy { FileManager.default.fileExists(atPath: $0.path) }

  /// Runs the program without a terminal.
  static func run(_ arguments: String...) throws -> (code: Int32, output: String, messages: String)
  { try run(arguments) }

  static func run(
    _ arguments: [String], environment: [String: String] = [:], of program: String = path
  ) throws -> (code: Int32, output: String, messages: String) {
    let process = Process()
    // Whoever runs the tests may have a configuration of his own.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CONFIG_HOME": "/nonexistent"]) { $1 }.merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    // Little is written to either: neither pipe fills up while the other is read.
    let results = [output, messages].map { pipe in
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return (process.terminationStatus, results[0], results[1])
  }
}
