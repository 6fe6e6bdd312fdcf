import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// A journal gives its session again, to the last frame.
@Suite(
  "Replay", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
  .enabled(if: Program.hasSample, "needs the weights"))
struct ReplayTests {
  private func replay(
    _ journal: URL, _ arguments: String...
  ) throws -> (code: Int32, output: String, messages: String) {
    try Program.run(["view", "--replay", journal.path, "--print", "--no-color"] + arguments)
  }

  private func rows(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { row in
      row.last == " " ? row.prefix(row.count - row.reversed().prefix { $0 == " " }.count) : row
    }
  }

  /// Waits until nothing changes any more, neither on the screen nor in the journal.
  private func settled(_ viewer: ViewerSession, _ place: Workplace) throws -> String {
    func now() throws -> (String, Int?) {
      (try viewer.tmux.text(), try Data(contentsOf: place.journal()).count)
    }
    var last = try now()
    var quiet = 0
    while quiet < 5 {
      usleep(150_000)
      let next = try now()
      quiet = next == last ? quiet + 1 : 0
      last = next
    }
    return last.0
  }

  private func isSame(_ output: String, _ screen: String) -> Bool {
    // A terminal is sent a cell's two colours in one order, as the upper or the lower half.
    func shown(_ text: String) -> [Substring] {
      rows(text.replacing("▄", with: "▀")).filter { !$0.isEmpty }
    }
    return shown(output) == shown(screen)
  }

  @Test("A journal gives the frame that its session showed last, for a study that moved too")
  func lastFrame() throws {
    let place = try Workplace()
    let viewer = try KeepingWorkTests.predicted(place)
    try viewer.tmux.press("A", "J", "Enter", "H", "Enter", "u", "f", "2")
    let screen = try settled(viewer, place)
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
    let journal = try place.journal()
    let again = try replay(journal)
    #expect(again.code == 0, "\(again.messages)")
    #expect(isSame(again.output, screen), "\(again.output)\n\(screen)")

    let moved = place.url("moved.nii.gz")
    try FileManager.default.moveItem(at: place.url("ball.nii.gz"), to: moved)
    let missing = try replay(journal)
    #expect(missing.code == 1 && missing.messages.contains("ball.nii.gz"))
    let found = try replay(journal, moved.path)
    #expect(found.code == 0 && found.output == again.output)

    // A study on another grid, and one with other voxels on the same grid.
    let image = try ImageFileReader().readVolume(moved.path).volume
    let grid = VoxelGrid(shape: Voxel(64, 48, 19), affine: image.grid.affine)
    let other = Volume(grid: grid, voxels: [Int16](repeating: 40, count: grid.count))
    try ImageFileWriter.writeVolume(other, to: place.url("other.nii.gz").path)
    let refused = try replay(journal, place.url("other.nii.gz").path)
    #expect(refused.code == 1)
    #expect(refused.messages.contains("64 x 48 x 19 voxels, and the journal's study 64 x 48 x 20"))
    let flat = Volume(grid: image.grid, voxels: [Int16](repeating: 40, count: image.grid.count))
    try ImageFileWriter.writeVolume(flat, to: place.url("flat.nii.gz").path)
    #expect(try replay(journal, place.url("flat.nii.gz").path).messages.contains("other voxels"))
    try Program.checkRefusals(of: journal)

    try cut(journal, study: moved, in: place)
    try tamper(journal, study: moved, in: place)
  }

  /// A journal that is cut anywhere is replayed up to there.
  private func cut(_ journal: URL, study: URL, in place: Workplace) throws {
    let bytes = try Data(contentsOf: journal)
    let part = place.url("part.journal")
    let session = try #require(bytes.firstRange(of: Data("\"kind\":\"event\"".utf8))).lowerBound
    for count in stride(from: session, through: bytes.count, by: max(1, bytes.count / 25)) {
      try bytes.prefix(count).write(to: part)
      let run = try replay(part, study.path)
      #expect(run.code == 0, "\(count): \(run.messages)")
    }
    for count in [0, 10, 300] {
      try bytes.prefix(count).write(to: part)
      #expect(try replay(part, study.path).code == 1, "\(count)")
    }
  }

