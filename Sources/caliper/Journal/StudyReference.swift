import Foundation
import ImageFiles
import Imaging

/// Which study a journal was written on, without its voxels.
struct StudyReference: Codable, Hashable, Sendable {
  /// Voxels along x, y, z.
  var shape: [Int]
  /// Rows of the 4 x 4 matrix from voxel indices to RAS mm.
  var affine: [[Double]]
  /// CRC-32 of the values of voxels spread over the study, eight hexadecimal digits.
  var checksum: String

  init(_ volume: Volume) {
    let grid = volume.grid
    shape = [grid.shape.x, grid.shape.y, grid.shape.z]
    affine = grid.affine.rows
    checksum = Self.checksum(of: volume)
  }

  /// Refuses a study that is not this one.
  ///
  /// - Parameter path: of the study, safe to show.
  /// - Throws: ``CaseFailure``.
  func check(_ volume: Volume, path: String) throws {
    let other = StudyReference(volume)
    let advice = "; name the study that the journal was written on."
    guard other.shape == shape else {
      throw CaseFailure(
        "\(path): it has \(Self.text(other.shape)) voxels, and the journal's study "
          + "\(Self.text(shape))\(advice)")
    }
    let isInPlace = zip(other.affine.joined(), affine.joined()).allSatisfy {
      abs($0 - $1) <= 1e-6 * max(1, abs($1))
    }
    guard isInPlace, affine.count == other.affine.count else {
      throw CaseFailure("\(path): it has another affine than the journal's study\(advice)")
    }
    guard other.checksum == checksum else {
      throw CaseFailure("\(path): it has other voxels than the journal's study\(advice)")
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: " x ")
  }

  /// Of every 4096th part of the study one voxel, in the order in which they are stored.
  private static func checksum(of volume: Volume) -> String {
    let (shape, count) = (volume.grid.shape, volume.grid.count)
    let bits = stride(from: 0, to: count, by: max(1, count / 4096)).map { offset in
      let row = offset / shape.x
      let value = volume[Voxel(offset % shape.x, row % shape.y, row / shape.y)]
      return value.bitPattern.littleEndian
    }
    let crc = bits.withUnsafeBytes { Checksum.crc32(of: $0) }
    let digits = String(crc, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
