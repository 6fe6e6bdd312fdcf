import Annotations
import Foundation
import Imaging
import Testing

@Suite struct ReportRulesTests {
  private func target(
    _ label: Int, _ millimetres: Double?, isNode: Bool = false, short: Double? = nil
  ) -> LesionReport {
    var lesion = LesionReport(label: label)
    lesion.role = .target
    lesion.isNode = isNode
    lesion.diameterMillimetres = millimetres
    lesion.shortDiameterMillimetres = short
    (lesion.a, lesion.b) = (.init(voxel: Voxel(0, 0, 0)), .init(voxel: Voxel(1, 0, 0)))
    return lesion
  }

  private func line(_ start: String, _ lesions: [LesionReport]) -> String {
    let text = SessionReport(study: "ct", lesions: lesions).text()
    return text.split(separator: "\n").first { $0.hasPrefix(start) }.map(String.init) ?? ""
  }

  /// Nodes add their short axis, and the figures add up as they are written.
  @Test func sums() {
    let start = "Sum of target diameters"
    #expect(line(start, []) == "\(start)   no target lesion")
    #expect(
      line(start, [target(1, 20.04), target(2, 10.04)]) == "\(start)   30.0 mm, lesions 1, 2")
    #expect(
      line(start, [target(1, 20), target(2, 30, isNode: true, short: 16.5)])
        == "\(start)   36.5 mm, lesions 1, 2 (short axis)")
    #expect(
      line(start, [target(1, 20), target(2, 30, isNode: true)])
        == "\(start)   not known: lesion 2 has no short axis placed")
    #expect(
      line(start, [target(1, .nan)]) == "\(start)   not known: lesion 1 has no diameter placed")
    var other = target(3, 50)
    other.role = .nonTarget
    #expect(line(start, [target(1, 20), other]) == "\(start)   20.0 mm, lesion 1")
  }

  /// A finding counts before what was placed.
  @Test func findingsInSums() {
    let start = "Sum of target diameters"
    var gone = target(2, 30)
    gone.finding = .absent
    var small = target(3, nil)
    (small.a, small.b, small.finding) = (nil, nil, .tooSmallToMeasure)
    // The rest stands on the next line.
    #expect(
      line(start, [target(1, 20), gone, small])
        == "\(start)   25.0 mm, lesions 1, 2 (absent), 3 (too small to")
    #expect(warnings(gone).isEmpty && warnings(small).isEmpty)
    var unseen = target(2, 30)
    unseen.finding = .notEvaluable
    #expect(line(start, [unseen]) == "\(start)   not known: lesion 2 is not evaluable")
    var copy = target(4, 30)
    copy.isUnconfirmed = true
    #expect(line(start, [copy]) == "\(start)   not known: lesion 4 is copied, not confirmed")
    #expect(warnings(copy) == ["Lesion 4: copied, not confirmed."])
    let csv = SessionReport(study: "ct", lesions: [copy, small]).csv
    #expect(csv.contains("false,present,true,"))
    #expect(csv.contains("false,too small to measure,false,"))
  }

  private func warnings(_ lesion: LesionReport, spacing: Double? = nil) -> [String] {
    var report = SessionReport(study: "ct", lesions: [lesion])
    report.sliceSpacingMillimetres = spacing
    return report.warnings
  }

  @Test func targetsTooSmallToMeasure() {
    #expect(warnings(target(1, 10)).isEmpty)
    #expect(warnings(target(1, 9.96)).isEmpty)  // 10.0 as it is written
    #expect(
      warnings(target(1, 9.9)) == [
        "Lesion 1: a target with a diameter of 9.9 mm; RECIST 1.1 asks for 10 mm."
      ])
    #expect(warnings(target(1, 12), spacing: 5).isEmpty)
    #expect(warnings(target(1, 15), spacing: 7.5).isEmpty)
    #expect(
      warnings(target(1, 12), spacing: 7.5) == [
        "Lesion 1: a target with a diameter of 12.0 mm; RECIST 1.1 asks for 15 mm, twice the "
          + "slice spacing."
      ])
    #expect(warnings(target(1, 9.9), spacing: .infinity).count == 1)
    #expect(warnings(target(1, 30, isNode: true, short: 15)).isEmpty)
    #expect(warnings(target(1, 30, isNode: true, short: 14.9)).count == 1)
    var other = target(1, 3)
    other.role = .nonTarget
    #expect(warnings(other).isEmpty)
  }

  @Test func masksThatDisagreeWithTheDiameter() {
    for (long, count) in [(24.0, 0), (24.1, 1), (16.0, 0), (15.9, 1), (.nan, 0)] {
      var lesion = target(1, 20)
      lesion.measurement = MeasurementRecord(
        LesionMeasurement(
          label: 1, voxels: 10, volumeCubicMillimetres: 1000, longAxisMillimetres: long,
          shortAxisMillimetres: 5, meanHU: 0, standardDeviationHU: 0, slices: 1, longAxis: nil))
      #expect(warnings(lesion).count == count, "\(long)")
    }
  }

  // MARK: From a session

  private let grid = VoxelGrid(
    shape: Voxel(64, 48, 20),
    affine: Affine(
      columns: (SIMD3(-0.7, 0, 0), SIMD3(0, -0.7, 0), SIMD3(0, 0, -2.5)),
      translation: SIMD3(22, 17, -400)))

  @Test func aSessionIsReadWithItsSlices() {
    var document = SessionDocument(
      software: "caliper test", image: .init(file: "ct.nii.gz", grid: grid),
      lesions: [
        .init(label: 5, a: Voxel(10, 20, 7), b: Voxel(30, 20, 7), grid: grid),
        .init(label: 6, a: nil, b: Voxel(1, 2, 3), grid: grid),
      ])
    document.lesions[0].stale = true
    document.lesions[1].b = [.min, .max, 0]
    let report = SessionReport(document)
    #expect(report.study == "ct.nii.gz" && report.software == "caliper test")
    #expect(report.sliceCount == 20 && report.sliceSpacingMillimetres == 2.5)
    let lesion = report.lesions[0]
    // The first slice of the file is the highest.
    #expect(lesion.label == 5 && lesion.a?.slice == 13 && lesion.isStale)
    #expect(lesion.a?.position == SIMD3(15, 3, -417.5))
    #expect(lesion.diameterMillimetres == 14)
    #expect(report.lesions[1].a == nil && report.lesions[1].b?.slice == nil)
    #expect(report.warnings.count == 2)
  }

  @Test func promptFilesAndBrokenOnesAreNoTrap() throws {
    let json = """
      {"lesions": [{"label": 1, "a": [1, 2], "b": [9, 2, 5]}, {"label": 2, "a": [1, 2, 5],
      "b": [9, 2, 5]}], "image": {"file": "x", "shape": [0, -1, 3], "affine": [[1]]}}
      """
    let report = SessionReport(try SessionDocument(json: Data(json.utf8)), study: "given")
    #expect(report.study == "x" && report.sliceCount == nil)
    #expect(report.lesions[0].a == nil && report.lesions[1].a?.voxel == Voxel(1, 2, 5))
    #expect(report.lesions[1].diameterMillimetres == nil)
    #expect(report.text().contains("Lesion 1: only one end of its diameter is placed."))

    let plain = #"{"lesions": [{"label": 2, "a": [1, 2, 5], "b": [9, 2, 5]}]}"#
    let given = SessionReport(try SessionDocument(json: Data(plain.utf8)), study: "given")
    #expect(given.study == "given")
  }
}
