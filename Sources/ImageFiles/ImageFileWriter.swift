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
    try write(header, to: path) { write in
      // One slice at a time: zeros, and the rows of the box laid over them.
      let (box, width) = (mask.box, mask.box.shape.x)
      let empty = [UInt8](repeating: 0, count: shape.x * shape.y)
      for z in 0..<shape.z {
        guard !box.isEmpty, (box.lower.z..<box.upper.z).contains(z) else {
          try empty.withUnsafeBytes(write)
          continue
        }
        var slice = empty
        for y in box.lower.y..<box.upper.y {
          let from = ((z - box.lower.z) * box.shape.y + y - box.lower.y) * width
          let to = y * shape.x + box.lower.x
          slice.replaceSubrange(to..<to + width, with: mask.labels[from..<from + width])
        }
        try slice.withUnsafeBytes(write)
      }
    }
  }

  /// Writes a volume: voxels and scaling as they are in memory, the affine as sform, and as
  /// qform too unless it is sheared.
  public static func writeVolume(_ volume: Volume, to path: String) throws {
    var header = NiftiHeader(
      grid: volume.grid, type: volume.type, slope: volume.slope, intercept: volume.intercept)
    header.descrip = Array("Caliper".utf8)
    try write(header, to: path) { write in try volume.withStoredBytes(write) }
  }

  private static func write(
    _ header: NiftiHeader, to path: String,
    voxels: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    let name = path.lowercased()
    guard name.hasSuffix(".nii") || name.hasSuffix(".nii.gz") else {
      throw ImageFileError(path: path, problem: .badName)
    }
    try AtomicFile.write(to: path) { sink in
      guard name.hasSuffix(".gz") else {
        try sink.write(header.encoded)
        return try voxels(sink.write)
      }
      let deflater = try Deflater(path: path, sink: sink)
      try header.encoded.withUnsafeBytes(deflater.write)
      try voxels(deflater.write)
      try deflater.finish()
    }
  }
}
