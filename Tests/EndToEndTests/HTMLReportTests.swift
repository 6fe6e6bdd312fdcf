import Foundation
import FoundationXML
import ImageFiles
import Imaging
import Testing

/// `caliper evaluate --html`: one file that shows the evaluation, whatever its cases are called.
@Suite("HTML report", .enabled(if: Program.isBuilt, "needs the built program"))
struct HTMLReportTests {
  /// A case as another reads it: its image and reference below `references`, and the prediction, a
  /// ball of another size.
  private func makeCase(
    _ name: String, in place: Workplace, predicted radius: Double?, hasImage: Bool = true
  ) throws {
    try place.makePair("references/\(name)", radius: 12)
    let files = FileManager.default
    if !hasImage { try files.removeItem(at: place.url("references/\(name)_ct.nii.gz")) }
    guard let radius else { return }
    try place.makePair("predictions/\(name)", radius: radius)
    try files.removeItem(at: place.url("predictions/\(name)_ct.nii.gz"))
  }

  private func evaluate(
    _ place: Workplace, _ more: String...
  ) throws -> (code: Int32, output: String, messages: String) {
    try Program.run(
      [
        "evaluate", "-p", place.url("predictions").path, "-r", place.url("references").path,
        "--html", place.url("report.html").path,
      ] + more)
  }

  @Test("The report holds every case, problems first, pictures inside")
  func report() throws {
    let place = try Workplace()
    try makeCase("a", in: place, predicted: 10)
    try makeCase("deep/<b>&'x'", in: place, predicted: 14)
    try makeCase("bare", in: place, predicted: 12, hasImage: false)
    try makeCase("lost", in: place, predicted: nil)
    let run = try evaluate(place)
    #expect(run.code == 1, "\(run.messages)")
    let html = try place.text("report.html")
    #expect(XMLParser(data: Data(html.utf8)).parse())
    #expect(html.contains("deep/&lt;b&gt;&amp;&#39;x&#39;") && !html.contains("<b>&"))
    let problems = try #require(html.range(of: "id=\"problems\""))
    #expect(html[problems.lowerBound...].contains("there is no prediction for lost"))
    #expect(html.contains("DSC 1.000, NSD 1.000") && html.contains("lung window"))
    #expect(html.contains("no image"))

    #expect(html.contains("no prediction</text>"))
    // Three of the four slices have an image, and it is what the file says it is.
    let parts = html.components(separatedBy: "data:image/png;base64,").dropFirst()
    #expect(parts.count == 3)
    for part in parts {
      let bytes = try #require(Data(base64Encoded: String(part.prefix { $0 != "\"" })))
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
  }

  @Test("An image on another grid is told, and the masks are shown alone")
  func otherGrid() throws {
    let place = try Workplace()
    try makeCase("a", in: place, predicted: 10)
    try place.makePair("images/a", offset: 40)
    let run = try evaluate(place, "--images", place.url("images").path)
    #expect(run.code == 0 && run.messages.contains("on another grid"), "\(run.messages)")
    let html = try place.text("report.html")
    #expect(!html.contains("data:image") && html.contains("no image"))
  }

  @Test("One name for two results, and a folder that is not there, are refused before any work")
  func refusals() throws {
    let place = try Workplace()
    try makeCase("a", in: place, predicted: 10)
    let same = try evaluate(place, "--csv", place.url("report.html").path)
    #expect(same.code == 2 && same.messages.contains("--html"), "\(same.messages)")
    let missing = try Program.run(
      "evaluate", "-p", place.url("predictions").path, "-r", place.url("references").path,
      "--html", place.url("none/report.html").path)
    #expect(missing.code != 0 && missing.output.isEmpty, "\(missing.messages)")
  }

  @Test(
    "A browser reads it without an error, and its tables can be sorted",
    .enabled(if: Program.tool("chromium") != nil, "needs chromium"))
  func browser() throws {
    let place = try Workplace()
    try makeCase("a", in: place, predicted: 10)
    try makeCase("b", in: place, predicted: 9)
    #expect(try evaluate(place).code == 0)
    let run = try Program.run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--user-data-dir=" + place.url("profile").path, "--dump-dom",
        place.url("report.html").absoluteString,
      ], of: try #require(Program.tool("chromium")))
    #expect(run.code == 0 && !run.messages.contains("CONSOLE"), "\(run.messages)")
    // The script ran: the policy let it.
    #expect(run.output.contains("<button type=\"button\">DSC</button>"))
  }
}
