import Foundation

/// The bytes of one regular file from first to last, inflated where the file is gzip by content.
///
/// The line to libnifti lies here: the library knows the header's layout, byte order and
/// quaternions (see ``NiftiHeader``), and this stream has the files. The library's own readers turn
/// NaN into 0, which is water in HU, accept a gzip file whose end was cut off, open another file
/// where the named one is missing, block on a FIFO, abort on some headers and print on others.
final class ImageStream: VoxelStream {
  let path: String
  let isCompressed: Bool
  /// Bytes of the file on disk.
  let fileSize: Int
  private(set) var position = 0
  var isCancelled: () -> Bool = { false }
  var onProgress: () -> Void = {}
  /// Bytes of a piece: some milliseconds of inflating, or of a slow line.
  static let pieceSize = 1 << 20
  private let descriptor: CInt
  private var inflater: Inflater?
  /// Where skipped bytes are inflated to: small enough to stay in the processor's cache.
  private var scratch: [UInt8] = []

  /// Opens a regular file; never blocks.
  init(path: String) throws {
    self.path = path
    // A NUL would end the path early and open another file.
    guard !path.utf8.contains(0) else {
      throw ImageFileError(path: path, problem: .missing(alternative: nil))
    }
    // O_NONBLOCK: opening a FIFO without a writer would wait for ever.
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else {
      throw ImageFileError(path: path, problem: Self.openProblem(path: path, code: errno))
    }
    var status = stat()
    var problem: ImageFileError.Problem?
    if fstat(opened, &status) != 0 {
      problem = .unreadable(system: String(cString: strerror(errno)))
    } else if let kind = Self.irregularKind(status.st_mode) {
      problem = .notRegular(kind: kind)
    } else if status.st_size == 0 {
      problem = .empty
    }
    if let problem {
      close(opened)
      throw ImageFileError(path: path, problem: problem)
    }
    descriptor = opened
    fileSize = Int(status.st_size)
    var mark: [UInt8] = [0, 0]
    isCompressed = pread(opened, &mark, 2, 0) == 2 && mark == [0x1F, 0x8B]
    if isCompressed {
      inflater = try Inflater(path: path) { [descriptor] buffer in
        try Self.readOnce(descriptor, into: buffer, path: path)
      }
    }
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(
      buffer,
      by: { try inflater?.read(into: $0) ?? Self.readOnce(descriptor, into: $0, path: path) },
      advance: { position += $0 })
  }

  @discardableResult
  func skip(_ count: Int) throws -> Int {
    guard isCompressed else {
      let skipped = min(count, fileSize - position)
      guard lseek(descriptor, off_t(skipped), SEEK_CUR) >= 0 else {
        throw ImageFileError(
          path: path, problem: .unreadable(system: String(cString: strerror(errno))))
      }
      position += skipped
      return skipped
    }
    return try skipByReading(count, through: &scratch)
  }

  /// Goes on to the end of the file, which for gzip verifies length and checksum, and returns
  /// how many bytes were left.
  ///
  /// - Parameter limit: compressed data that yields more bytes than this is refused, since it
  ///   could go on for hours.
  func finish(limit: Int) throws -> Int {
    guard isCompressed else { return fileSize - position }
    let extra = try skip(limit + 1)
    if extra > limit { throw ImageFileError(path: path, problem: .overlong(limit: limit)) }
    return extra
  }

  private static func readOnce(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, path: String
  ) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR {
        throw ImageFileError(
          path: path, problem: .unreadable(system: String(cString: strerror(errno))))
      }
    }
  }

  private static func openProblem(path: String, code: CInt) -> ImageFileError.Problem {
    switch code {
    case ENOENT, ENOTDIR:
      let name = (path as NSString).lastPathComponent
      let (other, otherName) =
        path.hasSuffix(".gz")
        ? (String(path.dropLast(3)), String(name.dropLast(3))) : (path + ".gz", name + ".gz")
      return .missing(alternative: access(other, F_OK) == 0 ? otherName : nil)
    case ENXIO: return .notRegular(kind: "a socket or a device")
    default: return .unreadable(system: String(cString: strerror(code)))
    }
  }

  private static func irregularKind(_ mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "a directory"
    case S_IFIFO: "a FIFO"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }
}
