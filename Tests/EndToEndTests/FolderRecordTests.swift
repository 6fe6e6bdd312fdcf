import Foundation
import ImageFiles
import Imaging
import Testing

/// What runs of `caliper segment` leave for each other in a folder: no record is lost, no case is taken
/// for another, and nobody else's file is replaced.
@Suite(
  "Records of folders", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct FolderRecordTests {
  private let place: Workplace
  private let document = #"{"lesions": [{"label": 1, "a": [17, 24, 10], "b": [47, 24, 10]}]}"#

  init() throws { place = try Workplace() }

  private func makeCase(_ name: String) throws {
    try place.makePair("in/\(name)")
    try FileManager.default.removeItem(at: place.url("in/\(name)_mask.nii.gz"))
    try place.write(document, to: "in/\(name)_prompts.json")
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: place.url(name))
  }

  private func part(_ id: Int, of count: Int = 2, _ input: String = "in") throws -> String {
    let run = try place.segment(
      input, "out", "--num-parts", "\(count)", "--part-id", "\(id)", "--continue")
    #expect(run.code < 2, "\(run.messages)")
    return run.messages
  }

  private func merge() throws -> (code: Int32, output: String, messages: String) {
    try Program.run("merge", place.url("out").path)
  }

  @Test("Parts whose cases shift, as images come and go, keep what any of them did")
  func changedList() throws {
    for name in ["b", "c", "d"] { try makeCase(name) }
    for id in 0...1 { _ = try part(id) }
    #expect(try merge().code == 0)

    // Each case is now of the other part.
    try makeCase("a")
    #expect(try part(0).contains("1 case done already"))
    #expect(try part(1).contains("2 cases done already"))
    let merged = try merge()
    #expect(merged.code == 0, "\(merged.messages)")
    #expect(try place.segment("in", "whole").code == 0)
    #expect(try place.results("out") == place.results("whole"))

    // One goes and one comes: as many cases, and not the same.
    try remove("in/b_ct.nii.gz")
    try makeCase("e")
    _ = try part(0)
    let missing = try merge()
    #expect(
      missing.code == 1 && missing.messages.contains("1 case without the result of a run: e;"))
    let names = try FolderResults.cases(in: place.url("out")).compactMap { $0["case"] as? String }
    #expect(names == ["a", "c", "d"])

    // Both folders move, each to another depth.
    _ = try part(1)
    try makeCase("b")
    try FileManager.default.createDirectory(
      at: place.url("deep/er"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: place.url("in"), to: place.url("deep/er/in"))
    let moved = try place.segment("deep/er/in", "out", "--continue")
    #expect(moved.code == 0 && moved.messages.contains("5 cases done already"))
    for one in try FolderResults.cases(in: place.url("out")) {
      let image = try #require(one["image"] as? String)
      let prompts = try #require(one["prompts"] as? String)
      #expect(place.exists("out/" + image) && place.exists("out/" + prompts))
    }
  }

  @Test("The record of the mask that is there counts, and a mask that was lost is told")
  func masks() throws {
    for name in ["a", "b"] { try makeCase(name) }
    for id in 0...1 { _ = try part(id) }
    #expect(try merge().code == 0)
    let results = try place.results("out")
    // Of a machine whose clock is ahead.
    var record = try #require(
      try JSONSerialization.jsonObject(with: Data(place.text("out/cases-0-of-2.jsonl").utf8))
        as? [String: Any])
    record["finished"] = "2099-01-01T00:00:00.000Z"
    record["mask_sha256"] = String(repeating: "0", count: 64)
    record["lesions"] = [Any]()
    try JSONSerialization.data(withJSONObject: record)
      .write(to: place.url("out/cases-0-of-3.jsonl"))
    try place.write("", to: "out/cases-0-of-999999.jsonl")
    #expect(try merge().code == 0)
    #expect(try place.results("out") == results)

    try remove("out/a.nii.gz")
    let lost = try merge()
    #expect(lost.code == 1 && lost.messages.contains("1 case without the result of a run: a "))
    #expect(lost.messages.contains("(no records of part 1 of 3, 2 of 3)"), "\(lost.messages)")
    #expect(try FolderResults.cases(in: place.url("out")).count == 1)
  }

  @Test("Two runs that do not go together are not at work on one folder")
  func locks() throws {
    for name in ["a", "b"] { try makeCase(name) }
    for id in 0...1 { _ = try part(id) }
    let log = try LineLog(appendingTo: place.url("out/cases-0-of-2.jsonl").path)
    for more in [
      ["--num-parts", "2", "--part-id", "0"], ["--num-parts", "3", "--part-id", "1"], [],
    ] {
      let run = try Program.run(
        ["segment", "-i", place.url("in").path, "-o", place.url("out").path, "--continue"] + more)
      #expect(run.code == 2 && run.messages.contains("another run is at work on it"), "\(more)")
    }
    withExtendedLifetime(log) {}
    #expect(try part(1).contains("1 case done already"))
  }

  @Test("A part does not run into the results of another run")
  func otherRuns() throws {
    try makeCase("a")
    _ = try part(0)
    for (count, id) in [("2", "0"), ("3", "1")] {
      let run = try place.segment("in", "out", "--num-parts", count, "--part-id", id)
      #expect(run.code == 2 && run.messages.contains("cases-0-of-2.jsonl"), "\(run.messages)")
    }
    #expect(try place.segment("in", "out", "--num-parts", "2", "--part-id", "1").code == 0)
    #expect(try place.segment("in", "whole").code == 0)
    let run = try place.segment("in", "whole", "--num-parts", "2", "--part-id", "0")
    #expect(run.code == 2 && run.messages.contains("cases.jsonl"))
    let masks = try place.segment("in", "whole", "--masks-only")
    #expect(masks.code == 2 && masks.messages.contains("cases.jsonl"))
  }

  @Test(
    "Files that no run has written are not replaced",
    arguments: ["a.nii.gz", "summary.json", "measurements.csv", "cases.json"])
  func foreignFiles(_ name: String) throws {
    try makeCase("a")
    try place.write("{}", to: "out/\(name)")
    for more in [[], ["--continue"], ["--num-parts", "2", "--part-id", "1"]] {
      let run = try Program.run(
        ["segment", "-i", place.url("in").path, "-o", place.url("out").path] + more)
      #expect(run.code == 2 && run.messages.contains("/out/\(name)"), "\(run.messages)")
    }
    #expect(try place.text("out/\(name)") == "{}")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.url("out").path) == [name])
  }

  @Test("The folder of the diameters is none for masks, and no map gives way to a mask")
  func diametersInTheWay() throws {
    try makeCase("a")
    try place.write(document, to: "prompts/a.json")
    for option in ["--prompts", "--recist-map"] {
      let run = try place.segment("in", "prompts", option, place.url("prompts").path)
      #expect(run.code == 2 && run.messages.contains("among the diameters"), "\(run.messages)")
    }
    try place.write("a map", to: "maps/sub/a.nii.gz")
    try FileManager.default.createSymbolicLink(
      at: place.url("maps/a.nii.gz"), withDestinationURL: place.url("maps/sub/a.nii.gz"))
    let run = try place.segment(
      "in", "maps/sub", "--recist-map", place.url("maps").path, "--masks-only")
    #expect(run.code == 2 && run.messages.contains("would replace a file that is read"))
    #expect(try place.text("maps/sub/a.nii.gz") == "a map")
  }

  @Test("A problem is recorded alike however the folders are named")
  func problems() throws {
    try makeCase("a")
    try place.write("no image\n", to: "in/b.nii.gz")
    try place.write(document, to: "in/b_prompts.json")
    #expect(try place.segment("in", "whole").code == 1)
    _ = try part(0, of: 2, "in/../in")
    _ = try part(1, of: 2, "in/")
    _ = try merge()
    #expect(try place.results("out") == place.results("whole"))
    let problem = try #require(
      try FolderResults.cases(in: place.url("out"))[1]["problem"] as? String)
    #expect(problem.hasPrefix("../in/b.nii.gz: "), "\(problem)")
  }

  @Test("Masks alone: a case that fails keeps no mask of an earlier run")
  func failureOfMasksOnly() throws {
    try makeCase("a")
    #expect(try place.segment("in", "out", "--masks-only").code == 0)
    try place.write("no image\n", to: "in/a_ct.nii.gz")
    #expect(try place.segment("in", "out", "--masks-only").code == 1)
    #expect(!place.exists("out/a.nii.gz"))
  }

  @Test("Diameters go to the case that they name, and to none that only ends alike")
  func names() throws {
    for name in ["m/z", "z"] { try makeCase(name) }
    try place.write("case,recist\nz,\"17,24,47,24,10\"\n", to: "table.csv")
    try place.write(document, to: "documents/z.json")
    for prompts in ["table.csv", "documents"] {
      let run = try place.segment(
        "in", "of-\(prompts)", "--prompts", place.url(prompts).path, "--masks-only")
      #expect(run.code == 1 && run.messages.contains("m/z: "), "\(run.messages)")
      #expect(place.exists("of-\(prompts)/z.nii.gz") && !place.exists("of-\(prompts)/m/z.nii.gz"))
    }
  }
}
