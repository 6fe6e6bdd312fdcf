import Foundation

/// Tells by little reading whether a file is the one that was there before, wherever it was copied to.
///
/// It is the SHA-256 of the file's size and of its first and last 64 KiB. A `.nii.gz` has the checksum
/// of all its voxels at its end, and an `.npz` those of all its arrays, so nothing in them can change
/// unseen; of a larger file without compression a change between its ends, of the same length, can.
public enum FileFingerprint {
  static let endBytes = 64 << 10

  /// 64 hexadecimal digits. Of a `.hdr` with its `.img` both files count.
  ///
  /// - Throws: ``ImageFileError`` for what is missing, no regular file or cannot be read.
  public static func of(_ path: String) throws -> String {
    var digest = SHA256()
    try add(path, to: &digest)
    let name = ImagePath(path: path)
    if name.part == .header, let image = name.partner(.image) { try add(image, to: &digest) }
    return digest.hexadecimal()
  }

  private static func add(_ path: String, to digest: inout SHA256) throws {
    let descriptor = try RegularFile.open(path)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    let size = Int(status.st_size)
    withUnsafeBytes(of: size.littleEndian) { digest.update($0) }
    for start in size <= 2 * endBytes ? [0, endBytes] : [0, size - endBytes] {
      guard lseek(descriptor, off_t(start), SEEK_SET) >= 0 else { throw unreadable(path) }
      var bytes = [UInt8](repeating: 0, count: endBytes)
      var filled = 0
      try bytes.withUnsafeMutableBytes { bytes in
        while filled < bytes.count {
          let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
          let count = try RegularFile.read(descriptor, into: rest, path: path)
          if count == 0 { break }
          filled += count
        }
      }
      bytes.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
    }
  }

  private static func unreadable(_ path: String) -> ImageFileError {
    ImageFileError(path: path, problem: .unreadable(system: String(cString: strerror(errno))))
  }
}
