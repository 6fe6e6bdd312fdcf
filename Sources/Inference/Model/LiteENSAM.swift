/// The Lite ENSAM network: a crop of a CT and the two endpoints of a RECIST diameter in, one
/// logit for each voxel of the crop out (arXiv 2511.01600).
public struct LiteENSAM: Sendable {
  public let config: Config
  /// All that the weights file says of itself: the config, and where the weights come from.
  public let metadata: [String: String]
  let weights: Weights

  /// Reads a network from a `.safetensors` file.
  ///
  /// - Throws: `SafeTensorsError` for a file that is damaged, `LoadError` for one that holds
  ///   another network.
  public init(contentsOf path: String) throws {
    try self.init(contentsOf: path, kernels: PortableKernels())
  }

  init(contentsOf path: String, kernels: any Kernels) throws {
    let file = try SafeTensors(contentsOf: path)
    do {
      config = try Config(metadata: file.metadata)
      weights = try Weights(file, config: config, kernels: kernels)
      metadata = file.metadata
    } catch let reason as ConfigError {
      throw LoadError(path: path, reason: reason)
    } catch let reason as WeightsError {
      throw LoadError(path: path, reason: reason)
    }
  }

  /// The library that multiplies matrices and the processor family it took this one for, which is
  /// an older one where the library is older than the processor.
  public static var backend: String { "OpenBLAS for \(OpenBLAS.processor)" }
}
