import Foundation
import ImageFiles
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) -> Int {
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_mode & 0o7777) : -1
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try contents(path), as: UTF8.self)
  }

  @Test func newFileIsWholeAndPrivate() throws {
    let content = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try AtomicFile.write(content, to: folder("new"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder("new"))) == content)
    #expect(mode(folder("new")) == 0o600)
    #expect(try folder.names() == ["new"])
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o444])
  func oldModeIsKept(_ old: Int) throws {
    let path = try folder.file("old", Array("before".utf8))
    chmod(path, mode_t(old))
    try AtomicFile.write(Data("after".utf8), to: path)
    #expect(try text(path) == "after")
    #expect(mode(path) == old)
  }

  @Test func piecesAreWrittenInOrder() throws {
    try AtomicFile.write(to: folder("pieces")) { sink in
      for word in ["one", " two", "", " three"] { try sink.write(Data(word.utf8)) }
    }
    #expect(try text(folder("pieces")) == "one two three")
  }

  @Test(arguments: [true, false])
  func symbolicLinkStaysAndItsTargetChanges(isRelative: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: folder("real"), withIntermediateDirectories: true)
    let target = try folder.file("real/file", Array("before".utf8))
    symlink(isRelative ? "real/file" : target, folder("link"))
    symlink("link", folder("second"))
    try AtomicFile.write(Data("after".utf8), to: folder("second"))
    #expect(try text(target) == "after")
    for link in ["link", "second"] {
      let type = try FileManager.default.attributesOfItem(atPath: folder(link))[.type]
      #expect(type as? FileAttributeType == .typeSymbolicLink)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("real")) == ["file"])
  }

  @Test func danglingLinkGetsItsTarget() throws {
    symlink("later", folder("link"))
    try AtomicFile.write(Data("x".utf8), to: folder("link"))
    #expect(try text(folder("later")) == "x")
    #expect(try folder.names().sorted() == ["later", "link"])
  }

  @Test func failureInTheMiddleLeavesTheOldFile() throws {
    struct Stop: Error {}
    let path = try folder.file("kept", Array("before".utf8))
    #expect(throws: Stop.self) {
      try AtomicFile.write(to: path) { sink in
        try sink.write(Data("half".utf8))
        throw Stop()
      }
    }
    #expect(try text(path) == "before")
    #expect(try folder.names() == ["kept"])
  }

  @Test func existingFileIsSpared() throws {
    let path = try folder.file("there", Array("before".utf8))
    let error = #expect(throws: ImageFileError.self) {
      try AtomicFile.write(Data("after".utf8), to: path, replacing: false)
    }
    #expect(error == .saving(path, code: EEXIST))
    #expect(try text(path) == "before")
    try AtomicFile.write(Data("x".utf8), to: folder("free"), replacing: false)
    #expect(try text(folder("free")) == "x")
    #expect(try folder.names().sorted() == ["free", "there"])
  }

  /// A file that appears while the content is being written is spared too.
  @Test func lateFileIsSpared() throws {
    let path = folder("late")
    let error = #expect(throws: ImageFileError.self) {
      try AtomicFile.write(to: path, replacing: false) { _ in
        _ = try folder.file("late", Array("other".utf8))
      }
    }
    #expect(error == .saving(path, code: EEXIST))
    #expect(try text(path) == "other")
    #expect(try folder.names() == ["late"])
  }

  @Test func placesThatCannotBeWritten() throws {
    symlink("loop", folder("loop"))
    mkfifo(folder("fifo"), 0o600)
    let cases: [(String, CInt?)] = [
      (folder("missing/file"), ENOENT), (folder.path, EISDIR), (folder.path + "/", EISDIR),
      (folder("loop"), ELOOP), (folder("fifo"), nil), ("/dev/full", nil),
      (folder("nul\0.nii"), ENOENT), (folder(String(repeating: "n", count: 300)), ENAMETOOLONG),
    ]
    for (path, code) in cases {
      let error = #expect(throws: ImageFileError.self) {
        try AtomicFile.write(Data("x".utf8), to: path)
      }
      if let code { #expect(error == .saving(path, code: code)) }
    }
    #expect(try folder.names().sorted() == ["fifo", "loop"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write to every folder"))
  func readOnlyFolder() throws {
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    let error = #expect(throws: ImageFileError.self) {
      try AtomicFile.write(Data("x".utf8), to: folder("x"))
    }
    #expect(error == .saving(folder("x"), code: EACCES))
  }

  /// A disk that takes no more than 64 KiB of a file: whatever is being saved, the old file stays
  /// and no half of the new one is left.
  @Test func fullDiskLeavesTheOldFile() async throws {
    let path = try folder.file("kept", Array("before".utf8))
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1 << 16, rlim_max: 1 << 16)
      let isSet = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
      #expect(isSet)
      let error = #expect(throws: ImageFileError.self) {
        try AtomicFile.write(Data(count: 1 << 17), to: path)
      }
      #expect(error == .saving(path, code: EFBIG))
    }
    #expect(try text(path) == "before")
    #expect(try folder.names() == ["kept"])
  }

  /// On a disk without hard links a free name is still taken without harm to others'.
  @Test func withoutHardLinks() throws {
    let noLinks: (String, String) -> CInt = { _, _ in
      errno = EPERM
      return -1
    }
    let temporary = try folder.file("temporary", Array("after".utf8))
    try AtomicFile.place(temporary, at: folder("new"), path: folder("new"), link: noLinks)
    #expect(try text(folder("new")) == "after")
    #expect(try folder.names() == ["new"])

    let other = try folder.file("temporary", Array("other".utf8))
    let error = #expect(throws: ImageFileError.self) {
      try AtomicFile.place(other, at: folder("new"), path: folder("new"), link: noLinks)
    }
    #expect(error == .saving(folder("new"), code: EEXIST))
    #expect(try text(folder("new")) == "after")
  }

  @Test func modeIsKeptThroughALinkAndPrivilegesAreNot() throws {
    let target = try folder.file("target", Array("before".utf8))
    chmod(target, 0o4640)
    symlink("target", folder("link"))
    try AtomicFile.write(Data("after".utf8), to: folder("link"))
    #expect(mode(target) == 0o640)
  }

  @Test(arguments: [
    (ENOSPC, "the disk is full"), (EDQUOT, "the disk is full"), (EROFS, "read-only"),
    (EACCES, "read-only"), (ENOENT, "does not exist"), (EIO, "Input/output error"),
  ])
  func errorsSayWhatWhereAndWhatToDo(_ code: CInt, _ what: String) {
    let sentence = ImageFileError.saving("out/\u{1B}.nii", code: code).description
    #expect(sentence.hasPrefix(#"out/\u{1B}.nii: "#))
    #expect(sentence.contains(what))
    #expect(sentence.contains(";") && sentence.hasSuffix("."))
  }
}
