import Foundation
import Imaging

/// Writes masks and volumes as NIfTI, .nii or .nii.gz by the name's ending, through
/// ``AtomicFile``. No copy of a whole volume is made.
public enum ImageFileWriter {
  /// Writes a label map in the smallest integer type, uint8, unscaled.
  ///
  /// - Parameter image: the header of the image that the mask belongs to, whose shape, forms,
  ///   codes and spacing are repeated as they were read; without it they are the grid's own.
  /// - Throws: ``ImageFileError``, when shapes differ or the file cannot be written.
  public static func writeMask(
    _ mask: Mask, like image: ImageFileHeader? = nil, to path: String
  ) throws {
    let shape = mask.grid.shape
    var header = NiftiHeader(grid: mask.grid, type: .uint8)
    if let image {
      guard image.grid.shape == shape else {
        throw ImageFileError(
          path: path, problem: .shapeMismatch(mask: shape, image: image.grid.shape))
      }
      header = image.nifti.forMask(of: image.shape)
    }
    header.descrip = Array("Caliper lesion mask".utf8)
    try write(header, to: path) { output in
      // The box's rows that hold a label, and the zeros before, between and after them.
      let (box, width) = (mask.box, mask.box.shape.x)
      var written = 0
      try mask.labels.withUnsafeBytes { labels in
        for z in 0..<box.shape.z {
          for y in 0..<box.shape.y {
            let from = (z * box.shape.y + y) * width
            let row = UnsafeRawBufferPointer(rebasing: labels[from..<from + width])
            if areAllZero(row) { continue }
            let place = mask.grid.offset(
              Voxel(box.lower.x, box.lower.y + y, box.lower.z + z))
            try output.writeZeros(place - written)
            try output.write(row)
            written = place + width
          }
        }
      }
      try output.writeZeros(mask.grid.count - written)
    }
  }

  /// Writes a volume: voxels and scaling as they are in memory, the affine as sform, and as
  /// qform too unless it is sheared.
  ///
  /// - Parameter volume: all of its grid, not a part.
  public static func writeVolume(_ volume: Volume, to path: String) throws {
    precondition(volume.isWhole, "the volume has all voxels of its grid")
    var header = NiftiHeader(
      grid: volume.grid, type: volume.type, slope: volume.slope, intercept: volume.intercept)
    header.descrip = Array("Caliper".utf8)
    try write(header, to: path) { output in try volume.withStoredBytes(output.write) }
  }

  private static func write(
    _ header: NiftiHeader, to path: String,
    voxels: (_ output: any VoxelOutput) throws -> Void
  ) throws {
    let name = path.lowercased()
    guard name.hasSuffix(".nii") || name.hasSuffix(".nii.gz") else {
      throw ImageFileError(path: path, problem: .badName)
    }
    try AtomicFile.write(to: path) { sink in
      guard name.hasSuffix(".gz") else {
        try sink.write(header.encoded)
        return try voxels(sink)
      }
      let deflater = try Deflater(path: path, sink: sink)
      try header.encoded.withUnsafeBytes(deflater.write)
      try voxels(deflater)
      try deflater.finish()
    }
  }
}

/// Where voxels are written, from first to last.
private protocol VoxelOutput {
  func write(_ bytes: UnsafeRawBufferPointer) throws
  /// Writes `count` zero bytes.
  func writeZeros(_ count: Int) throws
}

extension Deflater: VoxelOutput {}

extension AtomicFile.Sink: VoxelOutput {
  fileprivate func writeZeros(_ count: Int) throws {
    let zeros = [UInt8](repeating: 0, count: min(count, 1 << 20))
    for start in stride(from: 0, to: count, by: 1 << 20) {
      try write(zeros.prefix(count - start))
    }
  }
}
