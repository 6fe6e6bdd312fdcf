import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// The reading of one study from its opening to its export, by keys alone.
@Suite(
  "From open to export",
  .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
  .enabled(if: Program.hasSample, "needs the sample and the weights"))
struct ExportTests {
  @Test("Everything that is written says the same as the screen")
  func oneReading() throws {
    let diameter = try MainJobTests.metastasis()
    let place = try Workplace()
    try place.copySample()
    try place.configure("set reader = Dr. Reader\n")
    let viewer = try ViewerSession(["phantom.nii.gz"], in: place)
    let tmux = viewer.tmux
    try viewer.waitUntilRead()
    func run(_ line: String) throws {
      try tmux.type(":" + line)
      try tmux.press("Enter")
    }
    try run("\(diameter.a.x),\(diameter.a.y),\(diameter.a.z)")
    try tmux.press("Enter")
    try tmux.wait(for: "[PLACE B")
    try run("\(diameter.b.x),\(diameter.b.y),\(diameter.b.z)")
    try tmux.press("Enter")
    try tmux.wait(for: "Lesion 1: ")
    try tmux.press("p")
    let predicted = try tmux.wait(for: "predicted", seconds: 60)
    let volume = try #require(predicted.firstMatch(of: /volume +([0-9.]+) mL/)).1
    let placed = try #require(predicted.firstMatch(of: /placed +([0-9.]+)/)).1
    try run("name segment VII")
    try run("organ liver")
    try tmux.press("e")
    try tmux.wait(for: "x")
    try tmux.press("S")
    try tmux.wait(for: "Saved phantom_caliper_mask.nii.gz, phantom_caliper.json")
    for (line, file) in [
      ("csv", "phantom_caliper.csv"), ("report", "phantom_caliper.txt"),
      ("png", "phantom_caliper.png"), ("png 640x480 view.png", "view.png"),
      ("report ascii plain.txt", "plain.txt"),
    ] {
      try run(line)
      try tmux.wait(for: "Wrote \(file).")
    }
    try run("png view.png")
    try tmux.wait(for: "view.png is there already; give another name.")
    // A table takes the place of this viewer's own, which nobody has changed; a picture is of another
    // view; and a file in another folder is named with its path.
    try run("csv")
    try tmux.wait(for: "Wrote phantom_caliper.csv.")
    #expect(!place.exists("phantom_caliper-2.csv"))
    try Data("mine".utf8).write(to: place.url("phantom_caliper.txt"))
    try run("report")
    try tmux.wait(for: "Wrote phantom_caliper-2.txt.")
    #expect(try place.text("phantom_caliper.txt") == "mine")
    try run("png")
    try tmux.wait(for: "Wrote phantom_caliper-2.png.")
    let elsewhere = place.url("elsewhere")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    try run("csv elsewhere/t.csv")
    try tmux.wait(for: "the path") {
      $0.contains("Wrote /") && $0.contains("/elsewhere/t.csv.")
    }
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))

    // The session, the table and the letter are of one mind.
    struct Session: Decodable {
      struct Lesion: Decodable {
        var name: String
        var organ: String
        var diameterMm: Double
        var shortDiameterMm: Double
        var measurement: [String: Double?]
      }
      struct Weights: Decodable {
        var file: String
        var sha256: String
      }
      var reader: String
      var weights: Weights
      var lesions: [Lesion]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let session = try decoder.decode(
      Session.self, from: Data(contentsOf: place.url("phantom_caliper.json")))
    let lesion = try #require(session.lesions.first)
    #expect(session.lesions.count == 1 && session.reader == "Dr. Reader")
    #expect(session.weights.file == Program.weights.lastPathComponent)
    #expect(session.weights.sha256 == (try SHA256.hexadecimal(ofFile: Program.weights.path)))
    #expect(lesion.name == "segment VII" && lesion.organ == "liver")
    let measured = try #require(lesion.measurement["volume_mL"] ?? nil)
    #expect(String(format: "%.2f", measured) == volume)
    #expect(String(format: "%.1f", lesion.diameterMm) == placed)
    let table = try place.text("phantom_caliper.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(table.count == 2 && table[0].count == table[1].count)
    func entry(_ column: String) throws -> String {
      String(table[1][try #require(table[0].firstIndex { $0 == column })])
    }
    #expect(try entry("name") == "segment VII")
    #expect(try Double(entry("volume_mL")) == measured)
    #expect(try Double(entry("placed_diameter_mm")) == lesion.diameterMm)
    #expect(try Double(entry("placed_short_mm")) == lesion.shortDiameterMm)
    #expect(try entry("weights_sha256") == session.weights.sha256)
    let letter = try place.text("phantom_caliper-2.txt")
    #expect(letter.contains(/Date +\d{4}-\d\d-\d\d \d\d:\d\d \(UTC/))
    #expect(letter.contains("segment VII") && letter.contains("\(placed)"))
    #expect(letter.contains("\(volume) mL") && letter.contains("Dr. Reader"))
    #expect(try place.text("plain.txt").allSatisfy(\.isASCII) && !letter.allSatisfy(\.isASCII))
    // Width and height of the header, from the most significant byte.
    let header = Array(try Data(contentsOf: place.url("view.png"))[16..<24])
    #expect(header == [0, 0, 2, 128, 0, 0, 1, 224])
    let picture = try Data(contentsOf: place.url("phantom_caliper.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count > 10_000)
  }
}
