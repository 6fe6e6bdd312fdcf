import Foundation
import Testing

/// `caliper info --model`.
@Suite(
  "The network's description", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the weights"))
struct ModelInfoTests {
  @Test("--json tells the network's sizes, its licence, and what it takes to run")
  func json() throws {
    let run = try Program.run("info", "--model", "--json", "--threads", "2")
    #expect(run.code == 0, "\(run.messages)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["channels"] as? [Int] == [8, 16, 32, 64])
    #expect(json["blocks"] as? [Int] == [1, 1, 2, 4])
    #expect(json["parameters"] as? Int == 1_479_097)
    #expect(json["windows"] as? [[Double]] == [[-1000, 500], [-160, 240]])
    #expect(json["licence"] as? String == "CC BY-NC-SA 4.0")
    #expect(json["threads"] as? Int == 2)
    #expect(json["crop"] as? [Int] == [64, 64, 64])
    let field = try #require(json["field"] as? [String: Double])
    #expect(field == ["voxels": 64, "reach": 1, "context_mm": 8, "growth": 1.5])
    #expect((json["mirrors"] as? [String])?.first == "")
    for key in ["weights", "instruction_set", "backend", "training"] {
      #expect((json[key] as? String)?.isEmpty == false, "\(key)")
    }
    // The convolutions alone, from the config: 3x3x3 and 1x1x1 kernels at each resolution.
    let multiplications = try #require(json["multiplications"] as? Double)
    #expect((4.4e9...5e9).contains(multiplications))

    let memory = try #require(json["memory_plan"] as? [String: Any])
    let bytes = try #require(memory["bytes"] as? Int)
    let buffers = try #require(memory["buffers"] as? [[String: Any]])
    #expect(!buffers.isEmpty)
    for buffer in buffers {
      #expect((buffer["name"] as? String)?.isEmpty == false)
      let size = try #require(buffer["bytes"] as? Int)
      let offset = try #require(buffer["offset"] as? Int)
      #expect(size > 0 && offset >= 0 && offset + size <= bytes)
    }
    let sizes = buffers.compactMap { $0["bytes"] as? Int }
    #expect(sizes == sizes.sorted(by: >))
  }

  @Test("For people it is a list of at most 80 columns; the weights may be named either way")
  func text() throws {
    let named = try Program.run("info", "--model", Program.weights.path)
    #expect(named.code == 0, "\(named.messages)")
    let option = try Program.run("info", "--model", "--weights", Program.weights.path)
    #expect(option.output == named.output)
    // The path is the user's own, and what it says of its training is the file's.
    let lines = named.output.split(separator: "\n").filter { line in
      !["weights", "training"].contains { line.hasPrefix($0) }
    }
    #expect(lines.allSatisfy { $0.count <= 80 })
    for text in ["1479097", "CC BY-NC-SA 4.0", "-160 to 240 HU", "OpenBLAS", "multiplications"] {
      #expect(named.output.contains(text), "\(text)")
    }
  }

  /// The kernels' own tests run every instruction set there is; this is about the variable.
  @Test("CALIPER_ISA forces an instruction set; one that cannot be is wrong usage")
  func instructionSet() throws {
    func info(_ name: String) throws -> (code: Int32, output: String, messages: String) {
      try Program.run(["info", "--model"], environment: ["CALIPER_ISA": name])
    }
    let baseline = try info("baseline")
    #expect(baseline.code == 0, "\(baseline.messages)")
    #expect(baseline.output.contains("SSE2") || baseline.output.contains("NEON"))
    #expect(try info("").output == Program.run("info", "--model").output)
    let wrong = try info("avx1024")
    #expect(wrong.code == 2 && wrong.output.isEmpty)
    #expect(wrong.messages.contains("CALIPER_ISA=\"avx1024\""))
  }

  @Test("The default number of threads follows the process's affinity")
  func affinity() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/taskset")
    process.arguments = ["-c", "0", Program.path, "info", "--model", "--json"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let json = try JSONSerialization.jsonObject(
      with: output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    #expect((json as? [String: Any])?["threads"] as? Int == 1)
  }

  @Test(
    "What does not go together is wrong usage",
    arguments: [
      ([], "--model"), (["--threads", "2", "a.nii"], "--model"),
      (["--model", "a.safetensors", "--weights", "b.safetensors"], "once"),
      (["--model", "--threads", "0"], "1 to 1024"),
    ])
  func usage(_ arguments: [String], says: String) throws {
    let run = try Program.run(["info"] + arguments)
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.messages.contains(says), "\(run.messages)")
  }

  @Test("A file that holds no network is named")
  func noNetwork() throws {
    let run = try Program.run("info", "--model", Program.sample.path)
    #expect(run.code == 1 && run.output.isEmpty)
    #expect(run.messages.contains("phantom.nii.gz"))
    #expect(run.messages.split(separator: "\n").count == 1)
  }
}
