import Imaging
import Recist
import Testing

@Suite struct MeasurabilityTests {
  private func lesion(
    long: Double? = nil, short: Double? = nil, in organ: String = "liver", slices: Double? = nil,
    status: FindingStatus = .present
  ) -> LesionFinding {
    LesionFinding(
      id: "1", name: "A", role: .target, site: Site(organ), status: status,
      longAxisMillimetres: long, shortAxisMillimetres: short, sliceThicknessMillimetres: slices)
  }

  @Test("A lesion is measurable from 10 mm, and from twice the thickness of thicker slices")
  func lesions() {
    #expect(lesion(long: 10).whyNotTarget == nil)
    #expect(lesion(long: 10, slices: 5).whyNotTarget == nil)
    // 9.95 is displayed as 10.0, and what is displayed counts.
    #expect(lesion(long: 9.95, slices: 1).whyNotTarget == nil)
    #expect(
      lesion(long: 9.94).whyNotTarget
        == "\"A\" cannot be a target: its long axis is 9.9 mm, and a lesion is measurable from "
        + "10.0 mm; make it non-target")
    #expect(lesion(long: 16, slices: 8).whyNotTarget == nil)
    #expect(
      lesion(long: 15.9, slices: 8).whyNotTarget
        == "\"A\" cannot be a target: its long axis is 15.9 mm, and a lesion on slices of 8.0 mm "
        + "is measurable from 16.0 mm; make it non-target")
    #expect(Measurability(lesion(long: 9)).baselineRole == .nonTarget)
    #expect(Measurability(lesion(long: 30)).baselineRole == .target)
  }

  @Test("A node goes by its short axis: 15 mm target, from 10 mm non-target, below normal")
  func nodes() {
    func node(_ short: Double?, slices: Double? = nil) -> LesionFinding {
      lesion(long: 40, short: short, in: "lymph node", slices: slices)
    }
    #expect(Measurability(node(15)) == .measurable)
    #expect(Measurability(node(15, slices: 7.5)) == .measurable)
    let thick = node(15.4, slices: 7.8).whyNotTarget
    #expect(thick?.contains("slices of 7.8 mm is measurable from 15.6 mm") == true)
    #expect(
      node(14.9).whyNotTarget
        == "\"A\" cannot be a target: its short axis is 14.9 mm, and a lymph node is measurable "
        + "from 15.0 mm; make it non-target")
    #expect(Measurability(node(10)).baselineRole == .nonTarget)
    #expect(Measurability(node(9.9)).baselineRole == nil)
    #expect(node(9.9).whyNotTarget?.contains("a lymph node below 10 mm is normal") == true)
    #expect(node(nil).whyNotTarget == "\"A\" cannot be a target: it has no short axis; measure it")
  }

  @Test("What cannot be measured cannot be a target", arguments: FindingStatus.allCases)
  func status(_ status: FindingStatus) {
    let why = lesion(long: 50, status: status).whyNotTarget
    switch status {
    case .present, .unequivocalProgression: #expect(why == nil)
    default: #expect(why == "\"A\" cannot be a target: it is \(status.rawValue)")
    }
  }

  @Test("Lengths and thicknesses that make no sense do not trap, and measure nothing")
  func nonsense() {
    for value in [Double.nan, .infinity, -.infinity, -1, 0, 1e308] {
      #expect(Measurability(lesion(long: value)) == .notMeasured(.long), "\(value)")
      #expect(Measurability(lesion(long: 10, slices: value)) == .measurable, "\(value)")
    }
  }

  @Test("A segmented lesion brings its axes and its volume")
  func measured() {
    let measurement = LesionMeasurement(
      label: 3, voxels: 10, volumeCubicMillimetres: 4820, longAxisMillimetres: 23.4,
      shortAxisMillimetres: 15.1, meanHU: 40, standardDeviationHU: 5, slices: 4, longAxis: nil)
    let lesion = LesionFinding(
      id: "3", name: "A", role: .target, site: Site("lymph node"), measurement: measurement)
    #expect(lesion.diameter?.description == "15.1")
    #expect(lesion.longAxisMillimetres == 23.4)
    #expect(lesion.volumeMillilitres == 4.82)
  }

  @Test("At most five targets, two an organ; the sentences name the lesions")
  func limits() {
    let four = [
      Course.lesion("A", 20), Course.lesion("B", 20), Course.lesion("C", 20, in: "left lung"),
      Course.lesion("D", 20, in: "Right lung"),
    ]
    #expect(TargetLimits.violations(in: four).isEmpty)
    let five = four + [Course.node("E", 20)]
    #expect(TargetLimits.violations(in: five).isEmpty)
    #expect(TargetLimits.violations(in: five + [Course.lesion("F", 20, .nonTarget)]).isEmpty)
    #expect(
      TargetLimits.violations(in: five + [Course.lesion("F", 20, in: "spleen")]) == [
        "there are 6 targets, at most 5 are allowed: \"A\", \"B\", \"C\", \"D\", \"E\", \"F\"; "
          + "make 1 of them non-target"
      ])
    #expect(
      TargetLimits.violations(in: four + [Course.lesion("E", 20, in: "hepatic")]) == [
        "there are 3 targets in one organ (liver), at most 2 are allowed: \"A\", \"B\", \"E\"; make "
          + "1 of them non-target"
      ])
    let nodes = ["axillary lymph node", "hilar LN", "inguinal nodes"].map {
      Course.lesion($0, 20, in: $0)
    }
    #expect(TargetLimits.violations(in: nodes).count == 1)
    let unnamed = ["A", "B", "C"].map { Course.lesion($0, 20, in: "") }
    #expect(TargetLimits.violations(in: Array(unnamed.prefix(2))).isEmpty)
    #expect(
      TargetLimits.violations(in: unnamed) == [
        "the organs of 3 targets are not named, and at most 2 in one organ are allowed: \"A\", "
          + "\"B\", \"C\"; name their organs"
      ])
  }
}
