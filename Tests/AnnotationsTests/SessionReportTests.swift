import Annotations
import Foundation
import Imaging
import Testing

@Suite struct SessionReportTests {
  private static func measurement(
    _ label: Int, mL: Double, long: Double, short: Double, mean: Double = 41.2
  ) -> MeasurementRecord {
    MeasurementRecord(
      LesionMeasurement(
        label: label, voxels: 5123, volumeCubicMillimetres: mL * 1000, longAxisMillimetres: long,
        shortAxisMillimetres: short, meanHU: mean, standardDeviationHU: 12.34, slices: 9,
        longAxis: nil))
  }

  private static func place(_ x: Int, _ y: Int, _ slice: Int) -> LesionReport.Place {
    .init(
      voxel: Voxel(x, y, slice - 1),
      position: SIMD3(Double(x) / 2 - 100, 80 - Double(y) / 2, Double(slice) * 2.5 - 630),
      slice: slice)
  }

  /// A study with something of everything.
  static func full() -> SessionReport {
    var liver = LesionReport(label: 1)
    liver.name = "Leber, Segment VII – größte"
    liver.role = .target
    liver.organ = "liver"
    (liver.a, liver.b) = (place(210, 120, 87), place(256, 122, 87))
    liver.diameterMillimetres = 23.44
    liver.shortDiameterMillimetres = 15.21
    liver.measurement = measurement(1, mL: 4.8231, long: 24, short: 15.02)
    liver.isEdited = true

    var node = LesionReport(label: 2)
    node.name = "=HYPERLINK(\"http://x\",\"y\")"
    node.role = .target
    node.organ = "mediastinum"
    node.isNode = true
    (node.a, node.b) = (place(200, 100, 120), place(230, 100, 121))
    node.diameterMillimetres = 19.96
    node.shortDiameterMillimetres = 12.07
    node.measurement = measurement(2, mL: 0.0815, long: 8.2, short: 5, mean: .nan)
    node.isStale = true

    var bone = LesionReport(label: 3)
    bone.name =
      "a sclerotic lesion of the fourth lumbar vertebral body that was already there, smaller"
    bone.role = .nonTarget
    bone.a = place(180, 200, 30)
    bone.measurement = measurement(3, mL: .infinity, long: .nan, short: .nan)
    bone.isRescued = true

    var new = LesionReport(label: 4)
    new.role = .new

    var report = SessionReport(study: "ct, 1.nii.gz", lesions: [liver, node, bone, new])
    report.date = "2025-11-21T14:03:00+01:00"
    report.reader = "@Müller"
    report.software = "caliper 1.0.0"
    report.weights = .init(
      file: "lite-ensam.safetensors", sha256: String(repeating: "0123456789abcdef", count: 4))
    report.sliceCount = 210
    report.sliceSpacingMillimetres = 2.5
    return report
  }

  @Test func tableAndLettersAreTheGoldenOnes() throws {
    try expectGolden(Self.full().csv, named: "report.csv")
    try expectGolden(Self.full().text(), named: "report.txt")
    try expectGolden(Self.full().text(ascii: true), named: "report-ascii.txt")
    try expectGolden(SessionReport(study: "", lesions: []).text(), named: "report-empty.txt")
  }

  @Test func aTableWithoutLesionsHasItsNames() throws {
    let csv = SessionReport(study: "ct", lesions: []).csv
    #expect(csv.hasPrefix("study,label,name,role,organ,node,finding,unconfirmed,a_x,a_y,a_z,"))
    #expect(csv.split(separator: "\n").count == 1 && csv.hasSuffix("\n"))
  }

  /// The letter's lines, whatever the names.
  @Test func linesKeepToTheWidth() throws {
    var report = Self.full()
    report.study = String(repeating: "long", count: 60)
    report.reader = String(repeating: "… ", count: 70)
    for index in report.lesions.indices {
      report.lesions[index].name = String(repeating: "wörd ", count: 30 + index)
      report.lesions[index].organ = String(repeating: "ß", count: 200)
      report.lesions[index].role = .nonTarget
    }
    for ascii in [false, true] {
      let text = report.text(ascii: ascii)
      let longest = text.split(separator: "\n").map(\.count).max()
      #expect(longest == SessionReport.textWidth)
      #expect(!ascii || text.utf8.allSatisfy { $0 == 10 || (0x20...0x7E).contains($0) })
      #expect(!text.contains(" \n"))
    }
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    (" =1", "' =1"), ("＝1", "'＝1"), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
    ("\t=1", "\\u{09}=1"), ("a\r\nb", "a\\u{0D}\\u{0A}b"), ("-", "'-"), ("", ""),
    ("1-2", "1-2"),
  ])
  func namesAreSafeInSpreadsheets(name: String, expected: String) {
    var lesion = LesionReport(label: 7)
    lesion.name = name
    let csv = SessionReport(study: "ct", lesions: [lesion]).csv
    let row = csv.split(separator: "\n").last ?? ""
    #expect(row.hasPrefix("ct,7,\(expected),,,false,"))
  }

  /// Numbers stay numbers: a negative one is no formula.
  @Test func negativePositionsAreNotTouched() {
    let csv = Self.full().csv
    #expect(csv.contains(",-412.500,") && !csv.contains("'-4"))
    #expect(!csv.contains("nan") && !csv.contains("inf"))
  }

  @Test func everyRowHasEveryField() throws {
    let lines = Self.full().csv.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    let names = lines[0].split(separator: ",").count
    for line in lines {
      // Commas outside of quotes.
      let commas = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }
        .reduce(0) { $0 + $1.element.filter { $0 == "," }.count }
      #expect(commas == names - 1)
    }
  }
}
