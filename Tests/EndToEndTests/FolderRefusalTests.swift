import Foundation
import ImageFiles
import Imaging
import Testing

/// Bad cases are told and the others done; folders that do not go together are refused before
/// anything is written.
@Suite(
  "Bad cases and refusals of folders", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct FolderRefusalTests {
  private let place: Workplace
  private let document = #"{"lesions": [{"label": 1, "a": [17, 24, 10], "b": [47, 24, 10]}]}"#

  init() throws { place = try Workplace() }

  /// Writes a ball with its diameter beside it.
  private func makeCase(_ name: String) throws {
    try place.makePair("in/\(name)")
    try FileManager.default.removeItem(at: place.url("in/\(name)_mask.nii.gz"))
    try place.write(document, to: "in/\(name)_prompts.json")
  }

  @Test("Each bad case is told once, recorded, and the good ones are done")
  func badCases() throws {
    for name in ["corrupt", "good", "outside", "text", "empty"] { try makeCase(name) }
    let corrupt = try Data(contentsOf: place.url("in/corrupt_ct.nii.gz"))
    try corrupt.dropLast(40).write(to: place.url("in/corrupt_ct.nii.gz"))
    try place.write(document.replacing("[47,", with: "[64,"), to: "in/outside_prompts.json")
    try place.write("no image\n", to: "in/text_ct.nii.gz")
    try place.makePair("in/without")
    let grid = try ImageFileReader().readHeader(place.url("in/empty_ct.nii.gz").path).grid
    try ImageFileWriter.writeMask(
      Mask(emptyOn: grid), to: place.url("in/empty_recist.nii.gz").path)
    mkfifo(place.url("in/fifo.nii").path, 0o600)

    let run = try place.segment("in", "out")
    #expect(run.code == 1)
    let told = [
      ("corrupt", "corrupt_ct.nii.gz: the compressed data ends early"),
      ("empty", "no labelled voxel"), ("fifo", "this is a FIFO"),
      ("outside", "is outside the volume"), ("text", "a text file"),
      ("without", "no diameters are beside it"),
    ]
    for (_, text) in told {
      #expect(run.messages.ranges(of: text).count == 1, "\(text): \(run.messages)")
    }
    #expect(run.messages.hasSuffix("6 of 7 cases failed, as told above.\n"))
    let cases = try FolderResults.cases(in: place.url("out"))
    for (name, text) in told {
      let one = try #require(cases.first { $0["case"] as? String == name })
      #expect(one["status"] as? String == "failed" && one["mask"] == nil)
      #expect((one["problem"] as? String)?.contains(text) == true)
    }
    #expect(try place.results("out").masks.keys.sorted() == ["good.nii.gz"])
    #expect(try place.text("out/measurements.csv").split(separator: "\n").count == 2)

    // Failed cases are tried again; one that fails now loses the mask that it had.
    try corrupt.write(to: place.url("in/corrupt_ct.nii.gz"))
    try place.write("no image\n", to: "in/good_ct.nii.gz")
    let again = try place.segment("in", "out", "--continue")
    #expect(again.code == 1)
    #expect(try place.results("out").masks.keys.sorted() == ["corrupt.nii.gz"])
    let merge = try Program.run("merge", place.url("out").path)
    #expect(merge.code == 1 && merge.messages.contains("6 cases failed"))
  }

  @Test("2D images, 4D images and oblique grids are segmented")
  func unusualGrids() throws {
    let voxels = (0..<64 * 48).map { n in
      let (dx, dy) = (n % 64 - 32, n / 64 - 24)
      return Int16(dx * dx + dy * dy < 225 ? 40 : -850)
    }
    let (c, s) = (cos(0.4), sin(0.4))
    let affine = Affine(
      columns: (SIMD3(-c, -s, 0), SIMD3(s * c, -c * c, -s), SIMD3(s * s * 2, -c * s * 2, c * 2)),
      translation: .zero)
    for (name, slices) in [("flat", 1), ("oblique", 20)] {
      let grid = VoxelGrid(shape: Voxel(64, 48, slices), affine: affine)
      let volume = Volume(
        grid: grid, voxels: [[Int16]](repeating: voxels, count: slices).flatMap { $0 })
      try FileManager.default.createDirectory(
        at: place.url("in"), withIntermediateDirectories: true)
      try ImageFileWriter.writeVolume(volume, to: place.url("in/\(name).nii").path)
    }
    // The header of a 2D image states two dimensions.
    var bytes = try Data(contentsOf: place.url("in/flat.nii"))
    bytes[40] = 2
    try bytes.write(to: place.url("in/flat.nii"))
    try place.write(
      "case,x1,y1,x2,y2,z\nflat,17,24,47,24,0\noblique,17,24,47,24,10\n", to: "table.csv")
    let run = try place.segment("in", "out", "--prompts", place.url("table.csv").path)
    #expect(run.code == 0, "\(run.messages)")
    for name in ["flat", "oblique"] {
      let image = try ImageFileReader().readHeader(place.url("in/\(name).nii").path)
      let mask = try ImageFileReader().readMask(place.url("out/\(name).nii.gz").path)
      #expect(mask.grid == image.grid && mask.count(of: 1) > 0)
    }
  }

  @Test("Names with control characters are shown escaped and kept as they are")
  func controlCharacters() throws {
    try makeCase("red\u{1B}[31m\n")
    let run = try place.segment("in", "out")
    #expect(run.code == 0, "\(run.messages)")
    #expect(!run.messages.contains("\u{1B}") && run.messages.contains("red\\u{1B}[31m\\u{0A}"))
    #expect(place.exists("out/red\u{1B}[31m\n.nii.gz"))
    #expect(try place.text("out/measurements.csv").split(separator: "\n").count == 2)
    #expect(
      try FolderResults.cases(in: place.url("out"))[0]["case"] as? String == "red\u{1B}[31m\n")
  }

  @Test("Results inside the images' folder are no images, whoever wrote them")
  func nestedResults() throws {
    try makeCase("a")
    #expect(try place.segment("in", "in/first").code == 0)
    #expect(try place.segment("in", "in/second").code == 0)
    #expect(try place.segment("in", "in/first", "--continue").code == 0)
    #expect(try FolderResults.cases(in: place.url("in/first")).count == 1)
    #expect(try FolderResults.cases(in: place.url("in/second")).count == 1)
  }

  @Test("--masks-only writes masks and nothing else")
  func masksOnly() throws {
    try makeCase("sub/a")
    try makeCase("b")
    for _ in 1...2 {
      let run = try place.segment("in", "out", "--masks-only")
      #expect(run.code == 0 && run.output.isEmpty, "\(run.messages)")
      let files = (FileManager.default.enumerator(atPath: place.url("out").path)?.allObjects ?? [])
        .compactMap { $0 as? String }.sorted()
      #expect(files == ["b.nii.gz", "sub", "sub/a.nii.gz"])
    }
  }

  @Test("Folders and options that do not go together are wrong usage, and nothing is written")
  func usage() throws {
    try makeCase("a")
    try makeCase("b")
    try place.write("case,x1,y1,x2,y2,z\na,1,2,3,4,5\n", to: "table.csv")
    let refusals: [([String], String)] = [
      (["-o", "@out", "--recist", "1,2,3,4,5"], "--prompts or --recist-map"),
      (["-o", "@out", "--timing"], "summary.json has it always"),
      (["-o", "@out", "--num-parts", "3"], "go together"),
      (["-o", "@out", "--part-id", "0"], "go together"),
      (["-o", "@out", "--num-parts", "3", "--part-id", "3"], "from 0 to the last part's"),
      (["-o", "@out", "--masks-only", "--continue"], "--masks-only leaves out"),
      (["-o", "@out", "--recist-map", "@table.csv"], "is no folder"),
      (["-o", "@out", "--prompts", "@in", "--recist-map", "@in"], "--prompts or --recist-map"),
      (["-o", "@out.nii.gz"], "must be one"),
      (["-o", "@in"], "among the images"),
    ]
    for (arguments, says) in refusals {
      let run = try Program.run(
        ["segment", "-i", place.url("in").path]
          + arguments.map { $0.hasPrefix("@") ? place.url(String($0.dropFirst())).path : $0 })
      #expect(run.code == 2 && run.messages.contains(says), "\(arguments): \(run.messages)")
      #expect(run.output.isEmpty && !place.exists("out"))
    }
    // Options of a folder do not go with an image.
    let one = try Program.run(
      "segment", "-i", place.url("in/a_ct.nii.gz").path, "-o", place.url("m.nii.gz").path,
      "--recist", Workplace.ballDiameter, "--continue")
    #expect(one.code == 2 && one.messages.contains("--continue is for a folder"))
  }

  @Test("Two images of one name, and a name that fits two cases, are told by both names")
  func ambiguousNames() throws {
    try makeCase("x/a")
    try makeCase("y/a")
    try place.write("case,recist\na,\"17,24,47,24,10\"\n", to: "table.csv")
    let fits = try place.segment("in", "out", "--prompts", place.url("table.csv").path)
    #expect(fits.code == 2 && fits.messages.contains("fits both 'x/a' and 'y/a'"))
    try FileManager.default.copyItem(
      at: place.url("in/x/a_ct.nii.gz"), to: place.url("in/x/a.nii.gz"))
    let twice = try place.segment("in", "out")
    #expect(twice.code == 2, "\(twice.messages)")
    #expect(twice.messages.contains("x/a.nii.gz") && twice.messages.contains("x/a_ct.nii.gz"))
  }

  @Test("Tables and documents that say nothing, and folders without images, are told")
  func unusableLists() throws {
    try makeCase("a")
    for (text, says) in [
      ("", "empty"), ("x1,y1,x2,y2,z\n1,2,3,4,5\n", "no column \"case\""),
      ("case,x1,y1,x2,z\na,1,2,3,4\n", "no diameters"), (document, "\"cases\" is missing"),
      ("{\"cases\": 3}", "wrong type"), ("\u{FEFF}{", "not JSON"),
      ("case,recist\na,\"1,2,3\"\n", "line 2: a row needs five whole numbers"),
      (
        "case,label,recist\na,one,\"1,2,3,4,5\"\n",
        "line 2: a row needs a whole number as its label"
      ),
      ("case,recist\nb,\"1,2,3,4,5\"\n", "it names no diameter of this case"),
    ] {
      try place.write(text, to: "list")
      let run = try place.segment("in", "out", "--prompts", place.url("list").path, "--continue")
      #expect(run.code == 1 && run.messages.contains(says), "\(text): \(run.messages)")
    }
    try FileManager.default.createDirectory(
      at: place.url("none"), withIntermediateDirectories: false)
    let none = try place.segment("none", "out2")
    #expect(none.code == 1 && none.messages.contains("no image in this folder"))
    let merge = try Program.run("merge", place.url("none").path)
    #expect(merge.code == 1 && merge.messages.contains("no case is recorded"))
    #expect(try Program.run("merge", place.url("absent").path).code == 1)
  }

  @Test("A folder that cannot be written to is told before the work", .enabled(if: getuid() != 0))
  func readOnly() throws {
    try makeCase("a")
    try FileManager.default.createDirectory(
      at: place.url("out"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o500])
    let run = try place.segment("in", "out")
    #expect(run.code == 1 && run.messages.contains("cannot be written to"))
  }
}
