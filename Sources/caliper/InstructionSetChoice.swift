import ArgumentParser
import Foundation
import Inference

/// Which instruction set the engine is to use: the best there is, unless the environment names one.
enum InstructionSetChoice {
  static let variable = "CALIPER_ISA"

  /// - Throws: `ValidationError` for a name that is none, or one that this processor has not.
  static func current(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> InstructionSet {
    guard let name = environment[variable], !name.isEmpty else { return .best }
    let available = InstructionSet.allCases.filter(\.isAvailable).map(\.rawValue)
    guard let choice = InstructionSet(rawValue: name), choice.isAvailable else {
      throw ValidationError(
        "\(variable)=\(name.debugDescription) names no instruction set that this processor has; "
          + "set it to \(available.joined(separator: " or ")), or leave it out.")
    }
    return choice
  }
}
