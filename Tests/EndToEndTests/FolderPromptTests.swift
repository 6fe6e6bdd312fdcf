import Foundation
import ImageFiles
import Imaging
import Testing

/// Where the diameters of a folder's cases may stand, and archives of arrays as cases.
@Suite(
  "Diameters of a folder's cases", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct FolderPromptTests {
  private let place: Workplace
  private let diameter = Workplace.ballDiameter

  init() throws {
    place = try Workplace()
    try place.makePair("in/sub/ball")
  }

  /// The mask that a run gives the ball.
  private func mask(_ more: String...) throws -> Data {
    let out = "out-\(UUID().uuidString)"
    let arguments = ["segment", "-i", place.url("in").path, "-o", place.url(out).path]
    let run = try Program.run(arguments + more)
    try #require(run.code == 0, "\(run.messages)")
    return try Data(contentsOf: place.url("\(out)/sub/ball.nii.gz"))
  }

  private func expected() throws -> Data {
    let run = try Program.run(
      "segment", "-i", place.url("in/sub/ball_ct.nii.gz").path, "--recist", diameter, "-o",
      place.url("one.nii.gz").path)
    try #require(run.code == 0, "\(run.messages)")
    return try Data(contentsOf: place.url("one.nii.gz"))
  }

  private func writeLines(_ name: String) throws {
    let header = try ImageFileReader().readHeader(place.url("in/sub/ball_ct.nii.gz").path)
    var lines = Mask(emptyOn: header.grid, box: header.grid.box)
    for x in 17...47 { lines[Voxel(x, 24, 10)] = 1 }
    try FileManager.default.createDirectory(
      at: place.url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFileWriter.writeMask(lines, like: header, to: place.url(name).path)
  }

  @Test("Tables by comma or tab, in one column or in five or six, by the whole name or its end")
  func tables() throws {
    let expected = try expected()
    let tables = [
      "case,recist\nsub/ball,\"\(diameter)\"\n",
      "split\tcase\trecist_x1,y1,x2,y2,z\tmL\nval\tball\t\(diameter)\t3.2\n",
      "Case,Label,x1,y1,x2,y2,z\r\nball_ct.nii.gz,1,17,24,47,24,10\r\n",
      "x1;ignored,case,x1,y1,z1,x2,y2,z2\n,sub/ball,17,24,10,47.0,24,10\n",
      "case,x1,y1,x2,y2,z\nsub/ball,17,24,47,24,10\nball,1,1,2,2,2\nelsewhere,no,number,at,all,here\n",
    ]
    for table in tables {
      try place.write(table, to: "table")
      #expect(try mask("--prompts", place.url("table").path) == expected, "\(table)")
    }
  }

  @Test("Rows without labels are numbered, rows for other cases are counted")
  func labels() throws {
    let rows = ["17,24,47,24,10", "24,17,24,31,10"].map { "ball,\($0)\n" }.joined()
    try place.write("case,x1,y1,x2,y2,z\n\(rows)other,1,2,3,4,5\nother,1,2,3,4,5\n", to: "a.csv")
    let run = try place.segment("in", "a", "--prompts", place.url("a.csv").path)
    #expect(
      run.code == 0 && run.messages.contains("2 entries for cases that are not in the folder"))
    let lesions = try #require(
      try FolderResults.cases(in: place.url("a"))[0]["lesions"] as? [[String: Any]])
    #expect(lesions.map { $0["label"] as? Int } == [1, 2])
    #expect(lesions[1]["a"] as? [Int] == [24, 17, 10])
    // A run's summary is itself a document of diameters.
    let again = try place.segment("in", "b", "--prompts", place.url("a/summary.json").path)
    #expect(again.code == 0, "\(again.messages)")
    #expect(try place.results("b").masks == place.results("a").masks)
  }

  @Test("Documents and label maps, beside the image or in a folder of their own")
  func files() throws {
    let expected = try expected()
    let document = #"{"lesions": [{"label": 1, "a": [17, 24, 10], "b": [47, 24, 10]}]}"#
    let collection =
      #"{"cases": [{"case": "sub/ball", "lesions": [{"label": 1, "a": [17, 24, 10], "#
      + #""b": [47, 24, 10]}]}, {"case": "other", "lesions": []}]}"#
    try place.write(collection, to: "collection.json")
    #expect(try mask("--prompts", place.url("collection.json").path) == expected)

    for name in ["sub/ball.json", "ball_prompts.json", "sub/ball_caliper.json"] {
      try place.write(document, to: "documents/\(name)")
      #expect(try mask("--prompts", place.url("documents").path) == expected, "\(name)")
      try FileManager.default.removeItem(at: place.url("documents"))
    }
    for name in ["sub/ball.nii.gz", "ball_recist.nii.gz", "sub/ball_lines.nii"] {
      try writeLines("maps/\(name)")
      #expect(try mask("--recist-map", place.url("maps").path) == expected, "\(name)")
      #expect(try mask("--prompts", place.url("maps").path) == expected, "\(name)")
      try FileManager.default.removeItem(at: place.url("maps"))
    }
    for name in ["ball_recist.nii.gz", "ball_RECIST.nii.gz", "ball_lines.nii"] {
      try writeLines("in/sub/\(name)")
      #expect(try mask() == expected, "\(name)")
      try FileManager.default.removeItem(at: place.url("in/sub/\(name)"))
    }
    for name in ["ball_prompts.json", "ball_ct_caliper.json", "ball_ct_caliper-2.json"] {
      try place.write(document, to: "in/sub/\(name)")
      #expect(try mask() == expected, "\(name)")
      try FileManager.default.removeItem(at: place.url("in/sub/\(name)"))
    }
  }

  @Test("An archive of arrays is a case, by its own lines or by a table's")
  func archives() throws {
    try place.makeArchive("npz/flare")
    try place.makeArchive("npz/more/bare", lines: false)
    let run = try place.segment("npz", "out")
    #expect(run.code == 1, "\(run.messages)")
    #expect(run.messages.contains("bare.npz: the archive has no array \"recist\""))
    let mask = try ImageFileReader().readMask(place.url("out/flare.nii.gz").path)
    let image = try ImageFileReader().readHeader(place.url("npz/flare.npz").path)
    #expect(mask.grid == image.grid)
    // A ball of 15 mm has 14.1 mL, on voxels of 2 mm3.
    let truth = try ImageFileReader().readMask(place.url("ball_mask.nii.gz").path)
    let found = Double(mask.count(of: 1)) / Double(truth.count(of: 1))
    #expect(found > 0.7 && found < 1.4, "\(found)")

    try place.write(
      "case,recist\nflare,\"\(diameter)\"\nmore/bare,\"\(diameter)\"\n", to: "table.csv")
    #expect(try place.segment("npz", "table", "--prompts", place.url("table.csv").path).code == 0)
    let masks = try place.results("table").masks
    #expect(masks["flare.nii.gz"] == masks["more/bare.nii.gz"])
    #expect(masks["flare.nii.gz"] == (try Data(contentsOf: place.url("out/flare.nii.gz"))))
    // One archive alone needs no option.
    let alone = try Program.run(
      "segment", "-i", place.url("npz/flare.npz").path, "-o", place.url("alone.nii.gz").path)
    #expect(alone.code == 0, "\(alone.messages)")
    #expect(try Data(contentsOf: place.url("alone.nii.gz")) == masks["flare.nii.gz"])
  }
}
