import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// A file that takes a while to read is looked at meanwhile, in a real terminal.
@Suite(
  "Looking while reading", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct ReadingTests {
  /// Writes "long.nii.gz": the ball, and behind it so many frames of zeros that inflating them takes
  /// seconds. The file stays small: gzip files can be joined, and zeros take next to nothing.
  ///
  /// - Parameter damage: changes the end of the file.
  private func makeLongFile(in place: Workplace, damage: (inout Data) -> Void = { _ in }) throws {
    try place.makeBall()
    let ball = try ImageFileReader().readVolume(place.url("ball.nii.gz").path).volume
    try ImageFileWriter.writeVolume(ball, to: place.url("long.nii").path)
    var bytes = try Data(contentsOf: place.url("long.nii"))
    // NIfTI-1 has its dimensions at byte 40: the fourth and fifth are the largest that go.
    let frames = [32767, 2]
    let dimensions = [5, ball.grid.shape.x, ball.grid.shape.y, ball.grid.shape.z] + frames
    for (index, size) in dimensions.enumerated() {
      bytes[40 + 2 * index] = UInt8(size & 255)
      bytes[41 + 2 * index] = UInt8(size >> 8)
    }
    try bytes.write(to: place.url("long.nii"))
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", place.url("long.nii").path]
    try gzip.run()
    gzip.waitUntilExit()

    let grid = VoxelGrid(shape: Voxel(512, 512, 128), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let zeros = Volume(grid: grid, voxels: [Int16](repeating: 0, count: grid.count))
    try ImageFileWriter.writeVolume(zeros, to: place.url("zeros.nii.gz").path)
    let more = try Data(contentsOf: place.url("zeros.nii.gz"))
    var file = try Data(contentsOf: place.url("long.nii.gz"))
    let content = ball.grid.count * 2 * frames.reduce(1, *)
    // Whole gzip files of zeros; their headers are as good as other bytes here.
    for _ in 0...content / (grid.count * 2) { file += more }
    damage(&file)
    try file.write(to: place.url("long.nii.gz"))
  }

  @Test("Keys work while it is read, what was done is kept, and what needs all of it waits")
  func working() throws {
    let place = try Workplace()
    try makeLongFile(in: place)
    let viewer = try ViewerSession(["long.nii.gz"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "picture with a bar") {
      $0.contains("reading the file") && $0.contains("[READING") && $0.contains("HU 40")
    }
    try viewer.go(toSlice: 9)
    try tmux.press("Enter")
    try tmux.wait(for: "[PLACE B")
    try tmux.press("L")
    try tmux.press("Enter")
    try tmux.wait(for: "Lesion 1: 10.0 mm")
    try tmux.press("S")
    #expect(
      try tmux.wait(for: "S: the study is still being read.").contains("[READING"),
      "all of it happened while the file was being read")
    let cursor = try viewer.cursor()
    try tmux.wait(for: "end of reading", seconds: 120) { !$0.contains("[READING") }
    #expect(try viewer.cursor() == cursor)
    #expect(try tmux.text().contains("Lesion 1/1") && tmux.text().contains("unsaved"))
    try tmux.press("S")
    try tmux.wait(for: "Saved long_caliper.json")
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
    #expect(place.leftBehind() == [])
  }

  @Test("q leaves at once, and a signal keeps what was placed")
  func leaving() throws {
    let place = try Workplace()
    try makeLongFile(in: place)
    for signal in [nil, SIGTERM] {
      let viewer = try ViewerSession(["long.nii.gz"], in: place)
      #expect(try viewer.tmux.wait(for: "HU 40").contains("[READING"))
      if let signal {
        try viewer.tmux.press("Enter")
        try viewer.tmux.wait(for: "[PLACE B")
        try viewer.kill(signal)
      } else {
        try viewer.tmux.press("q")
      }
      let end = try viewer.waitForEnd(seconds: 2)
      #expect(end.contains(signal == nil ? "code 0" : "code 143"))
      #expect(place.leftBehind().count == (signal == nil ? 0 : 1))
      #expect(end.contains("unsaved work was kept") == (signal != nil))
    }
  }

  @Test("Damage at the end takes the picture away again")
  func damage() throws {
    let place = try Workplace()
    try makeLongFile(in: place) { $0[$0.count - 6] ^= 1 }
    let viewer = try ViewerSession(["long.nii.gz"], in: place)
    let tmux = viewer.tmux
    #expect(try tmux.wait(for: "HU 40").contains("[READING"))
    let refused = try tmux.wait(for: "the compressed data is damaged", seconds: 120)
    #expect(!refused.contains(" HU ") && !refused.contains("[READING"))
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 1"))
  }
}
