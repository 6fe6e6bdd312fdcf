import Foundation
import Testing

/// What `caliper accuracy` refuses, and how it is stopped.
@Suite(
  "Accuracy, refusals", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the weights"))
struct AccuracyRefusalTests {
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
    BadInput(code: 2, says: "folder"),
    BadInput("@", "--jitter", "1,,2", code: 2, says: "--jitter"),
    BadInput("@", "--jitter", "-1", code: 2, says: "--jitter"),
    BadInput("@", "--jitter", "nan", code: 2, says: "--jitter"),
    BadInput("@", "--draws", "0", code: 2, says: "1 to 1000"),
    BadInput("@", "--tolerance", "-1", code: 2, says: "--tolerance"),
    BadInput("@", "--tolerance", "nan", code: 2, says: "--tolerance"),
    BadInput("@", "--seed", "-1", code: 2, says: "--seed"),
    BadInput("@", "--csv", "@out", "--json", "@./out", code: 2, says: "one file"),
    BadInput("@", "--csv", "@ball_mask.nii.gz", code: 2, says: "would replace"),
    BadInput("@", "--json", "@ball_ct.nii.gz", code: 2, says: "would replace"),
    BadInput("@", "--weights", "@text", "--json", "@text", code: 2, says: "would replace"),
    BadInput("@", "--csv", "@no/out", code: 1, says: "no/out"),
    BadInput("@", "--weights", "@text", "--csv", "@out", code: 1, says: "text"),
    BadInput("@absent", code: 1, says: "no such folder"),
    BadInput("@text", code: 1, says: "no such folder"),
    BadInput("@void", code: 1, says: "no pair"),
  ]

  @Test("Bad input gets one sentence and the documented code", arguments: badInputs)
  func refusal(_ input: BadInput) throws {
    let place = try Workplace()
    try place.makePair("ball")
    try FileManager.default.createDirectory(
      at: place.url("void"), withIntermediateDirectories: false)
    try Data("this is none".utf8).write(to: place.url("text"))
    let before = try Data(contentsOf: place.url("ball_mask.nii.gz"))
    let arguments = input.arguments.map {
      $0.hasPrefix("@") ? place.folder.path + "/" + $0.dropFirst() : $0
    }
    let run = try Program.run(["accuracy"] + arguments)
    #expect(run.code == input.code, "\(run.messages)")
    #expect(run.output.isEmpty, "results alone go to stdout")
    #expect(run.messages.contains(input.says), "\(run.messages)")
    if input.code == 1 {
      #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
    }
    #expect(!place.exists("out"), "nothing is written")
    #expect(try Data(contentsOf: place.url("ball_mask.nii.gz")) == before)
  }

  @Test("Pairs that cannot be used are told apart")
  func problems() throws {
    let place = try Workplace()
    try place.makePair("a/two")
    try FileManager.default.copyItem(
      at: place.url("a/two_ct.nii.gz"), to: place.url("a/two_ct.nii"))
    try place.makePair("b/other")
    try place.makePair("b/shifted", offset: 5)
    try FileManager.default.removeItem(at: place.url("b/other_mask.nii.gz"))
    try FileManager.default.moveItem(
      at: place.url("b/shifted_mask.nii.gz"), to: place.url("b/other_mask.nii.gz"))
    try place.makePair("c/dot", radius: 0.5)
    try Data().write(to: place.url("c/.hidden_ct.nii.gz"))
    try FileManager.default.removeItem(at: place.url("b/shifted_ct.nii.gz"))
    let run = try Program.run("accuracy", place.folder.path)
    #expect(run.code == 1 && run.output.isEmpty)
    let messages = run.messages.split(separator: "\n")
    #expect(messages.count == 4, "\(run.messages)")
    for (message, part) in zip(
      messages, ["both as .nii", "another grid", "single voxel", "3 cases left out"])
    {
      #expect(message.contains(part), "\(message)")
    }
  }

  @Test("Ctrl-C stops it, and nothing is written")
  func interruption() throws {
    let place = try Workplace()
    try place.makePair("ball")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = [
      "accuracy", place.folder.path, "--jitter", "1,2,3", "--draws", "1000", "--csv",
      place.url("out").path,
    ]
    let messages = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    try process.run()
    Thread.sleep(forTimeInterval: 1)
    process.interrupt()
    let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && text.contains("interrupted"), "\(text)")
    #expect(!place.exists("out"))
  }

  @Test("Help has examples")
  func help() throws {
    let help = try Program.run("accuracy", "-h")
    #expect(help.code == 0 && help.output.contains("EXAMPLES"))
    #expect(help.output.contains("--jitter <R,R,…>") && help.output.contains("default: 2.0"))
  }
}
