import Foundation
import Testing

/// What `caliper evaluate` refuses.
@Suite("Evaluate, refusals", .enabled(if: Program.isBuilt, "needs the built program"))
struct EvaluateRefusalTests {
  /// Arguments with placeholders for files of a workplace, the documented code, and what the
  /// sentence must name.
  struct BadInput: CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    let says: String

    init(_ arguments: String..., code: Int32, says: String) {
      (self.arguments, self.code, self.says) = (arguments, code, says)
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let badInputs = [
    BadInput("-p", "@pred", code: 2, says: "--references"),
    BadInput("-p", "@pred", "-r", "@ref", "--tolerance", "-1", code: 2, says: "--tolerance"),
    BadInput("-p", "@pred", "-r", "@ref", "--tolerance", "nan", code: 2, says: "--tolerance"),
    BadInput("-p", "@pred", "-r", "@ref", "--match", "names", code: 2, says: "overlap"),
    BadInput("-p", "@pred", "-r", "@ref", "--threads", "0", code: 2, says: "1 to 1024"),
    BadInput(
      "-p", "@pred", "-r", "@ref", "--csv", "@out", "--json", "@./out", code: 2, says: "one file"),
    BadInput(
      "-p", "@pred", "-r", "@ref", "--csv", "@ref/a.nii.gz", code: 2, says: "would replace"),
    BadInput(
      "-p", "@pred", "-r", "@ref", "--json", "@pred/a.nii.gz", code: 2, says: "would replace"),
    BadInput(
      "-p", "@run", "-r", "@ref", "--json", "@run/summary.json", code: 2, says: "caliper segment"),
    BadInput(
      "-p", "@run", "-r", "@ref", "--csv", "@run/measurements.csv", code: 2,
      says: "caliper segment"),
    BadInput(
      "-p", "@run", "-r", "@ref", "--html", "@run/cases-0-of-2.jsonl", code: 2,
      says: "caliper segment"),
    BadInput("-p", "@pred", "-r", "@ref", "--json", "@no/out", code: 1, says: "no/out"),
    BadInput("-p", "@absent", "-r", "@ref", code: 1, says: "absent"),
    BadInput("-p", "@pred", "-r", "@absent", code: 1, says: "absent"),
    BadInput("-p", "@pred", "-r", "@ref", "--images", "@absent", code: 1, says: "absent"),
    BadInput("-p", "@pred", "-r", "@ref/a.nii.gz", code: 1, says: "two files or two folders"),
    BadInput("-p", "@pred", "-r", "@void", code: 1, says: "no label map in this folder"),
    BadInput("-p", "@void", "-r", "@ref", code: 1, says: "named as one of"),
    BadInput("-p", "@other", "-r", "@ref", code: 1, says: "named as one of"),
  ]

  @Test("Bad input gets one sentence and the documented code", arguments: badInputs)
  func refusal(_ input: BadInput) throws {
    let place = try Workplace()
    for file in ["ref/a.nii.gz", "pred/a.nii.gz", "other/b.nii.gz", "run/a.nii.gz"] {
      try place.makeMask(file)
    }
    try place.write("run/cases-0-of-2.jsonl", "")
    try FileManager.default.createDirectory(
      at: place.url("void"), withIntermediateDirectories: false)
    let before = try Data(contentsOf: place.url("ref/a.nii.gz"))
    let arguments = input.arguments.map {
      $0.hasPrefix("@") ? place.folder.path + "/" + $0.dropFirst() : $0
    }
    let run = try Program.run(["evaluate"] + arguments)
    #expect(run.code == input.code, "\(run.messages)")
    #expect(run.output.isEmpty, "results alone go to stdout")
    #expect(run.messages.contains(input.says), "\(run.messages)")
    if input.code == 1 {
      #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
    }
    #expect(!place.exists("out"), "nothing is written")
    #expect(try Data(contentsOf: place.url("ref/a.nii.gz")) == before)
  }

  @Test("Two files that cannot be compared: a sentence, the scores of nothing found, code 1")
  func files() throws {
    let place = try Workplace()
    try place.makeMask("a_mask.nii.gz")
    try place.makeMask("b.nii.gz", offset: 10)
    let run = try Program.run(
      "evaluate", "-p", place.url("b.nii.gz").path, "-r", place.url("a_mask.nii.gz").path)
    #expect(run.code == 1 && run.messages.contains("lie elsewhere"), "\(run.messages)")
    #expect(run.output.contains("1 case, 1 lesion"))
    let ct = try Program.run(
      "evaluate", "-p", place.url("b.nii.gz").path, "-r", Program.sample.path)
    #expect(ct.code == 1 && ct.output.isEmpty, "\(ct.output)")
  }

  @Test("Help has examples")
  func help() throws {
    let help = try Program.run("evaluate", "-h")
    #expect(help.code == 0 && help.output.contains("EXAMPLES"))
    #expect(help.output.contains("labels, overlap") && help.output.contains("default: 2.0"))
  }
}
