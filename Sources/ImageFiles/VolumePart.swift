import Foundation
import Imaging

/// The memory of a box of voxels while it is filled; once that is done it is a ``Volume``.
struct VolumePart {
  let box: VoxelBox
  private let header: ImageFileHeader
  private let buffer: VoxelBuffer
  private let bytes: UnsafeMutableRawBufferPointer

  /// - Throws: ``ImageFileError`` when there is no memory for it.
  init(box: VoxelBox, of source: ImageSource) throws {
    self.box = box
    header = source.header
    let count = box.count * header.type.byteCount
    guard let memory = malloc(count) else {
      throw ImageFileError(path: source.voxels.path, problem: .outOfMemory(bytes: count))
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: count)
    // From here on the buffer owns the memory, whatever is thrown while it is filled.
    let address = UInt(bitPattern: memory)
    buffer = VoxelBuffer(adopting: UnsafeRawBufferPointer(bytes)) {
      free(UnsafeMutableRawPointer(bitPattern: address))
    }
  }

  /// Calls `body` with the bytes of all voxels, to be filled.
  func withUnsafeMutableBytes(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    try withExtendedLifetime(buffer) { try body(bytes) }
  }

  /// Takes what belongs to the box from rows of one slice.
  ///
  /// - Parameters:
  ///   - rows: whole rows of the grid as stored; `firstRow` is the index of the first.
  ///   - z: the slice's index, inside the box.
  func take(from rows: UnsafeRawBufferPointer, firstRow: Int, z: Int) {
    let width = header.type.byteCount
    let (rowBytes, runBytes) = (header.grid.shape.x * width, box.shape.x * width)
    withUnsafeMutableBytes { bytes in
      for y in box.lower.y..<box.upper.y {
        let from = (y - firstRow) * rowBytes + box.lower.x * width
        let to = ((z - box.lower.z) * box.shape.y + y - box.lower.y) * runBytes
        UnsafeMutableRawBufferPointer(rebasing: bytes[to..<to + runBytes]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: rows[from..<from + runBytes]))
      }
    }
  }

  /// Brings bytes that were filled as stored into native byte order; once for each voxel.
  func makeNative(bytes range: Range<Int>) {
    guard header.nifti.isSwapped else { return }
    withUnsafeMutableBytes {
      swapBytes(
        UnsafeMutableRawBufferPointer(rebasing: $0[range]), width: header.type.byteCount)
    }
  }

  /// A volume over the first voxels of the part, which must not be filled any more.
  ///
  /// - Parameter box: the part's box, or one that has its lower slices only.
  func volume(box: VoxelBox) -> Volume {
    Volume(
      grid: header.grid, box: box, type: header.type, buffer: buffer, slope: header.slope,
      intercept: header.intercept)
  }

  /// The volume, in native byte order; the part must not be filled any more.
  func finished() -> Volume {
    makeNative(bytes: 0..<bytes.count)
    return volume(box: box)
  }
}
