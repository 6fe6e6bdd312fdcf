import Foundation
import ImageFiles
import Imaging

/// One lesion's mask as text for a JSON record, and a hash by which later records can name it.
///
/// The canonical bytes are numbers in LEB128 (seven bits a byte, the lowest first): the grid's
/// shape, the lowest voxel and the shape of the smallest box around the lesion, then the lengths of
/// runs of voxels, x fastest, in turn outside (the first may be 0) and inside the lesion, up to the
/// last voxel of the box. A mask without voxels is the grid's shape and six zeros. The hash is
/// their 64-bit FNV-1a, so it depends on the voxels and the grid's shape alone; the text is base64
/// of their gzip.
public struct MaskCode: Codable, Hashable, Sendable {
  /// 16 hexadecimal digits.
  public let hash: String
  /// Base64.
  public let runs: String

  /// A box of more voxels is no lesion's; no text makes ``mask(on:label:)`` take much more memory.
  static let voxelLimit = 1 << 28
  static let name = "mask"

  /// The voxels that carry `label`.
  ///
  /// - Throws: ``MaskCodeError``.
  public init(_ mask: Mask, label: UInt8) throws(MaskCodeError) {
    let bytes = MaskRuns(mask, label: label).bytes
    hash = Self.hash(of: bytes)
    do {
      runs = Data(try GzipBytes.compressed(bytes, name: Self.name)).base64EncodedString()
    } catch {
      throw .damaged("there is no memory to compress it")
    }
  }

  /// The mask again, in the smallest box around its voxels.
  ///
  /// - Parameters:
  ///   - grid: the study's, of the shape that the mask was made on.
  ///   - label: what the voxels are to carry; not 0.
  /// - Throws: ``MaskCodeError`` for a text that is not as it was written.
  public func mask(on grid: VoxelGrid, label: UInt8) throws(MaskCodeError) -> Mask {
    precondition(label > 0, "0 is background")
    guard let packed = Data(base64Encoded: runs) else { throw .damaged("it is not base64") }
    let bytes: [UInt8]
    do {
      // Every run but the first has a voxel, and takes no more bytes than it has voxels.
      bytes = try GzipBytes.expanded(
        Array(packed), limit: min(grid.count, Self.voxelLimit) + 100, name: Self.name)
    } catch {
      throw .damaged((error as? ImageFileError)?.problem.what ?? String(describing: error))
    }
    guard Self.hash(of: bytes) == hash else { throw .damaged("its hash is another") }
    return try MaskRuns(bytes: bytes).mask(on: grid, label: label)
  }

  private static func hash(of bytes: [UInt8]) -> String {
    let digits = String(Checksum.fnv1a(bytes), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
