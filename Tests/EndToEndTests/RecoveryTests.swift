import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// What a reader made survives its viewer, and the next one offers it.
@Suite(
  "Recovery", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
  .enabled(if: Program.hasSample, "needs the weights"))
struct RecoveryTests {
  /// A viewer that asks what becomes of unsaved work.
  private func asked(_ place: Workplace) throws -> ViewerSession {
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "was left by a viewer that ended")
    return viewer
  }

  private func kill(_ viewer: ViewerSession) throws {
    try viewer.tmux.wait(for: "unsaved, kept")
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
  }

  private func discard(_ viewer: ViewerSession) throws {
    try viewer.tmux.press("q")
    try viewer.tmux.wait(for: "Unsaved changes")
    try viewer.tmux.press("d")
    try viewer.waitForEnd()
  }

  /// The volume that the side panel shows, "12.34 mL".
  private func volume(_ viewer: ViewerSession) throws -> Substring {
    let text = try viewer.tmux.wait(for: "a volume") { $0.contains(/[0-9.]+ mL/) }
    return try #require(text.firstMatch(of: /[0-9.]+ mL/)).0
  }

  @Test("After kill -9 the work comes back with its mask, and undo leads to what was saved")
  func killed() throws {
    let place = try Workplace()
    let viewer = try KeepingWorkTests.predicted(place)
    let volume = try volume(viewer)
    try kill(viewer)
    #expect(place.leftBehind().count == 1)

    let again = try asked(place)
    let question = try again.tmux.text()
    #expect(question.contains("(1 lesion, 1 mask) was left by a viewer that ended"))
    #expect(question.contains("[RECOVER?]"))
    try again.tmux.press("x")
    #expect(try again.tmux.text().contains("[RECOVER?]"), "only an answer ends the question")
    try again.tmux.press("r")
    try again.tmux.wait(for: "was recovered")
    #expect(try self.volume(again) == volume)
    try again.tmux.press("u")
    try again.tmux.wait(for: "Undid: recovering unsaved work") { !$0.contains("mL") }
    try again.tmux.press("U")
    try again.tmux.wait(for: "unsaved, kept")
    #expect(place.leftBehind().count == 1, "the new viewer's alone")
    try again.tmux.press("S")
    try again.tmux.wait(for: "ball_caliper.json")
    try again.tmux.press("q")
    try again.waitForEnd()
    #expect(place.leftBehind() == [])
    let mask = try ImageFileReader().readMask(place.url("ball_caliper_mask.nii.gz").path)
    // Voxels of 2 mm3.
    let millilitres = String(format: "%.2f mL", Double(mask.count(of: 1)) * 0.002)
    #expect(millilitres == volume)
  }

  @Test("Recovered work survives the viewer that recovered it")
  func killedTwice() throws {
    let place = try Workplace()
    let viewer = try KeepingWorkTests.predicted(place)
    let volume = try volume(viewer)
    try kill(viewer)
    let second = try asked(place)
    try second.tmux.press("r")
    try second.tmux.wait(for: "was recovered")
    try kill(second)
    let third = try asked(place)
    try third.tmux.press("r")
    #expect(try self.volume(third) == volume)
    try discard(third)
  }

  @Test("Later asks again the next time, delete never again; the newest work comes first")
  func laterAndDelete() throws {
    let place = try Workplace()
    try kill(GivingBackTests.unsaved(place))
    let second = try asked(place)
    try second.tmux.press("l")
    try second.tmux.wait(for: "no question") { !$0.contains("[RECOVER?]") }
    #expect(try !second.tmux.text().contains("Lesion 1/1"))
    try second.tmux.press("Enter", "L", "Enter", "A", "J", "Enter")
    try second.tmux.wait(for: "Lesion 2/2")
    try kill(second)

    let third = try asked(place)
    #expect(try third.tmux.text().contains("(2 lesions, 0 masks)"))
    #expect(try third.tmux.text().contains("and older work by 1 more"))
    try third.tmux.press("d")
    try third.tmux.wait(for: "(1 lesion, 0 masks)")
    try third.tmux.press("Escape")
    try third.tmux.wait(for: "no question") { !$0.contains("[RECOVER?]") }
    try third.tmux.press("q")
    try third.waitForEnd()
    #expect(place.leftBehind().count == 1)

    let fourth = try asked(place)
    try fourth.tmux.press("d")
    try fourth.tmux.wait(for: "no question") { !$0.contains("[RECOVER?]") }
    try fourth.tmux.press("q")
    try fourth.waitForEnd()
    #expect(place.leftBehind() == [])
  }

  @Test("Printing a frame leaves unsaved work to the next viewer")
  func printing() throws {
    let place = try Workplace()
    try kill(GivingBackTests.unsaved(place))
    let left = place.leftBehind()
    let run = try Program.run(
      ["view", place.url("ball.nii.gz").path, "--print"],
      environment: ["XDG_STATE_HOME": place.url("state").path])
    #expect(run.code == 0)
    #expect(!run.output.contains("Lesion 1/1") && !run.output.contains("recover"))
    #expect(place.leftBehind() == left)
  }

  @Test("Work that a former version kept as a session is offered too")
  func formerVersion() throws {
    let place = try Workplace()
    try kill(GivingBackTests.unsaved(place))
    // STUDY.MACHINE.PROCESS.TOKEN.journal of a process that has ended.
    let journal = try place.journal()
    try FileManager.default.removeItem(at: journal)
    let session = #"{"lesions": [{"label": 3, "a": [20, 20, 9], "b": [30, 20, 9]}]}"#
    try Data(session.utf8).write(
      to: journal.deletingPathExtension().appendingPathExtension("json"))
    let viewer = try asked(place)
    #expect(try viewer.tmux.text().contains("(1 lesion, 0 masks)"))
    try viewer.tmux.press("r")
    try viewer.tmux.wait(for: "unsaved, kept")
    #expect(try viewer.tmux.text().contains("10.0 mm"))
    try viewer.tmux.wait(for: "only the new journal") { _ in
      place.leftBehind().allSatisfy { $0.hasSuffix(".journal") }
    }
    try discard(viewer)
  }

  // MARK: Disks

  @Test("Where the journal cannot be written a warning says so, and it is written after all")
  func noStateFolder() throws {
    let place = try Workplace()
    try place.makeBall()
    // A file where the folder should be.
    try Data().write(to: place.url("state"))
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "Changes are not kept in the journal (")
    try viewer.tmux.press("Enter", "L", "Enter")
    try viewer.tmux.wait(for: "unsaved, NOT KEPT")
    try FileManager.default.removeItem(at: place.url("state"))
    try viewer.tmux.wait(for: "Unsaved work is kept again.")
    try kill(viewer)
    let again = try asked(place)
    #expect(try again.tmux.text().contains("(1 lesion, 0 masks)"))
    try again.tmux.press("r")
    try again.tmux.wait(for: "10.0 mm")
    try discard(again)
  }

  @Test("On a full disk everything goes on, and nothing is lost once there is room")
  func fullDisk() throws {
    let place = try Workplace()
    let viewer = try GivingBackTests.unsaved(place)
    try viewer.tmux.wait(for: "unsaved, kept")
    try viewer.limitFiles(to: "100")
    try viewer.tmux.press("L", "Enter")
    try viewer.tmux.wait(for: "NOT KEPT")
    try viewer.tmux.press("S")
    try viewer.tmux.wait(for: "Not saved")
    try viewer.tmux.press("c")
    try viewer.tmux.wait(for: "SAVE FAILED, NOT KEPT")
    try viewer.limitFiles(to: "unlimited")
    try viewer.tmux.wait(for: "SAVE FAILED, kept")
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
    let again = try asked(place)
    try again.tmux.press("r")
    try again.tmux.wait(for: "10.0 mm")
    try discard(again)
  }

  @Test("What could not be saved is in the journal")
  func failedSave() throws {
    let place = try Workplace()
    let viewer = try GivingBackTests.unsaved(place)
    try viewer.tmux.type(":w missing/folder")
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "its folder does not exist")
    try viewer.tmux.press("c")
    try viewer.tmux.wait(for: "SAVE FAILED, kept")
    try viewer.kill(SIGKILL)
    try viewer.waitForEnd()
    let again = try asked(place)
    try again.tmux.press("r")
    try again.tmux.wait(for: "Lesion 1/1")
    try discard(again)
  }

  // MARK: Two viewers

  @Test("Two viewers on one study know of each other, and neither takes the other's session")
  func twoViewers() throws {
    let place = try Workplace()
    let first = try KeepingWorkTests.predicted(place)
    try first.tmux.press("S")
    try first.tmux.wait(for: "ball_caliper.json")
    let process = try place.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    let second = try ViewerSession(["ball.nii.gz"], in: place)
    try second.tmux.wait(for: "[ALSO OPEN]")
    let told = try second.tmux.text()
    #expect(told.contains("Process \(process) since "))
    #expect(told.contains("has this study open; saving here makes a session of its own."))
    try first.tmux.wait(for: "[ALSO OPEN]")
    #expect(try first.tmux.text().contains("has this study open too"))

    // The session is untouched since the second viewer read it, and is left to the first.
    let saved = try place.text("ball_caliper.json")
    try second.tmux.press("A", "Enter")
    try second.tmux.wait(for: "unsaved")
    try second.tmux.press("S")
    try second.tmux.wait(for: "ball_caliper-2.json")
    #expect(try place.text("ball_caliper.json") == saved)
    try second.tmux.press("q")
    try second.waitForEnd()
    try first.tmux.wait(for: "has closed this study")
    #expect(try !first.tmux.text().contains("[ALSO OPEN]"))
    try first.tmux.press("q")
    try first.waitForEnd()
  }
}
