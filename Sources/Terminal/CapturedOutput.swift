internal import CNcurses
import Glibc

/// A file in memory in place of the terminal: what curses writes is kept there until a frame is
/// whole.
///
/// So a frame goes out in one piece and counted, and a crash never leaves half a sequence behind.
/// Curses writes by the descriptor of its stream, below the C library's buffers, so a stream of our
/// own would see nothing of it.
final class CapturedOutput {
  private let file: Int32

  /// Puts the file in the place of `descriptor`, which stays its owner's to close.
  init(replacing descriptor: Int32) throws(ScreenError) {
    file = caliper_memory_file()
    guard file >= 0 else { throw .system(call: "memfd_create", code: errno) }
    guard dup2(file, descriptor) >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) >= 0 else {
      let code = errno
      close(file)
      throw .system(call: "dup2", code: code)
    }
  }

  deinit { close(file) }

  /// Takes what has been written since the last call.
  func take() -> [UInt8] {
    // Both descriptors share one position, which is how much there is.
    let length = lseek(file, 0, SEEK_CUR)
    guard length > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let piece = pread(file, buffer.baseAddress! + count, length - count, off_t(count))
        if piece < 0, errno == EINTR { continue }
        guard piece > 0 else { break }
        count += piece
      }
    }
    lseek(file, 0, SEEK_SET)
    return bytes
  }
}
