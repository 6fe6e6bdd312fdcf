import Foundation
import ImageFiles
import Imaging
import Testing

/// The commands that need no terminal: what they print, what they write, how they end.
@Suite("Commands without a terminal", .enabled(if: Program.isBuilt, "needs the built program"))
struct CommandTests {
  @Test("Help has examples, the version is on stdout")
  func help() throws {
    let help = try Program.run("--help")
    #expect(help.code == 0)
    #expect(help.output.contains("caliper segment -i ct.nii.gz --recist"))
    #expect(help.output.contains("Research use, not for diagnosis"))
    for command in ["view", "segment", "info", "phantom", "bench", "config", "completions", "man"] {
      let own = try Program.run(command, "-h")
      #expect(own.code == 0 && own.output.contains("EXAMPLES"), "\(command)")
    }
    let version = try Program.run("--version")
    #expect(version.code == 0)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("info states the image's geometry and values as JSON")
  func info() throws {
    let place = try Workplace()
    try place.makeBall()
    let run = try Program.run("info", place.url("ball.nii.gz").path, "--json")
    #expect(run.code == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["shape"] as? [Int] == [64, 48, 20])
    #expect(json["spacing_mm"] as? [Double] == [1, 1, 2])
    #expect(
      json["affine"] as? [[Double]]
        == [[-1, 0, 0, 32], [0, -1, 0, 24], [0, 0, 2, -20], [0, 0, 0, 1]])
    #expect(json["orientation"] as? String == "LPS")
    #expect(json["dtype"] as? String == "int16")
    #expect(json["min"] as? Double == -1000)
    #expect(json["max"] as? Double == 40)
    #expect(json["nonfinite"] as? Int == 0)
    #expect(json["warnings"] as? [String] == [])
    let people = try Program.run("info", place.url("ball.nii.gz").path)
    #expect(people.output.contains("64 x 48 x 20"))
  }

  @Test("info follows the form that it is told to")
  func orientation() throws {
    let place = try Workplace()
    try place.makeBall()
    let path = place.url("ball.nii.gz").path
    // Both forms are written and agree; a name that is none is wrong usage.
    for form in ["automatic", "sform", "qform"] {
      let run = try Program.run("info", path, "--json", "--orientation", form)
      #expect(run.code == 0 && run.output.contains("\"LPS\""), "\(form): \(run.messages)")
    }
    #expect(try Program.run("info", path, "--orientation", "xform").code == 2)
  }

  @Test("phantom writes a CT, its mask and prompts, the same each time")
  func phantom() throws {
    let place = try Workplace()
    func make(_ name: String) throws {
      let run = try Program.run(
        "phantom", "-o", place.url(name).path, "--shape", "96x96x48", "--spacing", "4x4x8")
      #expect(run.code == 0, "\(run.messages)")
    }
    try make("a.nii.gz")
    try make("b.nii.gz")
    let first = try Data(contentsOf: place.url("a.nii.gz"))
    #expect(try Data(contentsOf: place.url("b.nii.gz")) == first)
    let volume = try ImageFileReader().readVolume(place.url("a.nii.gz").path).volume
    let mask = try ImageFileReader().readMask(place.url("a_mask.nii.gz").path)
    #expect(mask.grid == volume.grid)
    #expect(mask.presentLabels.count >= 4)
    #expect(try place.text("a_prompts.json").contains("\"diameter_mm\""))
  }

  /// Arguments with placeholders for files of a workplace, the documented code, and what the
  /// sentence must name.
  struct BadInput: CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    let code: Int32
    let says: String

