import Annotations
import Foundation
import Testing

/// Who else has a study open, and what the dead left behind.
@Suite struct PresenceTests {
  private let place = StateWorkplace()
  /// Past the moment in which a file without a lock may be one that is just being made.
  private var later: Date { Date().addingTimeInterval(5) }

  @Test func anotherViewerIsSeenUntilItEnds() throws {
    let own = try place.journal()
    try own.flush()
    #expect(place.state.viewers(of: place.study, besides: own.url).isEmpty)

    let other = try place.journal()
    try other.flush()
    let seen = place.state.viewers(of: place.study, besides: own.url)
    #expect(seen.map(\.journal.lastPathComponent) == [other.url.lastPathComponent])
    #expect(seen[0].process == getpid() && !seen[0].isElsewhere)
    let started = try #require(seen[0].started)
    #expect(abs(started.timeIntervalSinceNow) < 60)
    #expect(
      place.state.viewers(of: URL(fileURLWithPath: "/data/b.nii.gz"), besides: nil).isEmpty)
    #expect(place.state.abandonedJournals(of: place.study, now: later).isEmpty)

    try other.close(.removed)
    #expect(place.state.viewers(of: place.study, besides: own.url, now: later).isEmpty)
  }

  /// A number that runs again is no proof of life: the lock is.
  @Test func aJournalWithoutLockIsAbandonedThoughItsProcessNumberRuns() throws {
    let left = try place.journal()
    try left.append("note", Note(1))
    try left.close(.abandoned)
    // In its first moment it may be one that is being made.
    let date = try #require(JournalFile(url: left.url).date)
    #expect(place.state.viewers(of: place.study, besides: nil, now: date).count == 1)
    #expect(place.state.viewers(of: place.study, besides: nil, now: later).isEmpty)
    #expect(place.state.abandonedJournals(of: place.study, now: later).count == 1)
  }

  @Test func aViewerThatIsKilledLosesNothing() async throws {
    let own = try place.journal()
    try own.flush()
    let (folder, study, number) = (place.root.path, place.study, getpid())
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, study = study as URL, number = number as Int32] in
      let state = StateFolder(environment: ["XDG_STATE_HOME": folder])
      let journal = try state.journal(for: study, software: "killed")
      for number in 0..<500 { try journal.append("note", Note(number)) }
      let others = state.viewers(of: study, besides: journal.url)
      #expect(others.map(\.process) == [number])
      try journal.append("seen", others.map(\.process))
      kill(getpid(), SIGKILL)
    }
    #expect(place.state.viewers(of: place.study, besides: own.url).isEmpty)
    let abandoned = place.state.abandonedJournals(of: place.study)
    #expect(abandoned.count == 1)
    let contents = try abandoned[0].read()
    #expect(contents.header?.software == "killed")
    #expect(contents.droppedBytes == 0)
    let isWhole =
      try contents.records.dropLast().map { try $0.decode(Note.self) }
      == (0..<500).map { Note($0) }
    #expect(isWhole)
    #expect(try contents.records.last?.decode([Int32].self) == [number])
    abandoned[0].remove()
    #expect(place.state.abandonedJournals(of: place.study).isEmpty)
  }

  @Test func viewersOfOtherMachinesArePerhapsOpen() throws {
    let own = try place.journal()
    try own.append("note", Note(1))
    let name = own.url.lastPathComponent
    let stem = try #require(
      name.range(of: #"^ct_1\.nii\.gz-[0-9a-f]+"#, options: .regularExpression))
    let far = place.state.url.appendingPathComponent(
      "\(name[stem]).ct2.hospital.org.4711.00abcde.journal")
    try FileManager.default.copyItem(at: own.url, to: far)

    let seen = place.state.viewers(of: place.study, besides: own.url)
    #expect(seen.map(\.machine) == ["ct2.hospital.org"])
    #expect(seen[0].process == 4711 && seen[0].isElsewhere)
    #expect(seen[0].text() == "on ct2.hospital.org, perhaps still open")
    // It is not for this machine to say that it is abandoned.
    #expect(place.state.abandonedJournals(of: place.study, now: later).isEmpty)
    try place.age(far, seconds: 11 * 60)
    #expect(place.state.viewers(of: place.study, besides: own.url).isEmpty)
  }

  @Test func anIdleViewerShowsThatItLives() throws {
    let journal = try place.journal()
    try journal.append("note", Note(1))
    try place.age(journal.url, seconds: 3600)
    journal.touch()
    let date = try #require(JournalFile(url: journal.url).date)
    #expect(abs(date.timeIntervalSinceNow) < 60)
  }

  @Test func whenItStartedIsShown() throws {
    let journal = try place.journal()
    try journal.flush()
    let viewer = try #require(place.state.viewers(of: place.study, besides: nil).first)
    let zone = try #require(TimeZone(secondsFromGMT: 3600))
    let started = try #require(viewer.started)
    let time = Timestamp.text(of: started, zone: zone)
    #expect(
      viewer.text(now: started, zone: zone)
        == "process \(getpid()) since \(time.dropFirst(11).prefix(5))")
    #expect(
      viewer.text(now: started.addingTimeInterval(86400), zone: zone)
        == "process \(getpid()) since \(time.prefix(10)) \(time.dropFirst(11).prefix(5))")
  }

  @Test func abandonedJournalsAreNewestFirst() throws {
    var urls: [URL] = []
    for age in [50.0, 10, 30] {
      let process = try StateWorkplace.endedProcess()
      let journal = try place.state.journal(
        for: place.study, software: "test", process: process)
      try journal.append("note", Note(Int(age)))
      try journal.close(.abandoned)
      try place.age(journal.url, seconds: age)
      urls.append(journal.url)
    }
    let found = place.state.abandonedJournals(of: place.study)
    #expect(
      found.map(\.url.lastPathComponent) == [1, 2, 0].map { urls[$0].lastPathComponent })
    #expect(try found.map { try $0.recordCount() } == [1, 1, 1])
  }

  @Test func tidyingKeepsWorkAndTheNewestOfTheRest() throws {
    for age in 1...5 {
      let journal = try place.journal()
      try journal.append("note", Note(age))
      try journal.close(.kept)
      let kept = place.state.keptJournals().filter { abs($0.date?.timeIntervalSinceNow ?? 0) < 600 }
      try place.age(kept[0].url, seconds: Double(age) * 86400)
    }
    let work = try place.journal()
    try work.append("note", Note(1))
    try work.close(.abandoned)
    let empty = try place.journal()
    try empty.flush()
    try empty.close(.abandoned)
    let half = place.state.url.appendingPathComponent(".caliper-abc.tmp")
    try Data().write(to: half)
    for url in [work.url, empty.url, half] { try place.age(url, seconds: 90 * 86400) }
    let running = try place.journal()
    try running.flush()

    place.state.tidyJournals(of: place.study, keeping: 3, days: 2.5)
    let expected = [work.url, running.url].map(\.lastPathComponent)
    let kept = place.state.keptJournals()
    #expect(try kept.map { try $0.read().records[0].decode(Note.self) } == [Note(1), Note(2)])
    #expect(Set(try place.names()) == Set(expected + kept.map(\.url.lastPathComponent)))
  }
}
