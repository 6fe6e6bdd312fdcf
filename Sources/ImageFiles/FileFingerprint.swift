import Foundation

/// Tells whether a file is the one that was there before, wherever it was copied to.
///
/// It is the SHA-256 of the file's size and of its bytes. Of what has checksums of all its content at its
/// end, one gzip stream or a ZIP archive, the first and last 64 KiB do. A file of several gzip streams
/// has them in between, so one of bgzip (whose header has a field of its own) counts whole; one that was
/// joined of several files otherwise can change unseen, at the same size, in all streams but the last.
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
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: endBytes, alignment: 16)
    defer { buffer.deallocate() }
    var isFirst = true
    while true {
      var filled = 0
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = try RegularFile.read(descriptor, into: rest, path: path)
        if count == 0 { break }
        filled += count
      }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
      digest.update(bytes)
      guard filled == buffer.count else { return }
      if isFirst, size > 2 * endBytes, hasChecksumAtItsEnd(bytes) {
        guard lseek(descriptor, off_t(size - endBytes), SEEK_SET) >= 0 else {
          throw unreadable(path)
        }
      }
      isFirst = false
    }
  }

  private static func hasChecksumAtItsEnd(_ start: UnsafeRawBufferPointer) -> Bool {
    // The fourth byte of gzip's header are its flags; 4 is that of an extra field.
    start.starts(with: [0x1F, 0x8B]) ? start[3] & 4 == 0 : start.starts(with: [0x50, 0x4B, 3, 4])
  }

  private static func unreadable(_ path: String) -> ImageFileError {
    ImageFileError(path: path, problem: .unreadable(system: String(cString: strerror(errno))))
  }
}
