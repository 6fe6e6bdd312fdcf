import Foundation
import ImageFiles
import Imaging
import Testing

/// What `segment` reads of its image, and what it says of the time and memory that it took.
@Suite(
  "Reading and timing of segment", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct SegmentReadingTests {
  private static let diameter = "20,24,44,24,10"

  private func report(_ arguments: [String]) throws -> [String: Any] {
    let run = try Program.run(["segment"] + arguments)
    #expect(run.code == 0, "\(run.messages)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test("--timing prints where time and memory went, and nothing does without it")
  func timing() throws {
    let place = try Workplace()
    try place.makeBall()
    let arguments = [
      "-i", place.url("ball.nii.gz").path, "--recist", Self.diameter, "-o",
      place.url("m.nii.gz").path,
    ]
    #expect(try report(arguments)["timing"] == nil)
    let report = try report(arguments + ["--timing"])
    let timing = try #require(report["timing"] as? [String: Double])
    let stages = ["load", "preprocess", "network", "postprocess", "save"]
    #expect(Set(timing.keys) == Set(stages + ["total", "peak_rss_mb", "ram_time_gb_s"]))
    #expect(timing.values.allSatisfy { $0 >= 0 })
    let total = try #require(timing["total"])
    #expect(stages.reduce(0) { $0 + (timing[$1] ?? 0) } <= total + 1e-3)
    let peak = try #require(timing["peak_rss_mb"])
    #expect(peak > 10 && peak < 100_000)
    let area = try #require(timing["ram_time_gb_s"])
    #expect(area > 0 && area <= peak / 1000 * total + 1e-3)
    let seconds = try #require(report["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == Set(stages + ["total"]))
  }

  @Test("A frame of a 4D image is segmented like the same image alone")
  func frames() throws {
    let place = try Workplace()
    try place.makeBall()
    let volume = try ImageFileReader().readVolume(place.url("ball.nii.gz").path).volume
    try ImageFileWriter.writeVolume(volume, to: place.url("ball.nii").path)
    // Air, the ball and air again, as three frames: dim[0] and dim[4] of the header change.
    var bytes = try Data(contentsOf: place.url("ball.nii"))
    let voxels = bytes.dropFirst(352)
    let air = Data(repeating: 0, count: voxels.count)
    bytes = bytes.prefix(352) + air + voxels + air
    bytes[40] = 4
    bytes[48] = 3
    try bytes.write(to: place.url("frames.nii"))

    let outcomes = try ["ball.nii.gz", "frames.nii"].map { name in
      let mask = place.url("\(name)_mask.nii.gz").path
      let frame = name == "frames.nii" ? ["--frame", "1"] : []
      let report = try report(
        ["-i", place.url(name).path, "--recist", Self.diameter, "-o", mask] + frame)
      let lesions = try JSONSerialization.data(
        withJSONObject: try #require(report["lesions"]), options: .sortedKeys)
      return (try ImageFileReader().readMask(mask), lesions)
    }
    // Compared outside the macro, which would print every label.
    let isSame = outcomes[0] == outcomes[1]
    #expect(isSame)
    #expect(outcomes[0].0.count(of: 1) > 0)
    let beyond = try Program.run(
      "segment", "-i", place.url("frames.nii").path, "--recist", Self.diameter, "-o",
      place.url("n.nii").path, "--frame", "3")
    #expect(beyond.code == 1 && beyond.messages.contains("frame 3"), "\(beyond.messages)")
  }

  @Test("A file that was cut off after the lesion is refused")
  func cut() throws {
    let place = try Workplace()
    try place.makeBall()
    let bytes = try Data(contentsOf: place.url("ball.nii.gz"))
    try bytes.dropLast(40).write(to: place.url("cut.nii.gz"))
    let run = try Program.run(
      "segment", "-i", place.url("cut.nii.gz").path, "--recist", "20,24,44,24,2", "-o",
      place.url("m.nii").path)
    #expect(run.code == 1)
    #expect(run.messages.contains("ends early"), "\(run.messages)")
    #expect(!place.exists("m.nii"))
  }
}
