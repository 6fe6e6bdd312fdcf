import Foundation

/// Regular files as the bytes that lie on the disk, never inflated; a FIFO, which would block for
/// ever, is refused.
package enum RegularFile {
  /// Opens for reading; the caller closes.
  package static func open(_ path: String) throws(ImageFileError) -> CInt {
    // A NUL would end the path early and open another file.
    guard !path.utf8.contains(0) else {
      throw ImageFileError(path: path, problem: .missing(alternative: nil))
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw ImageFileError(
        path: path,
        problem: isMissing
          ? .missing(alternative: nil) : .unreadable(system: String(cString: strerror(errno))))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ImageFileError(
        path: path, problem: .notRegular(kind: "a directory, a FIFO or a device"))
    }
    return descriptor
  }

  /// The next bytes, 0 at the end.
  package static func read(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, path: String
  ) throws(ImageFileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
      if count >= 0 { return count }
      if errno != EINTR {
        throw ImageFileError(
          path: path, problem: .unreadable(system: String(cString: strerror(errno))))
      }
    }
  }

  /// The whole content, which may be none.
  ///
  /// - Throws: ``ImageFileError``, also for more than `limit` bytes.
  package static func contents(_ path: String, limit: Int) throws(ImageFileError) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try read(descriptor, into: buffer, path: path)
      if count == 0 { return bytes }
      bytes += UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
      guard bytes.count <= limit else {
        throw ImageFileError(path: path, problem: .tooLarge(bytes: bytes.count, limit: limit))
      }
    }
  }
}