    var testDescription: String { name }
  }

  static let badInputs: [BadInput] = [
    BadInput(
      name: "missing file", arguments: ["info", "@absent.nii.gz"], code: 1, says: "absent.nii.gz"),
    BadInput(
      name: "directory", arguments: ["info", "@folder.nii.gz"], code: 1, says: "folder.nii.gz"),
    BadInput(name: "text file", arguments: ["info", "@text.nii"], code: 1, says: "text.nii"),
    BadInput(name: "4-byte file", arguments: ["info", "@four.nii"], code: 1, says: "four.nii"),
    BadInput(name: "empty file", arguments: ["info", "@empty.nii.gz"], code: 1, says: "empty"),
    BadInput(name: "truncated gzip", arguments: ["info", "@cut.nii.gz"], code: 1, says: "cut"),
    BadInput(
      name: "an end outside the volume",
      arguments: ["segment", "-i", "@ball.nii.gz", "--recist", "1,1,64,1,1", "-o", "@m.nii"],
      code: 1, says: "(64, 1, 1) is outside the volume of 64 x 48 x 20 voxels"),
    BadInput(
      name: "equal ends",
      arguments: ["segment", "-i", "@ball.nii.gz", "--recist", "5,5,5,5,5", "-o", "@m.nii"],
      code: 1, says: "two different voxels"),
    BadInput(
      name: "corrupt weights",
      arguments: [
        "segment", "-i", "@ball.nii.gz", "--recist", "20,24,44,24,10", "-o", "@m.nii",
        "--weights", "@text.nii",
      ],
      code: 1, says: "text.nii"),
    BadInput(
      name: "a prompt file that is no JSON",
      arguments: ["segment", "-i", "@ball.nii.gz", "--prompts", "@text.nii", "-o", "@m.nii"],
      code: 1, says: "not JSON"),
    BadInput(
      name: "a folder that is not there",
      arguments: [
        "segment", "-i", "@ball.nii.gz", "--recist", "20,24,44,24,10", "-o", "@no/m.nii",
      ],
      code: 1, says: "m.nii"),
    BadInput(
      name: "a diameter that cannot be understood",
      arguments: ["segment", "-i", "@ball.nii.gz", "--recist", "1,2,3", "-o", "@m.nii"], code: 2,
      says: "x1,y1,x2,y2,z"),
    BadInput(
      name: "no diameter", arguments: ["segment", "-i", "@ball.nii.gz", "-o", "@m.nii"], code: 2,
      says: "--recist"),
    BadInput(
      name: "a mask with a strange name",
      arguments: ["segment", "-i", "@ball.nii.gz", "--recist", "1,2,3,4,5", "-o", "@m.png"],
      code: 2, says: ".nii.gz"),
    BadInput(name: "an unknown command", arguments: ["segmnt"], code: 2, says: "segmnt"),
    BadInput(
      name: "view without a terminal", arguments: ["view", "@ball.nii.gz"], code: 2,
      says: "caliper segment -i FILE"),
  ]

  @Test("Bad input gets one sentence and the documented code", arguments: badInputs)
  func refusal(_ input: BadInput) throws {
    let place = try Workplace()
    try place.makeBall()
    try Data("this is no image\n".utf8).write(to: place.url("text.nii"))
    try Data([1, 2, 3, 4]).write(to: place.url("four.nii"))
    try Data().write(to: place.url("empty.nii.gz"))
    try Data(contentsOf: place.url("ball.nii.gz")).dropLast(40).write(to: place.url("cut.nii.gz"))
    try FileManager.default.createDirectory(
      at: place.url("folder.nii.gz"), withIntermediateDirectories: false)
    let arguments = input.arguments.map {
      $0.hasPrefix("@") ? place.url(String($0.dropFirst())).path : $0
    }
    let run = try Program.run(arguments)
    #expect(run.code == input.code, "\(run.messages)")
    #expect(run.output.isEmpty, "results alone go to stdout")
    #expect(run.messages.contains(input.says), "\(run.messages)")
    // A failed case is told in one line; wrong usage adds how it is used.
    if input.code == 1 {
      #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
    }
    #expect(!place.exists("m.nii"), "nothing is written")
  }
}

