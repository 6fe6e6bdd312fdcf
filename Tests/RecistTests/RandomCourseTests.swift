import Recist
import Testing

/// What holds for every course, tried on many drawn with fixed seeds.
@Suite struct RandomCourseTests {
  /// SplitMix64: the same numbers everywhere.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let organs = ["liver", "lung", "lymph node", "bone", "axillary node", "spleen"]

  /// Up to seven lesions over up to six timepoints; with findings missing, of every status, and now
  /// and then of a length that makes no sense.
  private func course(_ generator: inout Generator) -> [Timepoint] {
    let count = Int.random(in: 0...7, using: &generator)
    let roles = (0..<count).map { _ in
      [LesionRole.target, .target, .nonTarget].randomElement(using: &generator) ?? .target
    }
    let places = (0..<count).map { _ in Self.organs.randomElement(using: &generator) ?? "liver" }
    return (0...Int.random(in: 0...5, using: &generator)).map { index in
      var findings = (0..<count).compactMap { lesion -> LesionFinding? in
        if index > 0, Int.random(in: 0..<12, using: &generator) == 0 { return nil }
        return finding("\(lesion)", roles[lesion], places[lesion], index == 0, &generator)
      }
      if index > 0, Int.random(in: 0..<5, using: &generator) == 0 {
        findings.append(finding("new", .new, "brain", false, &generator))
      }
      return Timepoint(
        label: "TP\(index)", findings: findings,
        markersAboveNormal: Int.random(in: 0..<10, using: &generator) == 0)
    }
  }

  private func finding(
    _ id: String, _ role: LesionRole, _ organ: String, _ isBaseline: Bool,
    _ generator: inout Generator
  ) -> LesionFinding {
    let lengths = (0..<2).map { _ in
      Int.random(in: 0..<60, using: &generator) == 0
        ? [Double.nan, -3, .infinity, 0].randomElement(using: &generator) ?? 0
        : Double.random(in: 0.1...45, using: &generator)
    }
    let statuses: [FindingStatus] =
      [.present, .present, .present, .present, .absent, .absent] + FindingStatus.allCases
    let status = isBaseline ? .present : statuses.randomElement(using: &generator) ?? .present
    return LesionFinding(
      id: id, name: id, role: role, site: Site(organ), status: status,
      longAxisMillimetres: lengths[0], shortAxisMillimetres: lengths[1],
      volumeMillilitres: Double.random(in: 0...40, using: &generator))
  }

  @Test("The criteria hold, worked out a second time in plain numbers", arguments: 0..<8)
  func criteria(seed: Int) {
    var generator = Generator(state: UInt64(seed))
    var seen: [String: Int] = [:]
    for _ in 0..<400 {
      let timepoints = course(&generator)
      let assessment = ResponseAssessment(timepoints)
      for (index, assessed) in assessment.assessments.enumerated() {
        seen[assessed.target?.category.rawValue ?? "none", default: 0] += 1
        seen["overall " + (assessed.overall?.category.rawValue ?? "none"), default: 0] += 1
        if let complaint = complaint(assessment, index) {
          Issue.record("\(complaint): \(timepoints.prefix(index + 1))")
          return
        }
      }
    }
    // The draws reach every category.
    for category in ["CR", "PR", "SD", "PD", "NE"] { #expect(seen[category] != nil, "\(category)") }
    for category in OverallResponse.allCases {
      #expect(seen["overall " + category.rawValue] != nil, "\(category)")
    }
  }

  /// What is wrong with one timepoint's assessment; `nil` for nothing.
  private func complaint(_ assessment: ResponseAssessment, _ index: Int) -> String? {
    let assessed = assessment.assessments[index]
    guard index > 0 else {
      return assessed.overall == nil && assessed.target == nil ? nil : "baseline with a response"
    }
    guard let overall = assessed.overall?.category else { return "no overall response" }
    if !assessed.newLesions.certain.isEmpty, overall != .progressive { return "new, but not PD" }
    if overall == .complete, !(assessed.target?.category ?? .complete == .complete) {
      return "CR without its targets'"
    }
    if let nonTarget = assessed.nonTarget?.category, overall == .complete, nonTarget != .complete {
      return "CR without its non-targets'"
    }
    guard let target = assessed.target?.category else { return nil }
    let sums = assessment.assessments.prefix(index).filter(\.sum.isComplete).map(\.sum.total.tenths)
    let (baseline, sum) = (assessment.assessments[0].sum, assessed.sum)
    let nadir = sums.min()
    if baseline.isComplete, assessed.nadir?.sum.tenths != nadir { return "another nadir" }
    guard baseline.isComplete, let nadir else {
      return target == .notEvaluable ? nil : "no baseline"
    }
    if !sum.isComplete, target != .notEvaluable, target != .progressive { return "incomplete" }
    let total = sum.total.tenths
    let isGrown = 5 * total >= 6 * nadir && total - nadir >= 50
    let isShrunk = 10 * total <= 7 * baseline.total.tenths
    let hadCompleteResponse = assessment.assessments.prefix(index).contains {
      $0.overall?.category == .complete
    }
    switch target {
    case .progressive: return isGrown || hadCompleteResponse ? nil : "PD without growth"
    case .partial: return isShrunk && !isGrown ? nil : "PR without shrinkage"
    case .stable: return isShrunk || isGrown ? "SD with change" : nil
    case .complete, .notEvaluable: return nil
    }
  }

  @Test("A new lesion never makes a response better, and the order of findings changes nothing")
  func monotonic() {
    var generator = Generator(state: 77)
    for _ in 0..<400 {
      var timepoints = course(&generator)
      let before = ResponseAssessment(timepoints).assessments.map { $0.overall?.category }
      let shuffled = timepoints.map { timepoint in
        var timepoint = timepoint
        timepoint.findings.shuffle(using: &generator)
        return timepoint
      }
      let again = ResponseAssessment(shuffled).assessments.map { $0.overall?.category }
      #expect(before == again)
      let last = timepoints.count - 1
      guard last > 0 else { continue }
      timepoints[last].findings.append(Course.lesion("another", 10, .new))
      let after = ResponseAssessment(timepoints).assessments.map { $0.overall?.category }
      #expect(after.last == .progressive)
      #expect(Array(after.dropLast()) == Array(before.dropLast()))
    }
  }

  @Test("Reports of any course can be written")
  func reports() throws {
    var generator = Generator(state: 5)
    for _ in 0..<100 {
      let assessment = ResponseAssessment(course(&generator))
      let text = assessment.text()
      #expect(!text.split(separator: "\n").contains { $0.count > 80 })
      let fields = assessment.csv.split(separator: "\n").first?.split(separator: ",").count
      #expect(fields == 27)
      #expect(try !ResponseDocument(assessment).json().isEmpty)
    }
  }
}
