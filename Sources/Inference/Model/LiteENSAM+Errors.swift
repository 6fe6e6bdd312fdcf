extension LiteENSAM {
  /// Why a weights file's metadata does not describe a network that this engine can run.
  public enum ConfigError: Error, Equatable, Sendable {
    case unknownFormat(String)
    case missing(String)
    /// A key, and what its value must be.
    case badValue(String, String)
  }

  /// Why a file's tensors are not this network's weights.
  public enum WeightsError: Error, Equatable, Sendable {
    case missing(String)
    case wrongShape(String, expected: [Int], found: [Int])
    case unexpected([String])
  }

  /// Why a network could not be loaded, with the file's name.
  public struct LoadError: Error, CustomStringConvertible {
    public var path: String
    /// A `ConfigError` or a `WeightsError`.
    public var reason: any Error & CustomStringConvertible & Sendable

    public var description: String { "\(path): \(reason)" }
  }

  /// Why an input cannot be run through the network.
  public enum InputError: Error, Equatable, Sendable {
    case wrongShape([Int], windows: Int, stride: Int)
    case endpointNotFinite
  }

  /// The system has no memory for the workspace of a forward pass.
  public struct MemoryError: Error, Equatable, Sendable, CustomStringConvertible {
    public var bytes: Int

    public var description: String {
      "There are no \(bytes >> 20) MB of memory for the network's workspace; close other programs, "
        + "or allow this one more memory."
    }
  }
}

extension LiteENSAM.ConfigError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownFormat(let format):
      "is of format \(format.debugDescription), which this version does not read; use weights of "
        + "format \(LiteENSAM.Config.format.debugDescription)."
    case .missing(let key):
      "has no \(key.debugDescription) in its metadata; export the weights again."
    case .badValue(let key, let rule):
      "has metadata that contradict themselves: \(key.debugDescription) \(rule); export the "
        + "weights again."
    }
  }
}

extension LiteENSAM.WeightsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let name):
      "lacks the tensor \(name.debugDescription) of the network its metadata describe; export the "
        + "weights again."
    case .wrongShape(let name, let expected, let found):
      "has \(name.debugDescription) of shape \(found) where its metadata ask for \(expected); "
        + "export the weights again."
    case .unexpected(let names):
      "has tensors that are no part of the network its metadata describe ("
        + names.prefix(3).map(\.debugDescription).joined(separator: ", ")
        + (names.count > 3 ? " and \(names.count - 3) more" : "") + "); export the weights again."
    }
  }
}

extension LiteENSAM.InputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongShape(let shape, let windows, let stride):
      "The network cannot take an input of shape \(shape); it must be (\(windows), z, y, x) with "
        + "extents that are positive multiples of \(stride)."
    case .endpointNotFinite:
      "An endpoint is not a finite number; give both as voxel indices."
    }
  }
}
