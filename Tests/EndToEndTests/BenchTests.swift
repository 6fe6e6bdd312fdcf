import Foundation
import Testing

/// `caliper bench`: what it reports and what it refuses. Never how fast anything is.
@Suite(
  "Benchmarks", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the weights"))
struct BenchTests {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The network on a crop of 16^3, without the case: less than a second.
  private let quick = ["bench", "--no-case", "--sizes", "16", "--repeats", "2", "--threads", "1"]

  @Test("--json has the documented keys, and figures that fit each other")
  func keys() throws {
    let run = try Program.run(quick + ["--json", "--weights", Program.weights.path])
    #expect(run.code == 0, "\(run.messages)")
    let json = try object(run.output)
    let peak = try #require(json["peak_gflops"] as? Double)
    #expect(peak > 0)
    #expect(json["threads"] as? Int == 1)
    #expect(json["case"] is NSNull)
    for key in ["instruction_set", "backend", "version"] {
      #expect((json[key] as? String)?.isEmpty == false, "\(key)")
    }

    let forward = try #require(json["forward"] as? [String: [String: Double]])
    #expect(Set(forward.keys) == ["16"])
    let pass = try #require(forward["16"])
    let seconds = try #require(pass["seconds"])
    let multiplications = try #require(pass["multiplications"])
    let gflops = try #require(pass["gflops"])
    let share = try #require(pass["share_of_peak"])
    #expect(seconds > 0 && multiplications > 0)
    #expect(try #require(pass["min_seconds"]) <= seconds)
    #expect(try #require(pass["first_seconds"]) > 0)
    #expect(abs(gflops * seconds * 1e9 / (2 * multiplications) - 1) < 0.01)
    #expect(abs(share - gflops / peak) < 0.001)

    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.count > 10)
    #expect(json["layers_size"] as? Int == 16)
    for layer in layers {
      #expect((layer["name"] as? String)?.isEmpty == false)
      for key in ["seconds", "multiplications", "gflops", "share_of_peak", "share_of_time"] {
        #expect(layer[key] is NSNumber, "\(key)")
      }
    }
    // The layers' arithmetic is the network's.
    let sum = layers.compactMap { $0["multiplications"] as? Double }.reduce(0, +)
    #expect(abs(sum / multiplications - 1) < 0.05)
  }

  @Test("For people it prints a table of at most 80 columns, and says what is counted")
  func table() throws {
    let run = try Program.run(quick)
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for text in ["16^3", "GFLOP/s", "of peak", "layer at 16^3", "direct convolution"] {
      #expect(run.output.contains(text), "\(text)")
    }
    #expect(run.messages.isEmpty)
  }

  @Test("--tensor runs on an input from a file and hands out its logits")
  func tensor() throws {
    let place = try Workplace()
    try place.writeInput(windows: 2, depth: 8, height: 16, width: 24)
    let arguments = [
      "bench", "--tensor", place.url("input.safetensors").path, "--logits",
      place.url("logits.bin").path, "--repeats", "3", "--threads", "1",
    ]
    let run = try Program.run(arguments)
    #expect(run.code == 0, "\(run.messages)")
    let json = try object(run.output)
    #expect((json["seconds"] as? [Double])?.count == 3)
    #expect(try #require(json["first_seconds"] as? Double) > 0)
    #expect(try #require(json["peak_rss_mb"] as? Double) > 1)

    let first = try Data(contentsOf: place.url("logits.bin"))
    #expect(first.count == 8 * 16 * 24 * 4)
    let logits = first.withUnsafeBytes { bytes in
      (0..<first.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.load(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
    #expect(logits.allSatisfy { $0.isFinite && abs($0) < 1000 } && Set(logits).count > 100)

    // The same logits again, whatever the number of runs.
    #expect(try Program.run(arguments.map { $0 == "3" ? "1" : $0 }).code == 0)
    #expect(try Data(contentsOf: place.url("logits.bin")) == first)
  }

  @Test("--paced without a line of input makes the first run alone")
  func paced() throws {
    let place = try Workplace()
    try place.writeInput(windows: 2, depth: 8, height: 8, width: 8)
    let path = place.url("input.safetensors").path
    let run = try Program.run(["bench", "--tensor", path, "--paced", "--threads", "1"])
    #expect(run.code == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n", maxSplits: 1)
    #expect(try object(String(lines[0])).keys.sorted() == ["first_seconds"])
    #expect(try object(String(lines[1]))["seconds"] as? [Double] == [])
  }

  @Test("--masks scores a lesion of two masks, as often as it is told to")
  func masks() throws {
    let place = try Workplace()
    try place.makeMask("ref.nii.gz")
    try place.makeMask("pred.nii.gz", [Workplace.Ball(radius: 8)])
    let arguments = [
      "bench", "--masks", place.url("ref.nii.gz").path, place.url("pred.nii.gz").path,
    ]
    let run = try Program.run(arguments + ["--repeats", "3"])
    #expect(run.code == 0, "\(run.messages)")
    let json = try object(run.output)
    for key in ["seconds", "boxed_seconds"] {
      #expect((json[key] as? [Double])?.count == 3, "\(key)")
    }
    #expect(json["first_seconds"] is Double && json["peak_rss_mb"] is Double)
    let dice = try #require(json["dice"] as? Double)
    #expect(dice > 0.7 && dice < 1)
    #expect(json["nsd"] is Double && json["hd95_mm"] is Double)
    let paced = try Program.run(arguments + ["--paced"])
    #expect(paced.code == 0 && paced.output.hasPrefix("{\"first_seconds\": "))
  }

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
    BadInput("--sizes", "64,", code: 2, says: "--sizes"),
    BadInput("--sizes", "4096", code: 2, says: "--sizes"),
    BadInput("--sizes", "20", "--no-case", code: 2, says: "20 is no multiple of 8"),
    BadInput("--repeats", "0", code: 2, says: "1 to 1000"),
    BadInput("--threads", "0", code: 2, says: "1 to 1024"),
    BadInput("--logits", "@out.bin", code: 2, says: "--tensor"),
    BadInput("--paced", code: 2, says: "--tensor"),
    BadInput("--tensor", "@input.safetensors", "--sizes", "16", code: 2, says: "own crop"),
    BadInput(
      "--tensor", "@input.safetensors", "--logits", "@input.safetensors", code: 2,
      says: "would replace"),
    BadInput("--masks", "@input.safetensors", code: 2, says: "two files"),
    BadInput(
      "--masks", "@input.safetensors", "@input.safetensors", "--viewer", code: 2, says: "--viewer"),
    BadInput(
      "--masks", "@input.safetensors", "@input.safetensors", code: 1, says: "input.safetensors"),
    BadInput("--tensor", "@absent.safetensors", code: 1, says: "absent.safetensors"),
    BadInput("--tensor", "@text.safetensors", code: 1, says: "text.safetensors"),
    BadInput("--tensor", "@narrow.safetensors", code: 1, says: "(2, z, y, x)"),
    BadInput("--tensor", "@odd.safetensors", code: 1, says: "multiples of 8"),
    BadInput("--tensor", "@point.safetensors", code: 1, says: "(2, 3)"),
    BadInput(
      "--tensor", "@input.safetensors", "--logits", "@no/out.bin", code: 1, says: "out.bin"),
    BadInput("--no-case", "--weights", "@text.safetensors", code: 1, says: "text.safetensors"),
  ]

  @Test("Bad input gets one sentence and the documented code", arguments: badInputs)
  func refusal(_ input: BadInput) throws {
    let place = try Workplace()
    try place.writeInput(windows: 2, depth: 8, height: 8, width: 8)
    try place.writeInput("narrow.safetensors", windows: 1, depth: 8, height: 8, width: 8)
    try place.writeInput("odd.safetensors", windows: 2, depth: 8, height: 8, width: 9)
    try place.writeInput(
      "point.safetensors", windows: 2, depth: 8, height: 8, width: 8, points: 1)
    try Data("these are no tensors".utf8).write(to: place.url("text.safetensors"))
    let arguments = input.arguments.map {
      $0.hasPrefix("@") ? place.url(String($0.dropFirst())).path : $0
    }
    let run = try Program.run(["bench"] + arguments)
    #expect(run.code == input.code, "\(run.messages)")
    #expect(run.output.isEmpty, "results alone go to stdout")
    #expect(run.messages.contains(input.says), "\(run.messages)")
    if input.code == 1 {
      #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
    }
    #expect(!place.exists("out.bin"), "nothing is written")
  }
}

extension Workplace {
  /// Writes an input of the network: a smooth `image` in 0…1, and `points` inside it.
  fileprivate func writeInput(
    _ name: String = "input.safetensors", windows: Int, depth: Int, height: Int, width: Int,
    points: Int = 2
  ) throws {
    let count = windows * depth * height * width
    let image = (0..<count).map { Float(0.5 + 0.4 * sin(Double($0) * 0.05)) }
    let ends: [Float] = (0..<points).flatMap { [4, 4, Float(2 + 3 * $0)] }
    let header =
      "{\"image\":{\"dtype\":\"F32\",\"shape\":[\(windows),\(depth),\(height),\(width)],"
      + "\"data_offsets\":[0,\(4 * count)]},\"points\":{\"dtype\":\"F32\",\"shape\":[\(points),3],"
      + "\"data_offsets\":[\(4 * count),\(4 * (count + ends.count))]}}"
    var bytes = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header.utf8)
    for value in image + ends {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    try bytes.write(to: url(name))
  }
}
