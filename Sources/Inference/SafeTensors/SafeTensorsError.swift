/// Why a `.safetensors` file, or a tensor in it, cannot be used.
public struct SafeTensorsError: Error, Equatable, Sendable {
  public var path: String
  public var problem: Problem

  /// What is wrong.
  public enum Problem: Error, Equatable, Sendable {
    case unreadable(reason: String)
    case notRegular
    case tooLarge(bytes: Int)
    case tooShort(bytes: Int)
    case headerTooLong(bytes: UInt64)
    case headerBeyondEnd(bytes: Int, available: Int)
    case headerNotJSON(String)
    case duplicateName(String)
    /// A tensor's name, and what is wrong with its entry in the header.
    case badEntry(String, String)
    case wrongLength(expected: Int, found: Int)
    case missing(String)
    case unsupportedType(String, String)
    case notFinite(String, index: Int)
  }
}

extension SafeTensorsError: CustomStringConvertible {
  public var description: String { "\(path): \(problem)" }
}

extension SafeTensorsError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read (\(reason)); check the path and the file's permissions."
    case .notRegular:
      "is not a regular file; give the path of a .safetensors file."
    case .tooLarge(let bytes):
      "has \(bytes) bytes, more than the \(SafeTensors.maximumFileBytes) allowed; check that it is "
        + "the weights file."
    case .tooShort(let bytes):
      "has only \(bytes) bytes and cannot be a .safetensors file; copy or download it again."
    case .headerTooLong(let bytes):
      "claims a header of \(bytes) bytes, more than the format allows; check that it is a "
        + ".safetensors file."
    case .headerBeyondEnd(let bytes, let available):
      "claims a header of \(bytes) bytes but only \(available) follow; copy or download it again."
    case .headerNotJSON(let what):
      "has a header that is not as the format asks (\(what)); copy, download or export it again."
    case .duplicateName(let name):
      "has \(name.debugDescription) twice in its header; export it again."
    case .badEntry(let name, let what):
      "has a tensor \(name.debugDescription) that \(what); export it again."
    case .wrongLength(let expected, let found):
      "has \(found) bytes of data where its header describes \(expected); copy or download it again."
    case .missing(let name):
      "has no tensor \(name.debugDescription); check that it holds this network's weights."
    case .unsupportedType(let name, let type):
      "has \(name.debugDescription) as \(type) where only F32 is read, so that results do not "
        + "depend on rounded weights; export it in 32-bit floats."
    case .notFinite(let name, let index):
      "has a NaN or infinite number in \(name.debugDescription), element \(index); export it from "
        + "a checkpoint that has not diverged."
    }
  }
}
