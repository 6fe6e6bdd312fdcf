import Annotations
import Foundation
import Testing

/// A disk that fills up or fails, and files that are taken away.
@Suite struct JournalFaultTests {
  private let place = StateWorkplace()
  private let disk = FaultyDisk()

  private func journal() throws -> Journal {
    let header = JournalHeader(software: "test", study: place.study, machine: "m", process: 1)
    return try Journal(
      url: place.state.url.appendingPathComponent("x.m.1.0000000.journal"), header: header,
      calls: disk.calls)
  }

  private func numbers(_ journal: Journal) throws -> [Int] {
    let contents = try JournalFile(url: journal.url).read()
    #expect(contents.droppedBytes == 0)
    return try contents.records.map { try $0.decode(Note.self).voxel[0] }
  }

  /// The disk fills up after every number of bytes of a journal's first records: what is on it is
  /// whole, what is not waits, and comes after it once there is room.
  @Test(arguments: [true, false])
  func aFullDiskLosesNothing(truncates: Bool) throws {
    let sample = try journal()
    for number in 1...3 { try sample.append("note", Note(number)) }
    let total = try bytes(sample.url).count
    try sample.close(.removed)
    for room in stride(from: 0, to: total, by: 7) {
      let journal = try journal()
      disk.set {
        $0.room = room
        $0.truncates = truncates
      }
      var taken = 0
      for number in 1...3 {
        do {
          try journal.append("note", Note(number))
          taken = number
        } catch {
          let isFull = error.description.contains("the disk is full")
          let advises = error.description.contains("free some space")
          #expect(isFull && advises, "\(error)")
        }
      }
      // Where a torn line cannot be cut off, the file is written anew past the stand-in.
      if truncates {
        #expect(journal.waiting > 0)
        let onDisk = try numbers(journal)
        #expect(onDisk.starts(with: Array(1..<(taken + 1))), "room for \(room) bytes")
      }
      disk.set { $0.room = .max }
      try journal.append("note", Note(4))
      #expect(journal.waiting == 0)
      #expect(try numbers(journal) == [1, 2, 3, 4], "room for \(room) bytes")
      try journal.close(.removed)
    }
  }

  @Test func theErrorSaysHowMuchWaits() throws {
    let journal = try journal()
    try journal.append("note", Note(1))
    disk.set { $0.room = 0 }
    #expect(throws: JournalError.self) { try journal.append("note", Note(2)) }
    let error = #expect(throws: JournalError.self) { try journal.append("note", Note(3)) }
    #expect(
      error?.description == "\(journal.url.path): the journal was not written (the disk is full); "
        + "free some space, or save the session: 2 records wait in memory until then.")
    disk.set { $0.room = .max }
    try journal.flush()
    #expect(try numbers(journal) == [1, 2, 3])
  }

  @Test func aSlowDiskTakesPieces() throws {
    let journal = try journal()
    disk.set { $0.piece = 3 }
    for number in 1...3 { try journal.append("note", Note(number)) }
    #expect(try numbers(journal) == [1, 2, 3])
  }

  /// After a failed fsync the kernel may have dropped what it had taken: all is written anew.
  @Test func aFailedSynchronisationWritesAllAnew() throws {
    let journal = try journal()
    try journal.append("note", Note(1))
    let before = try inode(journal.url)
    disk.set { $0.synchronizes = EIO }
    #expect(throws: JournalError.self) { try journal.append("note", Note(2), durable: true) }
    #expect(try inode(journal.url) == before)
    disk.set { $0.synchronizes = nil }
    try journal.append("note", Note(3), durable: true)
    #expect(try inode(journal.url) != before)
    #expect(try numbers(journal) == [1, 2, 3])
    #expect(mode(journal.url) == 0o600)
    // And it goes on as before, still known as open.
    try journal.append("note", Note(4))
    #expect(try numbers(journal) == [1, 2, 3, 4])
  }

  private func inode(_ url: URL) throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
    return try #require(attributes[.systemFileNumber] as? NSNumber).uint64Value
  }

  @Test func aDeletedFolderIsMadeAgainWithAllRecords() throws {
    let journal = try journal()
    try journal.append("note", Note(1))
    try FileManager.default.removeItem(at: place.root)
    try journal.append("note", Note(2))
    #expect(try numbers(journal) == [1, 2])
    #expect(mode(place.state.url) == 0o700)
    #expect(mode(journal.url) == 0o600)
  }

  @Test func aFileThatWasMovedOrChangedIsWrittenAgain() throws {
    let journal = try journal()
    try journal.append("note", Note(1))
    let moved = place.root.appendingPathComponent("moved.journal")
    try FileManager.default.moveItem(at: journal.url, to: moved)
    try journal.append("note", Note(2))
    #expect(try numbers(journal) == [1, 2])
    #expect(try JournalFile(url: moved).recordCount() == 1)

    let handle = try FileHandle(forWritingTo: journal.url)
    try handle.truncate(atOffset: 10)
    try handle.close()
    try journal.append("note", Note(3))
    #expect(try numbers(journal) == [1, 2, 3])

    // A link in its place is taken away; what it leads to stays as it is.
    let other = place.root.appendingPathComponent("other")
    try Data("other".utf8).write(to: other)
    try FileManager.default.removeItem(at: journal.url)
    try FileManager.default.createSymbolicLink(at: journal.url, withDestinationURL: other)
    try journal.append("note", Note(4))
    #expect(try numbers(journal) == [1, 2, 3, 4])
    #expect(try bytes(other) == Array("other".utf8))
  }

  @Test func aFolderThatCannotBeMadeIsNamedAndTriedAgain() throws {
    try Data().write(to: place.root)
    let journal = try journal()
    let error = #expect(throws: JournalError.self) { try journal.append("note", Note(1)) }
    #expect(try #require(error).description.contains("set XDG_STATE_HOME"))
    try FileManager.default.removeItem(at: place.root)
    try journal.append("note", Note(2))
    #expect(try numbers(journal) == [1, 2])
  }

  /// The system's own limit instead of a stand-in: a file that may take no more than 4 KiB.
  @Test func theSystemsOwnLimit() async throws {
    let folder = place.root.path
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      let state = StateFolder(environment: ["XDG_STATE_HOME": folder])
      let study = URL(fileURLWithPath: "/data/ct.nii.gz")
      let journal = try state.journal(for: study, software: "test")
      var limit = rlimit(rlim_cur: 4096, rlim_max: rlim_t.max)
      _ = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var refused = 0
      for number in 0..<40 {
        do { try journal.append("note", Note(number), durable: true) } catch { refused += 1 }
      }
      #expect(refused > 0)
      #expect(journal.waiting == refused)
      let there = try JournalFile(url: journal.url).read()
      #expect(there.droppedBytes == 0)
      #expect(there.records.count == 40 - refused)
      limit.rlim_cur = rlim_t.max
      _ = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try journal.flush(durable: true)
      let notes = try JournalFile(url: journal.url).read().records.map { try $0.decode(Note.self) }
      let isWhole = notes == (0..<40).map { Note($0) }
      #expect(isWhole)
    }
  }
}
