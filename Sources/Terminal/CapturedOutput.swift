internal import CNcurses
import Dispatch
import Glibc
import Synchronization

/// A pipe in place of the terminal: what curses writes is kept until a frame is whole.
///
/// So a frame goes out in one piece and counted, and a crash never leaves half a sequence behind.
/// Curses writes by the descriptor of its stream, below the C library's buffers, so a stream of our
/// own would see nothing of it. A pipe and not a file in memory, which falls under the limit of the
/// process for files: a viewer whose files may not grow must still be able to say so.
final class CapturedOutput {
  private let pipe: Pipe
  /// Reads when nobody takes: a frame that is larger than the pipe must not stand still in it.
  private let overflow: any DispatchSourceRead

  /// The reading end, and what was read from it. Read under the lock alone, so nothing changes
  /// places.
  private final class Pipe: Sendable {
    let readEnd: Int32
    private let bytes = Mutex<[UInt8]>([])

    init(readEnd: Int32) { self.readEnd = readEnd }

    func gather() { bytes.withLock { readAll(into: &$0) } }

    func take() -> [UInt8] {
      bytes.withLock { bytes in
        readAll(into: &bytes)
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
      }
    }

    private func readAll(into bytes: inout [UInt8]) {
      while let piece = readAvailable(readEnd), !piece.isEmpty { bytes += piece }
    }
  }

  /// Puts the pipe in the place of `descriptor`, which stays its owner's to close.
  init(replacing descriptor: Int32) throws(ScreenError) {
    var ends: (read: Int32, write: Int32) = (-1, -1)
    guard caliper_output_pipe(&ends.read, &ends.write) == 0 else {
      throw .system(call: "pipe2", code: errno)
    }
    guard dup2(ends.write, descriptor) >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) >= 0 else {
      let code = errno
      close(ends.read)
      close(ends.write)
      throw .system(call: "dup2", code: code)
    }
    close(ends.write)
    let pipe = Pipe(readEnd: ends.read)
    self.pipe = pipe
    overflow = DispatchSource.makeReadSource(
      fileDescriptor: ends.read, queue: DispatchQueue(label: "caliper.output"))
    overflow.setEventHandler { pipe.gather() }
    let readEnd = ends.read
    overflow.setCancelHandler { close(readEnd) }
    overflow.resume()
  }

  deinit { overflow.cancel() }

  /// Takes what has been written since the last call.
  func take() -> [UInt8] { pipe.take() }
}
