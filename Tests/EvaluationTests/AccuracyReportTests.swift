import Evaluation
import Foundation
import Testing

/// What is said of a data set's lesions.
struct AccuracyReportTests {
  private func lesion(
    _ source: String, _ name: String, length: Double, dice: Double, surface: Double,
    volume: Double = 1, predicted: Double = 1.1, label: Int = 1, displaced: [Double] = []
  ) -> LesionAccuracy {
    let sphere = Agreement(dice: 0.7, normalisedSurfaceDice: 0.8)
    return LesionAccuracy(
      LesionAccuracy.Identity(source: source, name: name, label: label),
      longAxisMillimetres: length, referenceMillilitres: volume, predictionMillilitres: predicted,
      agreement: Agreement(dice: dice, normalisedSurfaceDice: surface), hausdorff95: 1.25,
      baselines: [
        .sphere: sphere, .ellipsoid: Agreement(dice: 0.6, normalisedSurfaceDice: 0.75),
        .regionGrowing: Agreement(dice: 0.5, normalisedSurfaceDice: 0.65),
      ],
      displaced: displaced.isEmpty
        ? []
        : [
          LesionAccuracy.Displaced(
            radius: 1.5,
            draws: displaced.map { Agreement(dice: $0, normalisedSurfaceDice: surface) })
        ])
  }

  private var two: [LesionAccuracy] {
    [
      lesion(
        "lung", "b", length: 12.04, dice: 0.5, surface: 0.75, volume: 2, predicted: 1,
        displaced: [0.4, 0.6]),
      lesion("lung", "a", length: 9.99, dice: 1, surface: 1, displaced: [0.8, 0.9]),
    ]
  }

  @Test("The tables are aligned, with intervals and differences")
  func text() throws {
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/accuracy-report.txt")
    let text = AccuracyReport(two, tolerance: 2).text(of: "caliper: 2 lesions")
    #expect(try text + "\n" == String(contentsOf: golden, encoding: .utf8))
  }

  @Test("Without displaced prompts there is no table of them")
  func exactAlone() {
    let report = AccuracyReport([lesion("x", "a", length: 5, dice: 1, surface: 1)], tolerance: 0.5)
    let text = report.text(of: "one")
    #expect(!text.contains("displaced") && text.contains("NSD at 0.5 mm"))
    #expect(!text.contains("["), "one lesion has no interval: \(text)")
  }

  @Test("Groups: all, each source with its sizes, all by size; none is empty")
  func groups() {
    let lengths = [
      ("b", 9.9), ("b", 10), ("b", 29.9), ("a", 30), ("a", 59.9), ("a", 60), ("b", 60),
    ]
    let report = AccuracyReport(
      lengths.enumerated().map {
        lesion($1.0, "\($0)", length: $1.1, dice: 0.1 * Double($0), surface: 0.5)
      }, tolerance: 2)
    #expect(
      report.groups.map { "\($0.name): \($0.count)" } == [
        "all: 7", "a: 3", "a 30-60 mm: 2", "a >= 60 mm: 1", "b: 4", "b < 10 mm: 1",
        "b 10-30 mm: 2", "b >= 60 mm: 1", "< 10 mm: 1", "10-30 mm: 2", "30-60 mm: 2",
        ">= 60 mm: 2",
      ])
    #expect(abs(report.groups[1].dice.mean - 0.4) < 1e-12)
    #expect(abs(report.groups[11].dice.mean - 0.55) < 1e-12)
  }

  @Test("The order of the lesions changes nothing, not a digit")
  func order() {
    let lesions = (0..<50).map { (number: Int) -> LesionAccuracy in
      let (dice, volume) = (1 / Double(number + 1), 1 / Double(number + 3))
      return lesion(
        "s\(number % 3)", "\(number)", length: Double(number), dice: dice, surface: 0.3,
        predicted: volume)
    }
    let report = AccuracyReport(lesions, tolerance: 2)
    let reversed = AccuracyReport(lesions.reversed(), tolerance: 2)
    #expect(report.text(of: "") == reversed.text(of: ""))
    #expect(report.csv == reversed.csv)
    #expect(report.groups.map(\.dice) == reversed.groups.map(\.dice))
  }

  @Test("The worst are at most twelve, lowest first")
  func worst() {
    let lesions = (0..<20).map {
      lesion("s", "\($0)", length: 5, dice: Double(($0 * 7) % 20) / 20, surface: 0.3)
    }
    let worst = AccuracyReport(lesions, tolerance: 2).worst
    #expect(worst.map(\.agreement.dice) == (0..<12).map { Double($0) / 20 })
  }

  @Test("The volume's error is signed, of the true volume")
  func volumeError() {
    let error = AccuracyReport(two, tolerance: 2).volumeError
    #expect(abs(error.mean.mean - -0.2) < 1e-12)
    #expect(abs(error.median - -0.2) < 1e-12)
    #expect(abs(error.meanMagnitude - 0.3) < 1e-12)
  }

  @Test("CSV has a row a lesion, and names that hold a comma in quotes")
  func csv() {
    let quoted = lesion(
      "a,\"b\"", "c", length: 3, dice: 0, surface: 0, predicted: 0.001, label: 7,
      displaced: [0, 0])
    let lesions = two + [quoted]
    #expect(
      AccuracyReport(lesions, tolerance: 2).csv == """
        source,case,label,long_axis_mm,volume_mL,predicted_mL,dsc,nsd,hd95_mm,sphere_dsc,\
        sphere_nsd,ellipsoid_dsc,ellipsoid_nsd,region_growing_dsc,region_growing_nsd,\
        dsc_jitter_1.5,nsd_jitter_1.5
        "a,""b""\",c,7,3.000,1.000000,0.001000,0.000000,0.000000,1.250,0.700000,0.800000,\
        0.600000,0.750000,0.500000,0.650000,0.000000,0.000000
        lung,a,1,9.990,1.000000,1.100000,1.000000,1.000000,1.250,0.700000,0.800000,0.600000,\
        0.750000,0.500000,0.650000,0.850000,1.000000
        lung,b,1,12.040,2.000000,1.000000,0.500000,0.750000,1.250,0.700000,0.800000,0.600000,\
        0.750000,0.500000,0.650000,0.500000,0.750000

        """)
  }
}
