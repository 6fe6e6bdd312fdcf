import Annotations
import Foundation
import Testing

@Suite struct JournalTests {
  private let place = StateWorkplace()

  private func notes(_ contents: JournalContents) throws -> [Note] {
    try contents.records.map { try $0.decode() }
  }

  @Test func recordsComeBackInOrder() throws {
    let started = Date()
    let journal = try place.journal()
    #expect(!FileManager.default.fileExists(atPath: journal.url.path))
    try journal.flush()
    try journal.append("note", Note(1))
    try journal.append("other", ["x": Double.nan], durable: true)
    try journal.append("note", Note(3))

    let contents = try JournalFile(url: journal.url).read()
    #expect(contents.droppedBytes == 0)
    #expect(contents.records.map(\.kind) == ["note", "other", "note"])
    #expect(contents.records.map(\.number) == [1, 2, 3])
    #expect(try contents.records[0].decode() == Note(1))
    #expect(try contents.records[1].decode([String: Double].self)["x"]?.isNaN == true)
    #expect(try contents.records[2].decode() == Note(3))
    let header = try #require(contents.header)
    #expect(header.software == "caliper test" && header.study == place.study.path)
    #expect(header.process == getpid())
    let date = try #require(contents.records[0].date)
    #expect(abs(date.timeIntervalSince(started)) < 60)
    #expect(abs(try #require(header.startDate).timeIntervalSince(started)) < 60)
  }

  @Test func aValueOfAnotherTypeIsNamed() throws {
    let journal = try place.journal()
    try journal.append("note", ["text": 1])
    let record = try JournalFile(url: journal.url).read().records[0]
    let error = #expect(throws: JournalError.self) { try record.decode(Note.self) }
    #expect(try #require(error).description.contains("Record 1 (note) of the journal"))
    #expect(try #require(error).description.contains("value.text has the wrong type"))
  }

  @Test func onlyItsOwnerMayReadIt() throws {
    let journal = try place.journal()
    try journal.flush(durable: true)
    #expect(mode(journal.url) == 0o600)
    #expect(mode(place.state.url) == 0o700)
    #expect(mode(place.root) == 0o700)
    let name = journal.url.lastPathComponent
    #expect(name.hasPrefix("ct_1.nii.gz-") && name.hasSuffix(".journal"))
    #expect(name.contains(".\(getpid())."))
  }

  @Test func nobodysFileIsWrittenTo() throws {
    let journal = try place.journal()
    try FileManager.default.createDirectory(
      at: place.state.url, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: journal.url)
    #expect(throws: JournalError.self) { try journal.append("note", Note(1)) }
    #expect(try bytes(journal.url) == Array("mine".utf8))
  }

  @Test func everyTornEndGivesTheRecordsBeforeIt() throws {
    let journal = try place.journal()
    try journal.flush()
    var ends = [try bytes(journal.url).count]
    for number in 1...3 {
      try journal.append("note", Note(number))
      ends.append(try bytes(journal.url).count)
    }
    let whole = try bytes(journal.url)
    let torn = place.root.appendingPathComponent("torn.journal")
    for count in 0...whole.count {
      try Data(whole[..<count]).write(to: torn)
      let contents = try JournalContents(contentsOf: torn)
      let intact = ends.filter { $0 <= count }
      let isRight =
        (contents.header != nil) == !intact.isEmpty
        && contents.records.count == max(0, intact.count - 1)
        && contents.droppedBytes == count - (intact.last ?? 0)
      #expect(isRight, "torn after \(count) bytes")
    }
  }

