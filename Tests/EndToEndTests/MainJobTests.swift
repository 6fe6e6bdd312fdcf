import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// The main job in a real terminal: a lesion is found, its diameter placed, its volume predicted,
/// and all of it saved.
@Suite(
  "The main job",
  .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct MainJobTests {
  /// What the sample's prompts say.
  struct Prompts: Decodable {
    struct Lesion: Decodable {
      var label: Int
      var a: [Int]
      var b: [Int]
      var diameter: Diameter { Diameter(Voxel(a[0], a[1], a[2]), Voxel(b[0], b[1], b[2])) }
    }
    var lesions: [Lesion]
  }

  /// The metastasis in the liver.
  static func metastasis() throws -> Diameter {
    let prompts = try JSONDecoder().decode(
      Prompts.self, from: Data(contentsOf: Program.samplePrompts))
    return try #require(prompts.lesions.first { $0.label == 3 }).diameter
  }

  @Test("A diameter placed by keys becomes an outlined tumour with its volume, and is saved")
  func placeAndPredict() throws {
    let diameter = try Self.metastasis()
    let place = try Workplace()
    try place.copySample()
    let viewer = try ViewerSession(["phantom.nii.gz"], in: place)
    let tmux = viewer.tmux
    try viewer.waitUntilRead()
    #expect(try tmux.text().contains("phantom.nii.gz  AX 65/128"))

    // Place both ends.
    try viewer.go(toSlice: diameter.a.z)
    try viewer.move(to: diameter.a)
    try tmux.press("Enter")
    try tmux.wait(for: "[PLACE B")
    try viewer.move(to: diameter.b)
    let image = try ImageFileReader().readHeader(place.url("phantom.nii.gz").path)
    let length = String(format: "%.1f mm", diameter.millimetres(in: image.grid))
    try tmux.wait(for: "[PLACE B \(length)]")
    try tmux.press("Enter")
    try tmux.wait(for: "Lesion 1: \(length)")

    // Predict.
    try tmux.press("p")
    let predicted = try tmux.wait(for: "predicted", seconds: 60)
    let shown = try #require(predicted.firstMatch(of: /volume +([0-9.]+) mL/))

    // Save, and hold what the screen said against the file.
    try tmux.press("S")
    try tmux.wait(for: "Saved phantom_caliper_mask.nii.gz, phantom_caliper.json")
    let mask = try ImageFileReader().readMask(place.url("phantom_caliper_mask.nii.gz").path)
    #expect(mask.grid.shape == image.grid.shape)
    var voxels: Set<Voxel> = []
    mask.forEachLabelled { voxel, _ in voxels.insert(voxel) }
    let millilitres = Double(voxels.count) * mask.grid.voxelVolume / 1000
    #expect(String(format: "%.2f", millilitres) == shown.1)

    // The batch command makes the same mask of the same diameter.
    let (a, b) = (diameter.a, diameter.b)
    let batch = try Program.run(
      "segment", "-i", place.url("phantom.nii.gz").path, "--recist",
      "\(a.x),\(a.y),\(b.x),\(b.y),\(a.z)", "-o", place.url("batch.nii.gz").path, "--weights",
      Program.weights.path)
    #expect(batch.code == 0, "\(batch.messages)")
    // Compared outside the macro, which would print a million labels.
    let isSame = try ImageFileReader().readMask(place.url("batch.nii.gz").path) == mask
    #expect(isSame)

    // Outlined on every slice it touches, and on no other. The mask is switched on and off on
    // each; the cross-hair and the diameter are the same both times.
    let slices = Set(voxels.map(\.z))
    let first = try #require(slices.min())
    let last = try #require(slices.max())
    for z in [first - 1, first, diameter.a.z, last, last + 1]
    where (0..<image.grid.shape.z).contains(z) {
      try viewer.go(toSlice: z)
      let with = try viewer.picture()
      try tmux.press("s")
      try tmux.wait(for: "mask off")
      let without = try viewer.picture()
      try tmux.press("s")
      try tmux.wait(for: "mask on again") { !$0.contains("mask off") }
      #expect((with != without) == slices.contains(z), "slice \(z)")
    }

    // Nothing is unsaved, so nothing is asked.
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
    #expect(place.leftBehind() == [])

    // Opened again, the work is there.
    let again = try ViewerSession(["phantom.nii.gz"], in: place, columns: 80, rows: 24)
    try again.tmux.wait(for: "\(shown.1) mL")
    try again.tmux.press("q")
    try again.waitForEnd()
  }

  @Test("Escape stops a prediction, and keys work while it runs")
  func cancel() throws {
    let place = try Workplace()
    try place.copySample()
    let viewer = try ViewerSession(
      ["phantom.nii.gz", "--prompts", Program.samplePrompts.path, "--threads", "1"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "Lesion 1/")
    try tmux.press("P")
    try tmux.wait(for: "[PREDICTING")
    let before = try viewer.cursor()
    try tmux.press(".")
    try tmux.wait(for: "next slice", seconds: 2) { _ in try viewer.cursor().z == before.z + 1 }
    try tmux.press("Escape")
    try tmux.wait(for: "Prediction cancelled.", seconds: 30)
    #expect(try !tmux.text().contains("[PREDICTING"))
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }
}
