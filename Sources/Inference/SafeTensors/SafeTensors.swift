import Foundation

/// A `.safetensors` file: named tensors, and text about them.
///
/// Everything about the file is checked when it is opened, as the format's definition asks:
/// the header's length and JSON, with no name twice; that the tensors fill the file one after
/// another with neither hole nor overlap; that each is as long as its shape says.
public struct SafeTensors: Sendable {
  /// The format allows no longer header.
  static let maximumHeaderBytes = 100_000_000
  /// A network of this kind has a few megabytes; a file this large is some other file.
  static let maximumFileBytes = 1 << 30

  public let path: String
  /// The header's `__metadata__`.
  public let metadata: [String: String]
  let entries: [String: Entry]
  private let data: [UInt8]

  /// What the header says of one tensor.
  struct Entry: Sendable, Equatable {
    var type: ElementType
    var shape: [Int]
    /// Bytes, from the end of the header.
    var bytes: Range<Int>
  }

  /// Reads a file.
  ///
  /// - Throws: `SafeTensorsError`.
  public init(contentsOf path: String) throws(SafeTensorsError) {
    do {
      let file = try InputFile(path: path)
      guard file.size <= Self.maximumFileBytes else { throw Problem.tooLarge(bytes: file.size) }
      guard file.size >= 8 else { throw Problem.tooShort(bytes: file.size) }
      let length = try file.read(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard length <= Self.maximumHeaderBytes else { throw Problem.headerTooLong(bytes: length) }
      let available = file.size - 8
      guard length <= available else {
        throw Problem.headerBeyondEnd(bytes: Int(length), available: available)
      }
      let header = try SafeTensorsHeader(bytes: file.read(Int(length)))
      try header.checkLayout(dataBytes: available - Int(length))
      self.path = path
      metadata = header.metadata
      entries = header.entries
      data = try file.read(available - Int(length))
    } catch let problem as Problem {
      throw SafeTensorsError(path: path, problem: problem)
    } catch {
      throw SafeTensorsError(path: path, problem: .unreadable(reason: "\(error)"))
    }
  }

  typealias Problem = SafeTensorsError.Problem

  /// The tensors' names, sorted.
  public var names: [String] { entries.keys.sorted() }

  /// A tensor's shape, without reading its elements.
  public func shape(of name: String) -> [Int]? { entries[name]?.shape }

  /// A tensor of 32-bit floats, all of them finite.
  ///
  /// - Throws: `SafeTensorsError` if there is none of that name, it has another element type, or
  ///   an element is NaN or infinite.
  public func tensor(named name: String) throws(SafeTensorsError) -> Tensor {
    guard let entry = entries[name] else {
      throw SafeTensorsError(path: path, problem: .missing(name))
    }
    guard entry.type == .float32 else {
      throw SafeTensorsError(path: path, problem: .unsupportedType(name, entry.type.rawValue))
    }
    let tensor = Tensor(shape: entry.shape) { elements in
      data.withUnsafeBytes { bytes in
        for index in elements.indices {
          let place = entry.bytes.lowerBound + index * MemoryLayout<UInt32>.size
          let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
          elements[index] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
    }
    if let index = tensor.withUnsafeElements({ $0.firstIndex { !$0.isFinite } }) {
      throw SafeTensorsError(path: path, problem: .notFinite(name, index: index))
    }
    return tensor
  }
}

extension SafeTensors {
  /// The element types that the format knows.
  enum ElementType: String, Sendable {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case float8e5m2 = "F8_E5M2"
    case float8e4m3 = "F8_E4M3"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case float64 = "F64"
    case int64 = "I64"
    case uint64 = "U64"

    /// Bytes of one element.
    var size: Int {
      switch self {
      case .bool, .uint8, .int8, .float8e5m2, .float8e4m3: 1
      case .int16, .uint16, .float16, .bfloat16: 2
      case .int32, .uint32, .float32: 4
      case .float64, .int64, .uint64: 8
      }
    }
  }
}
