import Foundation
import ImageFiles
import Testing

@Suite("Fingerprints of files, and files that grow by lines")
struct RecordKeepingTests {
  @Test("A fingerprint follows the content and the size, not the name")
  func fingerprints() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let fingerprint = try FileFingerprint.of(folder.file("a", bytes))
    #expect(fingerprint.count == 64)
    #expect(try FileFingerprint.of(folder.file("b", bytes)) == fingerprint)
    for place in [0, 65_535, 150_000, 300_000 - 65_536, 299_999] {
      var changed = bytes
      changed[place] ^= 1
      #expect(try FileFingerprint.of(folder.file("c", changed)) != fingerprint, "\(place)")
    }
    #expect(try FileFingerprint.of(folder.file("d", bytes + [0])) != fingerprint)
    let small = try FileFingerprint.of(folder.file("e", [1, 2, 3]))
    #expect(try FileFingerprint.of(folder.file("f", [1, 2, 4])) != small)
    #expect(throws: ImageFileError.self) { try FileFingerprint.of(folder("none")) }
    #expect(throws: ImageFileError.self) { try FileFingerprint.of(folder.path) }
  }

  @Test(
    "Of what has a checksum at its end both ends do",
    arguments: [
      ([0x1F, 0x8B, 8, 0], false), ([0x1F, 0x8B, 8, 4], true), ([0x50, 0x4B, 3, 4], false),
    ])
  func compressed(_ start: [UInt8], isWhole: Bool) throws {
    let folder = try TemporaryFolder()
    var bytes = start + [UInt8](repeating: 7, count: 300_000)
    let fingerprint = try FileFingerprint.of(folder.file("a", bytes))
    bytes[150_000] ^= 1
    #expect(try (FileFingerprint.of(folder.file("b", bytes)) != fingerprint) == isWhole)
    bytes[299_999] ^= 1
    #expect(try FileFingerprint.of(folder.file("c", bytes)) != fingerprint)
  }

  @Test("Both halves of a pair count")
  func pairs() throws {
    let folder = try TemporaryFolder()
    let header = try folder.file("a.hdr", [1, 2, 3])
    _ = try folder.file("a.img", [4, 5, 6])
    let fingerprint = try FileFingerprint.of(header)
    _ = try folder.file("a.img", [4, 5, 7])
    #expect(try FileFingerprint.of(header) != fingerprint)
  }

  @Test("Lines are added to what is there, and a new file is for its owner")
  func lines() throws {
    let folder = try TemporaryFolder()
    for text in ["one", "two"] {
      try LineLog(appendingTo: folder("log")).append(text.utf8)
    }
    #expect(try contents(folder("log")) == Array("one\ntwo\n".utf8))
    let mode = try FileManager.default.attributesOfItem(atPath: folder("log"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(throws: ImageFileError.self) { try LineLog(appendingTo: folder("no/log")) }
  }

  @Test("A line that was torn is closed, and the next one is whole")
  func tornLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log", Array("one\ntw".utf8))
    for text in ["three", "four"] { try LineLog(appendingTo: path).append(text.utf8) }
    #expect(try contents(path) == Array("one\ntw\nthree\nfour\n".utf8))
  }

  @Test("One at a time appends, and none while others watch")
  func locks() throws {
    let folder = try TemporaryFolder()
    let path = folder("log")
    func isInUse(_ open: () throws -> LineLog) -> Bool {
      do {
        _ = try open()
        return false
      } catch {
        return (error as? ImageFileError)?.problem == .inUse
      }
    }
    do {
      let log = try LineLog(appendingTo: path)
      #expect(isInUse { try LineLog(appendingTo: path) } && isInUse { try LineLog(watching: path) })
      withExtendedLifetime(log) {}
    }
    let watching = try LineLog(watching: path)
    #expect(isInUse { try LineLog(appendingTo: path) } && !isInUse { try LineLog(watching: path) })
    withExtendedLifetime(watching) {}
  }

  @Test(
    "A full disk is told", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let log = try LineLog(appendingTo: "/dev/full")
    #expect(throws: ImageFileError.self) { try log.append("one".utf8) }
  }
}
