import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// Going through the frames of a 4D file in one viewer.
@Suite(
  "Frames", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct FramesTests {
  /// Places a diameter in slice 10 and waits for its length.
  private func draw(from a: Voxel, to b: Voxel, length: String, _ viewer: ViewerSession) throws {
    try viewer.move(to: a)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "[PLACE B")
    try viewer.move(to: b)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: length)
  }

  @Test("Every frame keeps its own lesions, saved before the frame goes")
  func lesionsBelongToTheirFrame() throws {
    let place = try Workplace()
    try place.makeFrames()
    let viewer = try ViewerSession(["frames.nii"], in: place)
    try viewer.tmux.wait(for: "frame 0 of 0-2")
    try viewer.tmux.press("c")
    try draw(from: Voxel(20, 24, 10), to: Voxel(40, 24, 10), length: "20.0 mm", viewer)
    try viewer.tmux.press("F")
    try viewer.tmux.wait(for: "frame 1 of 0-2")
    #expect(try place.text("frames_caliper.json").contains("\"frame\" : 0"))
    try viewer.tmux.wait(for: "no end") { !$0.contains("20.0 mm") }
    #expect(try viewer.cursor() == Voxel(40, 24, 10), "the cursor stays")
    try draw(from: Voxel(22, 20, 10), to: Voxel(32, 20, 10), length: "10.0 mm", viewer)
    try viewer.tmux.press("F")
    try viewer.tmux.wait(for: "frame 2 of 0-2")
    #expect(try place.text("frames_caliper-2.json").contains("\"frame\" : 1"))
    // Round about, each with its own.
    try viewer.tmux.press("F")
    try viewer.tmux.wait(for: "20.0 mm")
    try viewer.tmux.press("F")
    try viewer.tmux.wait(for: "10.0 mm")
    try viewer.tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))

    // Another viewer finds the frame's session among those of the file.
    let again = try ViewerSession(["frames.nii", "--frame", "0"], in: place)
    try again.tmux.wait(for: "20.0 mm")
    try again.tmux.press("q")
    #expect(try again.waitForEnd().contains("code 0"))
  }
}

extension Workplace {
  /// Writes "frames.nii": the ball three times, as a file of three frames.
  fileprivate func makeFrames() throws {
    try makeBall()
    let volume = try ImageFileReader().readVolume(url("ball.nii.gz").path).volume
    try ImageFileWriter.writeVolume(volume, to: url("ball.nii").path)
    // dim[0] and dim[4] of the header change.
    var bytes = try Data(contentsOf: url("ball.nii"))
    let voxels = bytes.dropFirst(352)
    bytes = bytes.prefix(352) + voxels + voxels + voxels
    bytes[40] = 4
    bytes[48] = 3
    try bytes.write(to: url("frames.nii"))
  }
}
