import Foundation

/// Saves a file so that at every moment, a crash or a power cut included, either the old or the
/// new content is there, whole.
///
/// Bytes go to a temporary file in the same folder that only the user can read; it reaches the
/// disk, then takes the old file's name. Symbolic links stay links: the file they lead to is
/// replaced. The old file's permissions and, where allowed, its owner are kept; a new file is
/// readable by the user alone, since it may tell of a patient. Foundation's atomic write does
/// none of these three.
public enum AtomicFile {
  private static let temporaryPrefix = ".caliper-"
  private static let temporarySuffix = ".tmp"

  /// Whether a name is that of a file before it takes its own; one that lasts was left by a crash.
  package static func isTemporary(_ url: URL) -> Bool {
    let name = url.lastPathComponent
    return name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix)
  }

  /// Where the content goes, piece by piece.
  public struct Sink {
    fileprivate let descriptor: CInt
    fileprivate let path: String

    /// Writes all of the bytes.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, min(rest.count, 1 << 30))
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw ImageFileError.saving(path, code: count < 0 ? errno : ENOSPC) }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }

    public func write(_ bytes: some ContiguousBytes) throws {
      try bytes.withUnsafeBytes { try write($0) }
    }
  }

  /// Saves `data` at `path`.
  ///
  /// - Parameter replacing: whether an existing file gives way; if not, it is an error.
  public static func write(_ data: Data, to path: String, replacing: Bool = true) throws {
    try write(to: path, replacing: replacing) { try $0.write(data) }
  }

  /// Saves what `content` writes; when it throws, the old file stays as it was.
  public static func write(
    to path: String, replacing: Bool = true, content: (Sink) throws -> Void
  ) throws {
    guard !path.utf8.contains(0) else { throw ImageFileError.saving(path, code: ENOENT) }
    let target = try resolvingLinks(path)
    var old = stat()
    let exists = stat(target, &old) == 0
    if exists && !replacing { throw ImageFileError.saving(path, code: EEXIST) }
    if exists && old.st_mode & S_IFMT == S_IFDIR {
      throw ImageFileError.saving(path, code: EISDIR)
    }
    if exists && old.st_mode & S_IFMT != S_IFREG {
      throw ImageFileError(
        path: path,
        problem: .notSaved(
          reason: "a device or a FIFO has this name", advice: "choose another name"))
    }

    let slash = target.lastIndex(of: "/")
    let folder = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let temporary = "\(folder)/\(temporaryPrefix)\(suffix)\(temporarySuffix)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ImageFileError.saving(path, code: errno) }
    var isOpen = true
    do {
      try content(Sink(descriptor: descriptor, path: path))
      if exists { try keepPermissions(of: old, descriptor, path: path) }
      try synchronize(descriptor, path)
      isOpen = false
      try check(close(descriptor), path)
      if replacing {
        try check(rename(temporary, target), path)
      } else {
        try place(temporary, at: target, path: path)
      }
    } catch {
      if isOpen { close(descriptor) }
      unlink(temporary)
      throw error
    }
    try syncFolder(folder, path: path)
  }

  /// Gives a file a name that must be free, also of files that appeared in the meantime.
  ///
  /// - Parameter link: link(2), which unlike rename(2) fails where there is a file.
  package static func place(
    _ temporary: String, at target: String, path: String,
    link: (String, String) -> CInt = { Glibc.link($0, $1) }
  ) throws {
    if link(temporary, target) == 0 {
      unlink(temporary)
      return
    }
    // Disks without hard links (FAT, some network disks): the name is taken first, then the file
    // put under it. A crash in between leaves an empty file.
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno) else {
      throw ImageFileError.saving(path, code: errno)
    }
    let name = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard name >= 0 else { throw ImageFileError.saving(path, code: errno) }
    close(name)
    guard rename(temporary, target) == 0 else {
      let code = errno
      unlink(target)
      throw ImageFileError.saving(path, code: code)
    }
  }

  /// Follows symbolic links to the file that they lead to, which need not exist yet.
  private static func resolvingLinks(_ path: String) throws -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, Int(PATH_MAX))
      guard count > 0 else { return path }  // not a link, or nothing there
      let target = String(
        decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if target.hasPrefix("/") {
        path = target
      } else {
        path = path.lastIndex(of: "/").map { String(path[...$0]) + target } ?? target
      }
    }
    throw ImageFileError.saving(path, code: ELOOP)
  }

  private static func keepPermissions(
    of old: stat, _ descriptor: CInt, path: String
  ) throws {
    var mode = old.st_mode & 0o777
    var new = stat()
    try check(fstat(descriptor, &new), path)
    let isSameOwner = new.st_uid == old.st_uid && new.st_gid == old.st_gid
    if !isSameOwner && fchown(descriptor, old.st_uid, old.st_gid) != 0 && new.st_gid != old.st_gid {
      // Rights that were the old group's are not for another group.
      mode &= ~0o070
    }
    // Some disks (FAT, some network disks) keep no modes; there the new file's own has to do.
    if fchmod(descriptor, mode) != 0 && errno != EPERM && errno != ENOTSUP {
      throw ImageFileError.saving(path, code: errno)
    }
  }

  /// Waits until the file is on the disk, where the disk can be asked to.
  static func synchronize(_ descriptor: CInt, _ path: String) throws {
    while fsync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      case EINVAL, ENOSYS, ENOTSUP: return
      default: throw ImageFileError.saving(path, code: errno)
      }
    }
  }

  /// Waits until a new name is on the disk, as far as its folder allows.
  package static func synchronizeFolder(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    try? syncFolder(folder.isEmpty ? "." : folder, path: path)
  }

  /// The new name is on the disk only once its folder is.
  private static func syncFolder(_ folder: String, path: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that may be written but not read cannot be synced; nor can some network disks'.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 && errno == EIO { throw ImageFileError.saving(path, code: EIO) }
  }

  private static func check(_ result: CInt, _ path: String) throws {
    if result != 0 { throw ImageFileError.saving(path, code: errno) }
  }
}

extension ImageFileError {
  /// The error of a failed save, with advice that fits the system's error code.
  package static func saving(_ path: String, code: CInt) -> ImageFileError {
    let (reason, advice): (String, String) =
      switch code {
      case ENOSPC, EDQUOT: ("the disk is full", "free some space or save elsewhere")
      case EACCES, EPERM, EROFS: ("its folder is read-only", "save in a folder of your own")
      case ENOENT, ENOTDIR: ("its folder does not exist", "create the folder first")
      case EISDIR: ("a directory has this name", "add a file name")
      case EEXIST: ("a file has this name already", "choose another name")
      case EFBIG: ("the disk takes no file this large", "save elsewhere")
      case ELOOP: ("its symbolic links lead nowhere", "repair the links or save elsewhere")
      case ENAMETOOLONG: ("the name is too long", "choose a shorter name")
      default: (String(cString: strerror(code)), "check the disk or save elsewhere")
      }
    return ImageFileError(path: path, problem: .notSaved(reason: reason, advice: advice))
  }
}
