import Foundation
import ImageFiles
import Imaging
import Testing

/// `caliper segment` on a folder, and `caliper merge`: whatever way a run takes, its results are the
/// same bytes.
@Suite(
  "Segmenting folders", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct SegmentFolderTests {
  @Test("A run gives each case its mask, a table and a summary")
  func results() throws {
    let place = try Workplace()
    try place.makePhantoms(2, in: "in")
    let run = try place.segment("in", "new/out")
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("2 cases, 0 failed, "))
    // One plain line a case, since this is no terminal.
    let lines = run.messages.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix("[1/2] even/2: "), "\(run.messages)")

    let summary = try FolderResults.document(in: place.url("new/out"))
    #expect(summary["kind"] as? String == "caliper segmentation")
    let weights = try #require(summary["weights"] as? [String: String])
    #expect(weights["name"] == "lite-ensam.safetensors" && weights["sha256"]?.count == 64)
    let options = try #require(summary["options"] as? [String: Any])
    #expect(options["npz_window_HU"] as? [Int] == [-160, 240])
    let cases = try FolderResults.cases(in: place.url("new/out"))
    #expect(cases.map { $0["case"] as? String } == ["even/2", "odd/1"])
    for one in cases {
      let name = try #require(one["case"] as? String)
      #expect(one["status"] as? String == "done" && one["problem"] == nil)
      #expect(one["image"] as? String == "../../in/\(name).nii.gz")
      #expect(one["prompts"] as? String == "../../in/\(name)_prompts.json")
      #expect(one["mask"] as? String == "\(name).nii.gz")
      let mask = try ImageFileReader().readMask(place.url("new/out/\(name).nii.gz").path)
      let lesions = try #require(one["lesions"] as? [[String: Any]])
      #expect(lesions.map { $0["label"] as? Int } == mask.presentLabels.map(Int.init))
      for lesion in lesions {
        #expect((lesion["a"] as? [Int])?.count == 3 && lesion["rescued"] is Bool)
        #expect((lesion["volume_mL"] as? Double ?? 0) > 0)
      }
      let efficiency = try #require(one["efficiency"] as? [String: Any])
      for key in ["seconds", "peak_rss_mb", "ram_time_gb_s"] {
        #expect((efficiency[key] as? Double ?? 0) > 0, "\(key)")
      }
      #expect(efficiency["over_seconds_tolerance"] as? Double == 0)
    }
    let rows = try place.text("new/out/measurements.csv").split(separator: "\n")
    let lesions = cases.reduce(0) { $0 + (($1["lesions"] as? [Any])?.count ?? 0) }
    #expect(rows.count == lesions + 1)
    #expect(rows[0].hasPrefix("case,image,mask,label,volume_mL,"))

    // A case alone, as one image, gives the same mask and the same numbers.
    let alone = try Program.run(
      "segment", "-i", place.url("in/odd/1.nii.gz").path, "--prompts",
      place.url("in/odd/1_prompts.json").path, "-o", place.url("alone.nii.gz").path)
    #expect(alone.code == 0)
    #expect(
      try Data(contentsOf: place.url("alone.nii.gz"))
        == Data(contentsOf: place.url("new/out/odd/1.nii.gz")))
  }

  @Test("Parts in any order, with other threads, merged again and again: the same bytes")
  func parts() throws {
    let place = try Workplace()
    try place.makePhantoms(5, in: "in")
    #expect(try place.segment("in", "whole").code == 0)
    // One more part than cases: the last one has nothing to do.
    for part in [4, 0, 5, 2, 1, 3] {
      let run = try place.segment(
        "in", "parts", "--num-parts", "6", "--part-id", "\(part)", "--threads", "1")
      #expect(run.code == 0, "\(run.messages)")
      #expect(!place.exists("parts/summary.json"), "a part writes its records alone")
    }
    for _ in 1...2 {
      let merge = try Program.run("merge", place.url("parts").path)
      #expect(merge.code == 0, "\(merge.messages)")
      #expect(try place.results("parts") == place.results("whole"))
    }
    #expect(try place.results("whole").masks.count == 5)
  }

  @Test("What parts are missing is told, and what is there is merged")
  func missingParts() throws {
    let place = try Workplace()
    try place.makePhantoms(3, in: "in")
    #expect(try place.segment("in", "out", "--num-parts", "2", "--part-id", "0").code == 0)
    let merge = try Program.run("merge", place.url("out").path)
    #expect(merge.code == 1)
    #expect(
      merge.messages.contains(
        "1 case without the result of a run: odd/1 (no records of part 1 of 2)"))
    #expect(try FolderResults.cases(in: place.url("out")).count == 2)
    // The rest may be done by a run that is not split, which keeps what the part did.
    let rest = try place.segment("in", "out", "--continue")
    #expect(rest.code == 0 && rest.messages.contains("2 cases done already"))
    #expect(try place.segment("in", "whole").code == 0)
    #expect(try place.results("out") == place.results("whole"))
  }

  @Test("A run that was killed goes on where it was", arguments: [SIGKILL, SIGTERM, SIGINT])
  func interrupted(_ signal: CInt) throws {
    let place = try Workplace()
    try place.makePhantoms(4, in: "in")
    #expect(try place.segment("in", "whole").code == 0)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = [
      "segment", "-i", place.url("in").path, "-o", place.url("out").path, "--threads", "1",
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: 60)
    func recorded() -> Int {
      ((try? place.text("out/cases.jsonl")) ?? "").split(separator: "\n").count
    }
    while recorded() < 1, Date() < deadline { Thread.sleep(forTimeInterval: 0.002) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let done = recorded()
    try #require(done >= 1 && done < 4, "the run was still going on")
    #expect(process.terminationStatus == (signal == SIGKILL ? SIGKILL : 130))
    #expect(!place.exists("out/summary.json"))

    // What a crash may leave: a torn line, and a mask that nobody recorded.
    let log = try FileHandle(forWritingTo: place.url("out/cases.jsonl"))
    try log.seekToEnd()
    try log.write(contentsOf: Data("{\"case\": \"odd/3\", \"image\": \"..".utf8))
    try log.close()
    let refused = try place.segment("in", "out")
    #expect(refused.code == 2 && refused.messages.contains("--continue"))
    let run = try place.segment("in", "out", "--continue")
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.messages.contains("\(done) case\(done == 1 ? "" : "s") done already"))
    #expect(try place.results("out") == place.results("whole"))
    // The torn one is there still.
    #expect(try place.text("out/cases.jsonl").split(separator: "\n").count == 5)
  }

  @Test("--continue does anew what is not as it was, and only that")
  func changes() throws {
    let place = try Workplace()
    for name in ["a", "b", "c"] { try place.makePair("in/\(name)") }
    let table = "case,recist\na,\"17,24,47,24,10\"\nb,\"17,24,47,24,10\"\nc,\"17,24,47,24,10\"\n"
    try place.write(table, to: "table.csv")
    func run(_ more: String...) throws -> String {
      let arguments = [
        "segment", "-i", place.url("in").path, "-o", place.url("out").path, "--prompts",
        place.url("table.csv").path, "--continue",
      ]
      let run = try Program.run(arguments + more)
      #expect(run.code == 0, "\(run.messages)")
      return run.messages
    }
    func redone(_ messages: String) -> [String] {
      messages.split(separator: "\n").compactMap { line in
        line.wholeMatch(of: /\[\d+\/\d+\] (.*): 1 lesion.*/).map { String($0.1) }
      }
    }
    #expect(redone(try run()) == ["a", "b", "c"])
    #expect(redone(try run()) == [])
    // Another diameter, another image, a mask that was lost.
    try place.write(table.replacing("b,\"17", with: "b,\"18"), to: "table.csv")
    #expect(redone(try run()) == ["b"])
    try place.makePair("in/c", radius: 14)
    let messages = try run()
    #expect(redone(messages) == ["c"] && messages.contains("1 case done anew"))
    try FileManager.default.removeItem(at: place.url("out/a.nii.gz"))
    #expect(redone(try run()) == ["a"])
    // The folders are copied elsewhere: times change, content does not.
    for name in ["in", "out"] {
      try FileManager.default.copyItem(at: place.url(name), to: place.url("copy-\(name)"))
    }
    let copy = try place.segment(
      "copy-in", "copy-out", "--prompts", place.url("table.csv").path, "--continue")
    #expect(copy.messages.contains("3 cases done already"), "\(copy.messages)")
    #expect(
      try FolderResults.cases(in: place.url("copy-out"))[0]["image"] as? String
        == "../copy-in/a_ct.nii.gz")
    // A case that is taken away leaves the results.
    try FileManager.default.removeItem(at: place.url("in/a_ct.nii.gz"))
    #expect(redone(try run()) == [])
    #expect(try FolderResults.cases(in: place.url("out")).count == 2)
  }

  @Test("Other weights are not mixed with those that were used before")
  func otherWeights() throws {
    let place = try Workplace()
    for name in ["a", "b"] {
      try place.makePair("in/\(name)")
      try place.write(
        #"{"lesions": [{"label": 1, "a": [17, 24, 10], "b": [47, 24, 10]}]}"#,
        to: "in/\(name)_prompts.json")
    }
    var weights = try Data(contentsOf: Program.weights)
    // The lowest bit of one number.
    weights[weights.count - 4] ^= 1
    try weights.write(to: place.url("other.safetensors"))
    let other = ["--weights", place.url("other.safetensors").path]

    #expect(try place.segment("in", "out", "--num-parts", "2", "--part-id", "0").code == 0)
    let part = try place.segment(
      "in", "out", "--num-parts", "2", "--part-id", "1", other[0], other[1])
    #expect(part.code == 0)
    let merge = try Program.run("merge", place.url("out").path)
    #expect(merge.code == 1 && merge.messages.contains("other weights or options"))
    #expect(!place.exists("out/summary.json"))

    let run = try place.segment("in", "out", "--continue", other[0], other[1])
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.messages.contains("1 case done already"))
    #expect(run.messages.contains("1 case done anew"))
    let summary = try FolderResults.document(in: place.url("out"))
    #expect((summary["weights"] as? [String: String])?["name"] == "other.safetensors")
  }
}
