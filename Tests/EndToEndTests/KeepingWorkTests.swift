import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// What a reader made is found again as it was, and nobody's work is replaced.
@Suite(
  "Keeping work", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
  .enabled(if: Program.hasSample, "needs the weights"))
struct KeepingWorkTests {
  /// A viewer on the ball with one predicted lesion across it.
  static func predicted(_ place: Workplace) throws -> ViewerSession {
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "ball.nii.gz  AX 11/20")
    // A long warning covers the status line until a key is pressed.
    try viewer.tmux.press("c")
    try viewer.waitUntilRead()
    try draw((Voxel(18, 24, 10), Voxel(46, 24, 10)), viewer)
    try viewer.tmux.press("p")
    try viewer.tmux.wait(for: "predicted", seconds: 60)
    return viewer
  }

  private static func draw(_ lesion: (Voxel, Voxel), _ viewer: ViewerSession) throws {
    try viewer.move(to: lesion.0)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "[PLACE B")
    try viewer.move(to: lesion.1)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "end B")
  }

  private static func save(_ viewer: ViewerSession, as name: String) throws {
    try viewer.tmux.press("S")
    try viewer.tmux.wait(for: "\(name).json")
  }

  private static func quit(_ viewer: ViewerSession) throws {
    try viewer.tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("A prediction that was stale when it was saved is stale when it is opened")
  func stale() throws {
    let place = try Workplace()
    let viewer = try Self.predicted(place)
    try viewer.tmux.press("b")
    try viewer.tmux.wait(for: "[PLACE B") { _ in try viewer.cursor() == Voxel(46, 24, 10) }
    try viewer.move(to: Voxel(40, 24, 10))
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "stale")
    try Self.save(viewer, as: "ball_caliper")
    try Self.quit(viewer)

    let again = try ViewerSession(["ball.nii.gz"], in: place)
    try again.tmux.wait(for: "stale")
    try Self.quit(again)
  }

  @Test("A session that cannot be used is left as it is")
  func damaged() throws {
    let place = try Workplace()
    let text = "{\"lesions\": [], \"version\": 99}"
    try Data(text.utf8).write(to: place.url("ball_caliper.json"))
    let viewer = try Self.predicted(place)
    try Self.save(viewer, as: "ball_caliper-2")
    try Self.quit(viewer)
    #expect(try place.text("ball_caliper.json") == text)
    #expect(place.exists("ball_caliper-2_mask.nii.gz"))

    // What was saved last is gone on with.
    let again = try ViewerSession(["ball.nii.gz"], in: place)
    try again.tmux.wait(for: "predicted")
    try Self.quit(again)
  }

  @Test("Of two viewers on one study, neither replaces the other's session")
  func twoViewers() throws {
    let place = try Workplace()
    let first = try Self.predicted(place)
    let second = try ViewerSession(["ball.nii.gz"], in: place)
    try second.tmux.wait(for: "ball.nii.gz  AX 11/20")
    try second.tmux.press("Enter")
    try second.tmux.wait(for: "unsaved")
    try Self.save(first, as: "ball_caliper")
    let saved = try place.text("ball_caliper.json")
    try Self.save(second, as: "ball_caliper-2")
    #expect(try place.text("ball_caliper.json") == saved)
    try Self.quit(first)
    try Self.quit(second)
  }

  @Test("Who came second saves beside the first viewer's session, also before there is one")
  func secondSavesFirst() throws {
    let place = try Workplace()
    let first = try Self.predicted(place)
    let second = try ViewerSession(["ball.nii.gz"], in: place)
    try second.tmux.wait(for: "[ALSO OPEN]")
    try second.tmux.press("Enter")
    try second.tmux.wait(for: "unsaved")
    try Self.save(second, as: "ball_caliper-2")
    #expect(!place.exists("ball_caliper.json"))
    try Self.save(first, as: "ball_caliper")
    #expect(place.exists("ball_caliper.json") && place.exists("ball_caliper_mask.nii.gz"))
    try Self.quit(first)
    try Self.quit(second)
  }

  @Test("Recovered work that began with prompts does not replace a session")
  func recoveredPrompts() throws {
    let place = try Workplace()
    try Self.quit(saving(place))
    let saved = try place.text("ball_caliper.json")
    try Data(#"{"lesions": [{"label": 1, "a": [20, 20, 9], "b": [30, 20, 9]}]}"#.utf8)
      .write(to: place.url("prompts.json"))
    let viewer = try ViewerSession(["ball.nii.gz", "--prompts", "prompts.json"], in: place)
    try viewer.tmux.wait(for: "Lesion 1/1")
    try viewer.tmux.press("BSpace")
    try viewer.tmux.wait(for: "unsaved")
    try viewer.tmux.press("u")
    try viewer.tmux.press("A", "Enter")
    try viewer.tmux.wait(for: "[PLACE B")
    try viewer.kill(SIGTERM)
    try viewer.waitForEnd()

    let again = try ViewerSession(["ball.nii.gz"], in: place)
    try again.tmux.wait(for: "r recover")
    try again.tmux.press("r")
    try again.tmux.wait(for: "recovered")
    try Self.save(again, as: "ball_caliper-2")
    try Self.quit(again)
    #expect(try place.text("ball_caliper.json") == saved)
  }

  private func saving(_ place: Workplace) throws -> ViewerSession {
    let viewer = try Self.predicted(place)
    try Self.save(viewer, as: "ball_caliper")
    return viewer
  }

  @Test("Recovery keeps saved masks of unchanged lesions, and saving keeps them on disk")
  func recoveredMask() throws {
    let place = try Workplace()
    let viewer = try saving(place)
    let mask = try ImageFileReader().readMask(place.url("ball_caliper_mask.nii.gz").path)
    try viewer.tmux.press("A", "Enter")
    try viewer.tmux.wait(for: "[PLACE B")
    try viewer.kill(SIGTERM)
    try viewer.waitForEnd()

    let again = try ViewerSession(["ball.nii.gz"], in: place)
    try again.tmux.wait(for: "r recover")
    try again.tmux.press("r")
    try again.tmux.wait(for: "recovered")
    #expect(try again.tmux.text().contains("Lesion 1/2"))
    #expect(try again.tmux.text().contains("predicted"))
    try Self.save(again, as: "ball_caliper")
    try Self.quit(again)
    let kept = try ImageFileReader().readMask(place.url("ball_caliper_mask.nii.gz").path)
    let isKept = kept.count(of: 1) > 0 && kept.count(of: 1) == mask.count(of: 1)
    #expect(isKept)
  }

  @Test("A mask that cannot be read is not saved over")
  func unreadableMask() throws {
    let place = try Workplace()
    try Self.quit(saving(place))
    let damaged = Data("damaged".utf8)
    try damaged.write(to: place.url("ball_caliper_mask.nii.gz"))
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "its mask was not used")
    try Self.save(viewer, as: "ball_caliper-2")
    try Self.quit(viewer)
    #expect(try Data(contentsOf: place.url("ball_caliper_mask.nii.gz")) == damaged)
  }

  @Test("A session of another image of the same shape is refused")
  func otherImage() throws {
    let place = try Workplace()
    try Self.quit(saving(place))
    let image = try ImageFileReader().readVolume(place.url("ball.nii.gz").path).volume
    let wider = VoxelGrid(
      shape: image.grid.shape,
      affine: Affine(
        columns: (SIMD3(-2, 0, 0), SIMD3(0, -2, 0), SIMD3(0, 0, 5)), translation: SIMD3(64, 48, -50)
      ))
    let other = Volume(grid: wider, voxels: [Int16](repeating: 40, count: wider.count))
    try ImageFileWriter.writeVolume(other, to: place.url("ball.nii.gz").path)

    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "was not used")
    #expect(try !viewer.tmux.text().contains("Lesion 1/1"))
    try Self.quit(viewer)
  }

  @Test("segment does not write over what it reads")
  func output() throws {
    let place = try Workplace()
    try place.makeBall()
    let image = place.url("ball.nii.gz").path
    let content = try Data(contentsOf: place.url("ball.nii.gz"))
    try FileManager.default.createSymbolicLink(
      atPath: place.url("link.nii.gz").path, withDestinationPath: image)
    for output in [image, place.url("link.nii.gz").path] {
      let run = try Program.run("segment", "-i", image, "--recist", "18,24,46,24,10", "-o", output)
      #expect(run.code == 2)
      #expect(run.messages.contains("would replace"))
    }
    let same = try Data(contentsOf: place.url("ball.nii.gz")) == content
    #expect(same)
  }
}
