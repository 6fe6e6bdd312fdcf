import ArraySupport
import Foundation
import ImageFiles
import Imaging
import Testing

/// Which files of folders `caliper evaluate` takes for references, predictions and images.
@Suite("Evaluate, folders", .enabled(if: Program.isBuilt, "needs the built program"))
struct EvaluateFolderTests {
  /// Evaluates two folders.
  ///
  /// - Returns: the code, what was said, and each case's Dice coefficient and files by its name.
  private func evaluate(
    _ place: Workplace, _ predictions: String, _ references: String, _ more: String...
  ) throws -> (code: Int32, messages: String, cases: [String: [String: Any]]) {
    let run = try Program.run(
      [
        "evaluate", "-p", place.url(predictions).path, "-r", place.url(references).path, "--json",
        place.url("out.json").path,
      ] + more)
    guard place.exists("out.json") else { return (run.code, run.messages, [:]) }
    let all = try #require(place.json("out.json")["metric_per_case"] as? [[String: Any]])
    return (
      run.code, run.messages,
      try Dictionary(uniqueKeysWithValues: all.map { (try #require($0["case"] as? String), $0) })
    )
  }

  @Test("Predictions and runs below the references are no references", arguments: [true, false])
  func nested(_ isLinked: Bool) throws {
    let place = try Workplace()
    try place.makeMask("data/a.nii.gz")
    try place.makeMask("data/pred/a.nii.gz")
    try place.makeMask("data/run/a.nii.gz")
    try place.write("data/run/cases.jsonl", "")
    if isLinked {
      try FileManager.default.createSymbolicLink(
        at: place.url("link"), withDestinationURL: place.url("data/pred"))
    }
    let run = try evaluate(place, isLinked ? "link" : "data/pred", "data")
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.cases.keys.sorted() == ["a"])
    #expect(run.cases["a"]?["Dice"] as? Double == 1)
    // And the other way round.
    let turned = try evaluate(place, "data", "data/pred")
    #expect(turned.code == 0 && turned.cases.keys.sorted() == ["a"], "\(turned.messages)")
    #expect(turned.cases["a"]?["prediction_file"] as? String == "data/a.nii.gz")
  }

  @Test("A case whose name ends as an image's is found under each of its names")
  func namesLikeImages() throws {
    let place = try Workplace()
    try place.makeMask("labels/p_ct.nii.gz")
    try place.makeMask("marked/p_ct_mask.nii.gz")
    try place.makeMask("marked/q_mask.nii.gz")
    try place.makeMask("short/p.nii.gz")
    try place.makeMask("short/q.nii.gz")
    try place.makeMask("long/p_ct.nii.gz")
    try place.makeMask("images/p_ct_0000.nii.gz")
    for (predictions, references) in [
      ("short", "labels"), ("short", "marked"), ("long", "labels"),
    ] {
      let run = try evaluate(place, predictions, references, "--images", place.url("images").path)
      #expect(run.code == 0, "\(run.messages)")
      #expect(run.cases["p"]?["Dice"] as? Double == 1, "\(predictions), \(references)")
      #expect(run.cases["p"]?["image_file"] as? String == "images/p_ct_0000.nii.gz")
    }
  }

  @Test("What segment writes for such a case is found, too")
  func segmented() throws {
    let place = try Workplace()
    try place.makePair("in/p_ct_0000")
    try FileManager.default.moveItem(
      at: place.url("in/p_ct_0000_ct.nii.gz"), to: place.url("in/p_ct_0000.nii.gz"))
    try place.write("in/p_prompts.json", Self.prompts)
    let run = try Program.run("segment", "-i", place.url("in").path, "-o", place.url("out").path)
    #expect(run.code == 0, "\(run.messages)")
    let found = try evaluate(place, "out", "in")
    #expect(found.code == 0, "\(found.messages)")
    #expect(try #require(found.cases["p"]?["Dice"] as? Double) > 0.5)
    #expect(found.cases["p"]?["image_file"] as? String == "in/p_ct_0000.nii.gz")
  }

  private static let prompts = #"{"lesions": [{"label": 1, "a": [17, 24, 10], "b": [47, 24, 10]}]}"#

  @Test("Unmarked files beside marked masks are images; the one without a mask is told")
  func imagesWithoutMarks() throws {
    let place = try Workplace()
    try place.makeMask("ref/a_mask.nii.gz")
    try place.makeMask("pred/a.nii.gz")
    for name in ["a", "b"] {
      try place.makePair(name)
      try FileManager.default.moveItem(
        at: place.url(name + "_ct.nii.gz"), to: place.url("ref/\(name).nii.gz"))
    }
    let run = try evaluate(place, "pred", "ref")
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.cases.keys.sorted() == ["a"])
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 1 && lines.first?.contains("1 file without a mark") == true)
    #expect(run.messages.contains("ref/b.nii.gz"))
    #expect(run.cases["a"]?["image_file"] as? String == "ref/a.nii.gz")
  }

  @Test("Archives of arrays are references by their gts, and images")
  func archives() throws {
    let place = try Workplace()
    let shape = Voxel(8, 6, 4)
    let labels = (0..<shape.x * shape.y * shape.z).map { UInt8($0 % shape.x < 3 ? 1 : 0) }
    var archive = ArchiveFixture()
    let sizes = [shape.z, shape.y, shape.x]
    try archive.add("imgs", labels, shape: sizes, descr: "|u1")
    try archive.add("gts", labels, shape: sizes, descr: "|u1")
    try archive.add("spacing", [1.0, 1, 2], shape: [3], descr: "<f8")
    for folder in ["cases", "pred", "ref"] {
      try FileManager.default.createDirectory(
        at: place.url(folder), withIntermediateDirectories: false)
    }
    try archive.data.write(to: place.url("cases/a.npz"))
    let reader = ImageFileReader()
    let mask = try reader.readMask(place.url("cases/a.npz").path)
    for file in ["pred/a.nii.gz", "ref/a_gt.nii.gz"] {
      try ImageFileWriter.writeMask(mask, to: place.url(file).path)
    }
    let own = try evaluate(place, "pred", "cases")
    #expect(own.code == 0 && own.cases["a"]?["Dice"] as? Double == 1, "\(own.messages)")
    #expect(own.cases["a"]?["image_file"] as? String == "cases/a.npz")
    let images = try evaluate(place, "pred", "ref", "--images", place.url("cases").path)
    #expect(images.cases["a"]?["image_file"] as? String == "cases/a.npz", "\(images.messages)")
  }

  @Test("A mask of several frames is refused, as a reference and as a prediction")
  func frames() throws {
    let place = try Workplace()
    for file in ["ref/a.nii", "ref/b.nii", "pred/a.nii", "pred/b.nii"] {
      try place.makeMask(file)
    }
    for file in ["ref/a.nii", "pred/b.nii"] {
      // dim[0] and dim[4] of the header change.
      var bytes = try Data(contentsOf: place.url(file))
      bytes += bytes.dropFirst(352)
      bytes[40] = 4
      bytes[48] = 2
      try bytes.write(to: place.url(file))
    }
    let run = try evaluate(place, "pred", "ref")
    #expect(run.code == 1)
    #expect(run.cases.keys.sorted() == ["b"])
    #expect(run.cases["b"]?["Dice"] as? Double == 0)
    for file in ["ref/a.nii", "pred/b.nii"] {
      #expect(
        run.messages.split(separator: "\n").contains {
          $0.contains(file) && $0.contains("2 frames")
        }, "\(run.messages)")
    }
  }
}