/// The pipeline by its commands, on the sample.
@Suite(
  "Commands on the sample", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct SampleTests {
  @Test("segment writes labels 1…n on the image's grid and prints what they measure")
  func segment() throws {
    let place = try Workplace()
    let mask = place.url("mask.nii.gz").path
    let run = try Program.run(
      "segment", "-i", Program.sample.path, "--prompts", Program.samplePrompts.path, "-o", mask)
    #expect(run.code == 0, "\(run.messages)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let lesions = try #require(json["lesions"] as? [[String: Any]])
    let seconds = try #require(json["seconds"] as? [String: Double])
    #expect(Set(seconds.keys).isSuperset(of: ["load", "preprocess", "network", "total"]))

    let image = try ImageFileReader().readHeader(Program.sample.path)
    let written = try ImageFileReader().readMask(mask)
    #expect(written.grid == image.grid)
    #expect(written.presentLabels == [1, 2, 3, 4, 5, 6])
    #expect(lesions.map { $0["label"] as? Int } == [1, 2, 3, 4, 5, 6])
    for lesion in lesions {
      let label = try #require(lesion["label"] as? Int)
      let voxels = try #require(lesion["voxels"] as? Int)
      let volume = try #require(lesion["volume_mL"] as? Double)
      #expect(written.count(of: UInt8(label)) == voxels)
      #expect(abs(volume - Double(voxels) * image.grid.voxelVolume / 1000) < 1e-4)
      for key in ["long_axis_mm", "short_axis_mm", "mean_HU", "sd_HU", "slices", "volume_mm3"] {
        #expect(lesion[key] is NSNumber, "\(key)")
      }
    }
  }

  @Test("Diameters by flag, by file and by a drawn label map give one mask")
  func prompts() throws {
    let place = try Workplace()
    let diameter = try MainJobTests.metastasis()
    let (a, b) = (diameter.a, diameter.b)
    let grid = try ImageFileReader().readHeader(Program.sample.path).grid

    let json =
      "{\"lesions\": [{\"label\": 1, \"a\": [\(a.x), \(a.y), \(a.z)], "
      + "\"b\": [\(b.x), \(b.y), \(b.z)]}]}"
    try Data(json.utf8).write(to: place.url("prompts.json"))
    var line = Mask(emptyOn: grid, box: VoxelBox(enclosing: [a, b]))
    for step in 0...100 {
      let t = Double(step) / 100
      line[
        Voxel(
          Int((Double(a.x) + t * Double(b.x - a.x)).rounded()),
          Int((Double(a.y) + t * Double(b.y - a.y)).rounded()), a.z)] = 1
    }
    try ImageFileWriter.writeMask(line, to: place.url("lines.nii.gz").path)

    let sources = [
      ["--recist", "\(a.x),\(a.y),\(b.x),\(b.y),\(a.z)"],
      ["--prompts", place.url("prompts.json").path],
      ["--recist-map", place.url("lines.nii.gz").path],
    ]
    let masks = try sources.enumerated().map { index, source in
      let path = place.url("mask\(index).nii").path
      let run = try Program.run(["segment", "-i", Program.sample.path, "-o", path] + source)
      #expect(run.code == 0, "\(run.messages)")
      return try ImageFileReader().readMask(path)
    }
    #expect(masks[0].count(of: 1) > 0)
    // Compared outside the macro, which would print a million labels.
    let agree = masks.map { $0 == masks[0] }
    #expect(agree == [true, true, true])
  }

  @Test("view --print draws one frame with the lesion's outline and its volume")
  func printing() throws {
    let run = try Program.run(
      "view", Program.sample.path, "--prompts", Program.samplePrompts.path, "--print", "--size",
      "100x40", "--lesion", "3", "--color", "never", "--ascii")
    #expect(run.code == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 41 && lines.last == "")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(run.output.contains("Lesion 3/6"))
    #expect(run.output.firstMatch(of: /volume +[0-9.]+ mL/) != nil)
    // The outline is drawn by the lesion's number.
    #expect(lines.dropFirst(2).dropLast(3).joined().filter { $0 == "3" }.count > 8)
    #expect(run.output.allSatisfy { $0.isASCII })
  }
}
