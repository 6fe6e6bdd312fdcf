import Foundation

/// A regular file, read from its start to its end.
///
/// A pipe or a device is refused, because reading one may never end.
final class InputFile {
  /// Bytes, when the file was opened.
  let size: Int
  private let descriptor: CInt

  init(path: String) throws(SafeTensorsError.Problem) {
    // Non-blocking, or the open itself would wait for a pipe's other end.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadable(reason: String(cString: strerror(errno)))
    }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int(status.st_size) : 0
    if !isRegular { throw .notRegular }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The next `count` bytes.
  func read(_ count: Int) throws(SafeTensorsError.Problem) -> [UInt8] {
    var problem: SafeTensorsError.Problem?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, problem == nil {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        switch Foundation.read(descriptor, rest.baseAddress, count - filled) {
        case 0:
          problem = .unreadable(reason: "it became shorter while it was read")
        case let number where number > 0:
          filled += number
        default:
          if errno != EINTR { problem = .unreadable(reason: String(cString: strerror(errno))) }
        }
      }
    }
    if let problem { throw problem }
    return bytes
  }
}
