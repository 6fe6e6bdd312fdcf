import Foundation
import ImageFiles

/// Writes ZIP archives of numpy arrays, whole and damaged.
public struct ArchiveFixture {
  private struct Entry {
    let name: [UInt8]
    let content: [UInt8]
    let compressed: [UInt8]
    let method: Int
    let flags: Int
    let size: Int
    let crc: UInt32
  }

  private var entries: [Entry] = []

  public init() {}

  /// Adds an entry.
  ///
  /// - Parameters:
  ///   - size: what the archive says of its size, instead of the truth.
  ///   - crc: the same of its checksum.
  public mutating func add(
    _ name: String, _ content: [UInt8], deflated: Bool = true, method: Int? = nil, flags: Int = 0,
    size: Int? = nil, crc: UInt32? = nil
  ) throws {
    // Between gzip's header and its trailer lies what a ZIP archive wants.
    let compressed =
      deflated
      ? Array(try GzipBytes.compressed(content, name: name).dropFirst(10).dropLast(8)) : content
    entries.append(
      Entry(
        name: Array(name.utf8), content: content, compressed: compressed,
        method: method ?? (deflated ? 8 : 0), flags: flags, size: size ?? content.count,
        crc: crc ?? content.withUnsafeBytes { Checksum.crc32(of: $0) }))
  }

  /// Adds an array.
  public mutating func add<Scalar>(
    _ name: String, _ values: [Scalar], shape: [Int], descr: String, fortran: Bool = false,
    deflated: Bool = true
  ) throws {
    let bytes = values.withUnsafeBytes { Array($0) }
    try add(
      name + ".npy", Self.header(descr, shape, fortran: fortran) + bytes, deflated: deflated)
  }

  /// A header as numpy writes it.
  public static func header(_ descr: String, _ shape: [Int], fortran: Bool = false) -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    return header(
      "{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), "
        + "'shape': (\(sizes)), }")
  }

  /// A header with any text.
  public static func header(_ text: String) -> [UInt8] {
    let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
    let literal = Array(text.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + bytes(literal.count, 2) + literal
  }

  /// The archive's bytes.
  public var data: Data {
    var (file, directory) = ([UInt8](), [UInt8]())
    for entry in entries {
      let fields =
        Self.bytes(20, 2) + Self.bytes(entry.flags, 2) + Self.bytes(entry.method, 2)
        + Self.bytes(0, 4) + Self.bytes(Int(entry.crc), 4) + Self.bytes(entry.compressed.count, 4)
        + Self.bytes(entry.size, 4) + Self.bytes(entry.name.count, 2) + Self.bytes(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + Self.bytes(20, 2) + fields + Self.bytes(0, 10)
        + Self.bytes(file.count, 4) + entry.name
      file += [0x50, 0x4B, 3, 4] + fields + entry.name + entry.compressed
    }
    let end =
      [0x50, 0x4B, 5, 6] + Self.bytes(0, 4) + Self.bytes(entries.count, 2)
      + Self.bytes(entries.count, 2) + Self.bytes(directory.count, 4) + Self.bytes(file.count, 4)
      + Self.bytes(0, 2)
    return Data(file + directory + end)
  }

  /// Little-endian bytes of a number.
  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