  /// Work that the events do not lead to is told, with its record.
  private func tamper(_ journal: URL, study: URL, in place: Workplace) throws {
    let text = try String(contentsOf: journal, encoding: .utf8)
    var lines = text.split(separator: "\n").map(String.init)
    let index = try #require(lines.firstIndex { $0.contains("\"kind\":\"work\"") })
    let json = lines[index].split(separator: "\t")[0].replacing("[18,24,10]", with: "[19,24,10]")
    let crc = String(Array(json.utf8).withUnsafeBytes { Checksum.crc32(of: $0) }, radix: 16)
    lines[index] = json + "\t" + String(repeating: "0", count: 8 - crc.count) + crc
    let changed = place.url("changed.journal")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: changed)
    let run = try replay(changed, study.path)
    #expect(run.code == 1)
    #expect(run.messages.contains("record \(index)"))
    #expect(run.messages.contains("lesion 1: its ends differ"))

    let left = place.leftBehind()
    let viewer = try ViewerSession([study.lastPathComponent, "--replay", changed.path], in: place)
    let screen = try viewer.waitForEnd()
    #expect(screen.contains("code 1\n") && screen.contains("settings kept"))
    #expect(place.leftBehind() == left)
  }

  @Test("A replayed session goes on in the viewer, unsaved and in a journal of its own")
  func goingOn() throws {
    let place = try Workplace()
    let viewer = try KeepingWorkTests.predicted(place)
    try viewer.tmux.press("S")
    try viewer.tmux.wait(for: "ball_caliper.json")
    try viewer.tmux.press("q")
    try viewer.waitForEnd()
    let done = try #require(place.doneJournals().first)
    var status = stat()
    #expect(stat(done.path, &status) == 0 && status.st_mode & 0o777 == 0o600)

    let again = try ViewerSession(["--replay", done.path], in: place)
    try again.tmux.wait(for: "events were replayed")
    try again.tmux.wait(for: "unsaved, kept")
    #expect(try again.tmux.text().contains("predicted"))
    try again.tmux.press("u")
    try again.tmux.wait(for: "Undid: prediction of lesion 1")
    try again.tmux.press("p")
    try again.tmux.wait(for: "predicted", seconds: 60)
    let screen = try settled(again, place)
    let journal = try place.journal()
    let run = try replay(journal)
    #expect(run.code == 0, "\(run.messages)")
    #expect(isSame(run.output, screen), "\(run.output)\n\(screen)")
    try again.tmux.press("S")
    try again.tmux.wait(for: "ball_caliper-2.json")
    try again.tmux.press("q")
    try again.waitForEnd()
  }

  @Test("Of several cases each has its work in its own journal, and the first one all events")
  func severalCases() throws {
    let place = try Workplace()
    try place.makeBall()
    try FileManager.default.copyItem(at: place.url("ball.nii.gz"), to: place.url("later.nii.gz"))
    let viewer = try ViewerSession(["ball.nii.gz", "later.nii.gz"], in: place)
    try viewer.tmux.wait(for: "ball.nii.gz  AX 11/20")
    try viewer.tmux.press("Enter", "L", "Enter")
    try viewer.tmux.wait(for: "unsaved, kept")
    try viewer.tmux.press("]")
    try viewer.tmux.wait(for: "later.nii.gz  AX 11/20")
    try viewer.tmux.press("Enter", "J", "Enter")
    try viewer.tmux.wait(for: "unsaved, kept")
    // Nothing is written beside a patient's studies unasked.
    #expect(!place.exists("ball_caliper.json"))
    try viewer.tmux.wait(for: "two journals") { _ in place.leftBehind().count == 2 }
    usleep(700_000)
    let screen = try viewer.tmux.text()
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()

    let folder = place.url("state/caliper")
    let journals = place.leftBehind().map { folder.appendingPathComponent($0) }
    let run = try replay(journals[0])
    #expect(run.code == 0, "\(run.messages)")
    #expect(isSame(run.output, screen), "\(run.output)\n\(screen)")
    let other = try replay(journals[1])
    #expect(other.code == 1 && other.messages.contains("in the journal of the case"))

    // The next viewers find the work on either; what was recovered stays for reports of faults.
    let first = try ViewerSession(["ball.nii.gz"], in: place)
    try first.tmux.wait(for: "(1 lesion, 0 masks)")
    try first.tmux.press("r")
    try first.tmux.wait(for: "recovered")
    try first.tmux.press("S")
    try first.tmux.wait(for: "Saved ball_caliper.json")
    try first.tmux.press("q")
    try first.waitForEnd()
    #expect(place.leftBehind() == [journals[1].lastPathComponent])
    #expect(place.doneJournals().count == 2)
    let second = try ViewerSession(["later.nii.gz"], in: place)
    try second.tmux.wait(for: "(1 lesion, 0 masks)")
    try second.tmux.press("d")
    try second.tmux.wait(for: "no question") { !$0.contains("[RECOVER?]") }
    try second.tmux.press("q")
    try second.waitForEnd()
    #expect(place.leftBehind() == [])
  }

  @Test("What is undone while a case is read again is in the journal, and replayed")
  func undoBeforeTheStudyIsBack() throws {
    let place = try Workplace()
    for name in ["a", "b", "c", "d"] { try place.makePair("cases/\(name)", radius: 10) }
    let viewer = try ViewerSession(["cases"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "1/4  a_ct.nii.gz")
    try viewer.waitUntilRead()
    try tmux.press("Enter", "L", "Enter")
    try tmux.wait(for: "unsaved, kept")
    for (number, name) in ["b", "c", "d"].enumerated() {
      try tmux.press("]")
      try tmux.wait(for: "\(number + 2)/4  \(name)_ct.nii.gz")
      try viewer.waitUntilRead()
    }
    try tmux.wait(for: "saved first case") { _ in place.exists("cases/a_ct_caliper.json") }
    // Its study was given back; the keys come faster than it is read.
    try tmux.press("[", "[", "[", "u")
    try tmux.wait(for: "unsaved, kept")
    try tmux.wait(for: "Undid")
    try viewer.waitUntilRead()
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
    let journal = try #require(place.leftBehind().first { $0.hasPrefix("a_ct") })
    let again = try replay(place.url("state/caliper").appendingPathComponent(journal))
    #expect(again.code == 0, "\(again.messages)")
    let next = try ViewerSession(["cases/a_ct.nii.gz"], in: place)
    try next.tmux.wait(for: "(1 lesion, 0 masks)")
    try next.tmux.press("r")
    try next.tmux.wait(for: "no end B")
    try next.tmux.press("q", "d")
    try next.waitForEnd()
  }

  @Test("5000 keys at random: the journal gives the last frame", arguments: [1, 2] as [UInt64])
  func randomKeys(seed: UInt64) throws {
    let place = try Workplace()
    let viewer = try KeepingWorkTests.predicted(place)
    var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15)
    // All but those that end or stop the viewer, or begin a command line, which may end it.
    let keys =
      ["Up", "Down", "Left", "Right", "PPage", "NPage", "Home", "End", "Tab", "BTab", "BSpace"]
      + ["Enter", "Enter", "Enter", "Space", "C-l", "C-r"]
      + "hjklHJKLHJKL,.<>123456+-=xXmAAabnNsfuUcgGwr0?C/!V".map { String($0) }
    for chunk in 0..<50 {
      if chunk == 20 { try viewer.tmux.resize(columns: 80, rows: 24) }
      if chunk == 40 { try viewer.tmux.resize(columns: 150, rows: 50) }
      try viewer.tmux.press(
        keys: (0..<100).map { _ in keys[Int(random.next() % UInt64(keys.count))] })
      // Escape and a letter at once would be another key.
      if chunk % 10 == 9 {
        usleep(100_000)
        try viewer.tmux.press("Escape")
        usleep(100_000)
      }
    }
    let screen = try settled(viewer, place)
    #expect(try !viewer.tmux.text().contains("settings"), "the viewer runs")
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
    let run = try replay(place.journal())
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.messages == "", "nothing of the journal is torn")
    #expect(isSame(run.output, screen), "\(run.output)\n\(screen)")
    let lines = try String(contentsOf: place.journal(), encoding: .utf8).split(separator: "\n")
    #expect(lines.count { $0.contains("{\"key\":") } >= 5000)
  }
}

/// George Marsaglia's xorshift64: the same keys in every run.
private struct Xorshift {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

extension Program {
  /// What `--replay` is not used with is wrong usage, and what is no journal is refused.
  fileprivate static func checkRefusals(of journal: URL) throws {
    let mixed = try run("view", "--replay", journal.path, "--print", "--truth", "t.nii.gz")
    #expect(mixed.code == 2 && mixed.messages.contains("--replay takes prompts"))
    let wrong = try run("view", "--replay", sample.path, "--print")
    #expect(wrong.code == 1 && wrong.messages.contains("no journal of Caliper"))
    let two = try run("view", sample.path, sample.path, "--replay", journal.path, "--print")
    #expect(two.code == 1 && two.messages.contains("1 cases, and 2 were named"))
    #expect(try run("view", "--print").code == 2)
  }
}
