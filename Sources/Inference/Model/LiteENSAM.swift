import Kernels

/// The Lite ENSAM network: a crop of a CT and the two endpoints of a RECIST diameter in, one
/// logit for each voxel of the crop out (arXiv 2511.01600).
public struct LiteENSAM: Sendable {
  public let config: Config
  /// All that the weights file says of itself: the config, and where the weights come from.
  public let metadata: [String: String]
  /// The instructions that its kernels use.
  public let instructionSet: InstructionSet
  let weights: Weights
  let workspaces = WorkspacePool()

  /// Reads a network from a `.safetensors` file.
  ///
  /// - Parameter instructionSet: one that is available.
  /// - Throws: `SafeTensorsError` for a file that is damaged, `LoadError` for one that holds
  ///   another network.
  public init(contentsOf path: String, instructionSet: InstructionSet = .best) throws {
    precondition(instructionSet.isAvailable, "this processor has no \(instructionSet)")
    let file = try SafeTensors(contentsOf: path)
    do {
      config = try Config(metadata: file.metadata)
      weights = try Weights(file, config: config)
      metadata = file.metadata
      self.instructionSet = instructionSet
    } catch let reason as ConfigError {
      throw LoadError(path: path, reason: reason)
    } catch let reason as WeightsError {
      throw LoadError(path: path, reason: reason)
    }
  }

  /// How many workspaces forward passes have asked the system for.
  package var workspacesMade: Int { workspaces.made.load(ordering: .relaxed) }

  /// The library that multiplies matrices and the processor family it took this one for, which is
  /// an older one where the library is older than the processor.
  public static var backend: String { "OpenBLAS for \(OpenBLAS.processor)" }
}
