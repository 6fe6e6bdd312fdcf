import Foundation
import Imaging

/// An array of a `.npz` archive whose header was read, its elements not yet.
struct NumpyArray {
  let name: String
  let header: NumpyHeader
  /// Stands before the first element.
  let stream: ZipEntry

  /// - Returns: `nil` where the archive has no such array.
  /// - Throws: ``ImageFileError`` for one whose header is none, or promises other bytes than there are.
  init?(_ name: String, in archive: ZipArchive) throws {
    guard let entry = try archive.entry(name + ".npy") else { return nil }
    self.name = name
    stream = entry
    do {
      header = try NumpyHeader { try entry.read(upTo: $0) }
    } catch let fault as NumpyHeader.Fault {
      throw ImageFileError(path: entry.path, problem: .badArray(name, reason: fault.reason))
    }
    guard entry.size == header.byteCount + header.dataByteCount else {
      throw fault(
        "it holds \(entry.size) bytes and its header asks for "
          + "\(header.byteCount + header.dataByteCount)")
    }
  }

  func fault(_ reason: String) -> ImageFileError {
    ImageFileError(path: stream.path, problem: .badArray(name, reason: reason))
  }

  /// The elements of a small array as numbers, in the order they are stored in.
  ///
  /// - Parameter count: how many there must be.
  func numbers(_ count: Int) throws -> [Double] {
    guard header.dataByteCount == count * header.type.byteCount else {
      throw fault("it must have \(count) numbers")
    }
    let bytes = try elements(limit: count * 8)
    let shape = Voxel(count, 1, 1)
    let volume = Volume(
      grid: VoxelGrid(shape: shape, affine: Affine(spacing: SIMD3(1, 1, 1))), type: header.type,
      buffer: VoxelBuffer(bytes))
    let numbers = (0..<count).map { volume[Voxel($0, 0, 0)] }
    guard numbers.allSatisfy(\.isFinite) else { throw fault("its numbers are not finite") }
    return numbers
  }

  /// All elements' bytes, in native byte order and with the last index fastest.
  ///
  /// - Parameter limit: the most bytes that there may be.
  /// - Throws: ``ImageFileError``.
  func elements(limit: Int) throws -> [UInt8] {
    let count = header.dataByteCount
    guard count <= limit else {
      throw ImageFileError(path: stream.path, problem: .tooLarge(bytes: count, limit: limit))
    }
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withUnsafeMutableBytes { try stream.read(into: $0) }
    guard filled == count, try stream.finish(limit: 0) == 0 else {
      throw fault("it holds other bytes than its header asks for")
    }
    if header.isSwapped {
      bytes.withUnsafeMutableBytes { swapBytes($0, width: header.type.byteCount) }
    }
    return header.isFortran ? reversingOrder(bytes) : bytes
  }

  /// From the first index fastest to the last.
  private func reversingOrder(_ bytes: [UInt8]) -> [UInt8] {
    let width = header.type.byteCount
    var strides: [Int] = []
    var stride = width
    for size in header.shape {
      strides.append(stride)
      stride *= size
    }
    var result = [UInt8](repeating: 0, count: bytes.count)
    var index = [Int](repeating: 0, count: header.shape.count)
    for place in Swift.stride(from: 0, to: bytes.count, by: width) {
      let from = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      for byte in 0..<width { result[place + byte] = bytes[from + byte] }
      var axis = index.count - 1
      while axis >= 0 {
        index[axis] += 1
        if index[axis] < header.shape[axis] { break }
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