  /// Every single bit of a journal, turned over: the records before that line are all there, and
  /// nothing of that line or after it.
  @Test func everyFlippedBitIsNoticed() throws {
    let journal = try place.journal()
    for number in 1...3 { try journal.append("note", Note(number)) }
    let whole = try bytes(journal.url)
    let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    let expected = try notes(JournalFile(url: journal.url).read())
    let damaged = place.root.appendingPathComponent("damaged.journal")
    for index in whole.indices {
      let line = lines.lastIndex { $0.startIndex <= index } ?? 0
      for bit in 0..<8 {
        var copy = whole
        copy[index] ^= 1 << bit
        try Data(copy).write(to: damaged)
        do {
          let contents = try JournalContents(contentsOf: damaged)
          let found = try notes(contents)
          let isRight =
            found == Array(expected.prefix(max(0, line - 1)))
            && (contents.header != nil) == (line > 0)
            && contents.droppedBytes == whole.count - lines[line].startIndex
          #expect(isRight, "bit \(bit) of byte \(index)")
        } catch {
          // The first bytes tell a journal from other files.
          let isStart = error as? JournalError == .notAJournal(path: damaged.path) && index < 6
          #expect(isStart, "bit \(bit) of byte \(index): \(error)")
        }
      }
    }
  }

  @Test func aLineThatIsMissingOrTwiceThereEndsTheReading() throws {
    let journal = try place.journal()
    for number in 1...4 { try journal.append("note", Note(number)) }
    var lines = try bytes(journal.url).split(separator: UInt8(ascii: "\n"))
    let copy = place.root.appendingPathComponent("copy.journal")
    func records() throws -> Int {
      try Data(lines.flatMap { Array($0) + [UInt8(ascii: "\n")] }).write(to: copy)
      return try JournalFile(url: copy).recordCount()
    }
    #expect(try records() == 4)
    let removed = lines.remove(at: 2)
    #expect(try records() == 1)
    lines.insert(removed, at: 2)
    lines.insert(removed, at: 2)
    #expect(try records() == 2)
  }

  @Test(arguments: [
    ("{\"lesions\": []}\n", "this is no journal of Caliper"),
    ("\u{1F}\u{8B}", "this is no journal of Caliper"),
  ])
  func otherFilesAreRefused(_ text: String, _ expected: String) throws {
    try FileManager.default.createDirectory(at: place.root, withIntermediateDirectories: true)
    let url = place.root.appendingPathComponent("other")
    try Data(text.utf8).write(to: url)
    let error = #expect(throws: JournalError.self) { try JournalContents(contentsOf: url) }
    #expect(try #require(error).description.contains(expected))
    #expect(throws: JournalError.self) {
      try JournalContents(contentsOf: place.root.appendingPathComponent("missing"))
    }
    #expect(throws: JournalError.self) { try JournalContents(contentsOf: place.root) }
  }

  @Test func aNewerJournalIsRefused() throws {
    var header = JournalHeader(
      software: "x", study: place.study, machine: "m", process: 1)
    header.version = 2
    let url = place.state.url.appendingPathComponent("newer.journal")
    let journal = try Journal(url: url, header: header)
    try journal.flush()
    #expect(throws: JournalError.newer(path: url.path)) { try JournalContents(contentsOf: url) }
  }

  @Test func endings() throws {
    let removed = try place.journal()
    try removed.append("note", Note(1))
    try removed.close(.removed)
    try removed.close(.removed)
    #expect(try place.names() == [])
    #expect(throws: JournalError.closed(path: removed.url.path)) {
      try removed.append("note", Note(2))
    }
    let kept = try place.journal()
    try kept.append("note", Note(1))
    try kept.close(.kept)
    #expect(place.state.keptJournals().count == 1)
    #expect(try place.state.keptJournals()[0].recordCount() == 1)
    #expect(place.state.abandonedJournals(of: place.study).isEmpty)

    let left = try place.journal()
    try left.append("note", Note(1))
    try left.close(.abandoned)
    let later = Date().addingTimeInterval(5)
    let found = place.state.abandonedJournals(of: place.study, now: later)
    #expect(found.map(\.url.lastPathComponent) == [left.url.lastPathComponent])
  }

  @Test func manyThreadsWriteWholeLines() throws {
    let journal = try place.journal()
    DispatchQueue.concurrentPerform(iterations: 400) { number in
      try? journal.append("note", Note(number))
    }
    let contents = try JournalFile(url: journal.url).read()
    let numbers = try notes(contents).map { $0.voxel[0] }.sorted()
    #expect(contents.droppedBytes == 0)
    #expect(numbers == Array(0..<400))
  }
}
