import Foundation
import Imaging

/// An image file that is open: its header was read and checked, its voxels not yet. Voxels can
/// be asked for once, since a compressed file is read from first to last.
public final class ImageSource {
  public let header: ImageFileHeader
  /// Which of the file's 3D images is read, from 0.
  public let frame: Int
  let layout: NiftiLayout
  /// Stands before the first voxel of the frame, or earlier.
  let voxels: any VoxelStream

  init(header: ImageFileHeader, frame: Int, layout: NiftiLayout, voxels: any VoxelStream) {
    self.header = header
    self.frame = frame
    self.layout = layout
    self.voxels = voxels
  }

  /// Goes to where a frame starts, or all of them end.
  func skip(toFrame frame: Int) throws {
    try skip(to: layout.offset + frame * layout.frameBytes)
  }

  /// Goes to a place in the file's content that lies ahead.
  func skip(to position: Int) throws { try voxels.skip(position - voxels.position) }

  /// Reads the frame that the stream stands before.
  func readFrame() throws -> Volume {
    let part = try VolumePart(box: header.grid.box, of: self)
    try part.withUnsafeMutableBytes { bytes in try fill(bytes) }
    return part.finished()
  }

  /// Fills `buffer` with the bytes that follow; there must be as many.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws {
    guard try voxels.read(into: buffer) == buffer.count else { throw truncated }
  }

  /// Goes to the end of the file, so that a checksum speaks; what is to be said of it.
  func finish() throws -> [String] {
    guard voxels.position >= layout.endOffset else { throw truncated }
    let extra = try voxels.finish(limit: ImageFileReader.maximumTrailingBytes)
    return extra > 0 ? ["\(extra) bytes after the last voxel were ignored"] : []
  }

  var truncated: ImageFileError {
    ImageFileError(
      path: voxels.path,
      problem: .truncated(bytes: voxels.position, needed: layout.endOffset))
  }
}
