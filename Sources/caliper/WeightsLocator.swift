import Foundation
import Inference

/// Finds the network's weights.
enum WeightsLocator {
  static let fileName = "lite-ensam.safetensors"

  /// Where weights are looked for, first to last: the option, `CALIPER_WEIGHTS`, beside an
  /// installed program (`../share/caliper`), and the `Weights` folder of a checkout above it.
  static func path(option: String?) throws -> String {
    if let option { return option }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["CALIPER_WEIGHTS"], !path.isEmpty { return path }
    var candidates: [URL] = []
    if let program = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      var folder = program.deletingLastPathComponent()
      candidates.append(
        folder.deletingLastPathComponent().appendingPathComponent("share/caliper/\(fileName)"))
      while folder.path != "/" {
        candidates.append(folder.appendingPathComponent("Weights/\(fileName)"))
        folder.deleteLastPathComponent()
      }
    }
    let found = candidates.first { FileManager.default.fileExists(atPath: $0.path) }
    guard let found else {
      throw CaseFailure(
        "No weights were found; name the file \(fileName) by --weights or CALIPER_WEIGHTS.")
    }
    return found.path
  }

  /// Reads the network.
  static func network(option: String?) throws -> LiteENSAM {
    try network(at: path(option: option))
  }

  /// Reads the network from a file that was found.
  static func network(at path: String) throws -> LiteENSAM {
    let instructionSet = try InstructionSetChoice.current()
    return try CaseFailure.wrapping {
      try LiteENSAM(contentsOf: path, instructionSet: instructionSet)
    }
  }
}
