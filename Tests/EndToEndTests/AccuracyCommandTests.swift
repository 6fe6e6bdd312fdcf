import Foundation
import ImageFiles
import Imaging
import Testing

/// `caliper accuracy`: what it measures, what it writes, and how it goes on past a bad case.
@Suite(
  "Accuracy", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct AccuracyCommandTests {
  private func object(_ place: Workplace, _ name: String) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: place.url(name))) as? [String: Any])
  }

  private func rows(_ place: Workplace, _ name: String) throws -> [[String: String]] {
    let lines = try place.text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }

  @Test("A corrupt file, an empty mask and a lone CT are told, and the good pair is measured")
  func mixed() throws {
    let place = try Workplace()
    try place.makePair("good/ball")
    try place.makePair("bad/corrupt")
    try Data(contentsOf: place.url("bad/corrupt_ct.nii.gz")).dropLast(40)
      .write(to: place.url("bad/corrupt_ct.nii.gz"))
    try place.makePair("bad/empty", radius: 0)
    try place.makePair("bad/lone")
    try FileManager.default.removeItem(at: place.url("bad/lone_mask.nii.gz"))
    let run = try Program.run(
      "accuracy", place.folder.path, "--csv", place.url("out.csv").path, "--json",
      place.url("out.json").path)
    #expect(run.code == 1)
    let messages = run.messages.split(separator: "\n")
    #expect(messages.count == 4, "\(run.messages)")
    for (message, parts) in zip(
      messages,
      [
        ["bad/lone", "CT without its mask"], ["corrupt_ct.nii.gz", "ends early"],
        ["empty_mask.nii.gz", "no voxel carries a label"], ["3 cases left out"],
      ])
    {
      #expect(parts.allSatisfy(message.contains), "\(message)")
    }
    #expect(run.output.contains("1 lesion of 1 CT") && run.output.contains("good 30-60 mm"))

    let rows = try rows(place, "out.csv")
    #expect(rows.map { $0["case"] } == ["ball"])
    let row = try #require(rows.first)
    #expect(row["source"] == "good" && row["label"] == "1" && row["long_axis_mm"] == "30.000")
    let json = try object(place, "out.json")
    #expect((json["problems"] as? [String])?.count == 3)
    #expect((json["lesions"] as? [Any])?.count == 1)
  }

  @Test("Where nothing can be measured nothing is printed or written")
  func nothing() throws {
    let place = try Workplace()
    try place.makePair("empty", radius: 0)
    let run = try Program.run("accuracy", place.folder.path, "--csv", place.url("out.csv").path)
    #expect(run.code == 1 && run.output.isEmpty && !place.exists("out.csv"))
    #expect(run.messages.contains("1 case left out"), "\(run.messages)")
  }

  @Test("A CT with several lesions is segmented as segment does it")
  func likeSegment() throws {
    let place = try Workplace()
    try FileManager.default.copyItem(at: Program.sample, to: place.url("phantom_ct.nii.gz"))
    try FileManager.default.copyItem(
      at: Program.sample.deletingLastPathComponent().appendingPathComponent("phantom_mask.nii.gz"),
      to: place.url("phantom_mask.nii.gz"))
    let run = try Program.run(
      "accuracy", place.folder.path, "--json", place.url("out.json").path)
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    let lesions = try #require(object(place, "out.json")["lesions"] as? [[String: Any]])
    #expect(lesions.map { $0["label"] as? Int } == [1, 2, 3, 4, 5, 6])

    let segment = try Program.run(
      "segment", "-i", Program.sample.path, "--prompts", Program.samplePrompts.path, "-o",
      place.url("mask.nii.gz").path)
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(segment.output.utf8)) as? [String: Any])
    let measured = try #require(report["lesions"] as? [[String: Any]])
    for (lesion, other) in zip(lesions, measured) {
      let volume = try #require(lesion["predicted_mL"] as? Double)
      #expect(abs(volume - (try #require(other["volume_mL"] as? Double))) < 1e-5)
      let length = try #require(lesion["long_axis_mm"] as? Double)
      let placed = try #require(other["placed_diameter_mm"] as? Double)
      #expect(abs(length - placed) < 2e-3)
      #expect(try #require(lesion["dsc"] as? Double) > 0.5)
    }
  }

  @Test("Displaced ends depend on the seed and the lesion, not on the other cases")
  func jitter() throws {
    let place = try Workplace()
    try place.makePair("a/ball")
    func draws(_ folder: String, _ arguments: String...) throws -> String {
      let run = try Program.run(
        ["accuracy", place.url(folder).path, "--json", place.url("out.json").path] + arguments)
      #expect(run.code == 0, "\(run.messages)")
      let lesions = try #require(object(place, "out.json")["lesions"] as? [[String: Any]])
      let ball = try #require(lesions.first { $0["case"] as? String == "ball" })
      let jitter = try #require(ball["jitter"] as? [[String: Any]])
      #expect(jitter.map { ($0["draws"] as? [Any])?.count } == [2])
      return String(
        decoding: try JSONSerialization.data(withJSONObject: jitter, options: .sortedKeys),
        as: UTF8.self)
    }
    let options = ["--jitter", "0,4", "--draws", "2"]
    let alone = try draws("a", options[0], options[1], options[2], options[3])
    try place.makePair("a/apple", radius: 9)
    #expect(try draws("", options[0], options[1], options[2], options[3]) == alone)
    #expect(
      try draws("", options[0], options[1], options[2], options[3], "--seed", "2") != alone)
  }

  @Test("The JSON has the documented keys, and figures that fit each other")
  func keys() throws {
    let place = try Workplace()
    try place.makePair("balls/a")
    try place.makePair("balls/b", radius: 8)
    let run = try Program.run(
      "accuracy", place.url("balls").path, "--jitter", "2", "--draws", "1", "--tolerance", "1.5",
      "--json", place.url("out.json").path, "--csv", place.url("out.csv").path)
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.output.contains("NSD at 1.5 mm") && run.output.contains("ends displaced"))
    let json = try object(place, "out.json")
    #expect(
      Set(json.keys) == [
        "version", "weights", "settings", "groups", "volume_error", "lesions", "problems",
      ])
    let settings = try #require(json["settings"] as? [String: Any])
    #expect(
      Set(settings.keys) == [
        "tolerance_mm", "jitter", "draws", "seed", "resamples", "level", "nsd_0_below_dsc",
      ])
    let groups = try #require(json["groups"] as? [[String: Any]])
    #expect(
      groups.map { $0["name"] as? String } == [
        "all", "balls", "balls 10-30 mm", "balls 30-60 mm", "10-30 mm", "30-60 mm",
      ])
    let all = try #require(groups.first)
    let baselines = try #require(all["baselines"] as? [String: [String: Double]])
    #expect(Set(baselines.keys) == ["sphere", "ellipsoid", "region_growing"])
    // The truth is a ball, and so are the sphere and what grows in it.
    #expect(try #require(baselines["sphere"]?["dsc"]) > 0.98)
    #expect(try #require(baselines["region_growing"]?["dsc"]) > 0.98)
    let changes = try #require(all["jitter"] as? [[String: Any]])
    #expect(
      changes.map { Set($0.keys) } == [["voxels", "dsc", "nsd", "dsc_change", "nsd_change"]])

    let rows = try rows(place, "out.csv")
    let mean = try rows.map { try #require(Double($0["dsc"] ?? "")) }.reduce(0, +) / 2
    let dsc = try #require(all["dsc"] as? [String: Double])
    #expect(abs(try #require(dsc["mean"]) - mean) < 2e-6)
    #expect(try #require(dsc["low"]) <= mean && mean <= (try #require(dsc["high"])))
    let displaced = try rows.map { try #require(Double($0["dsc_jitter_2"] ?? "")) }
    let change = try #require(changes[0]["dsc_change"] as? [String: Double])
    #expect(abs(try #require(change["mean"]) - (displaced.reduce(0, +) / 2 - mean)) < 3e-6)
  }

  @Test(
    "Real lesions have the index's lengths and are found",
    .enabled(if: SharedLesions.arePresent, "the lesions of CALIPER_SHARED are absent"))
  func realLesions() throws {
    let place = try Workplace()
    let index = try SharedLesions.firstOfEachSource()
    #expect(index.map(\.source) == ["lidc", "lidc51", "sts"])
    for lesion in index {
      try FileManager.default.createDirectory(
        at: place.url(lesion.source), withIntermediateDirectories: true)
      for half in ["ct", "mask"] {
        let file = "\(lesion.source)/\(lesion.name)_\(half).nii.gz"
        try FileManager.default.createSymbolicLink(
          at: place.url(file),
          withDestinationURL: SharedLesions.folder.appendingPathComponent("val/\(file)"))
      }
    }
    let run = try Program.run("accuracy", place.folder.path, "--csv", place.url("out.csv").path)
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    let rows = try rows(place, "out.csv")
    #expect(rows.map { $0["case"] } == index.map(\.name))
    for (row, lesion) in zip(rows, index) {
      let length = try #require(Double(row["long_axis_mm"] ?? ""))
      #expect(abs(length - lesion.length) < 0.051, "\(lesion.name)")
      #expect(try #require(Double(row["dsc"] ?? "")) > 0.6, "\(lesion.name)")
    }
  }
}
