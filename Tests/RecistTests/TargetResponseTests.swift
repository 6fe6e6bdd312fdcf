import Recist
import Testing

@Suite struct TargetResponseTests {
  private func category(_ sums: Double...) -> String? {
    Course.assessed(sums: sums).assessments.last?.target?.category.rawValue
  }

  @Test("30 % down from baseline is partial, a tenth of a millimetre less is not")
  func partial() {
    #expect(category(100, 70) == "PR")
    #expect(category(100, 70.1) == "SD")
    #expect(category(33.3, 23.3) == "PR", "10.0 of 33.3 is 30.03 %")
    #expect(category(33.3, 23.4) == "SD", "9.9 of 33.3 is 29.7 %")
    // 3 x 0.1 is above 0.3 in binary, and 70.04 is displayed as 70.0.
    #expect(category(0.3 / 0.1 * 10, 21) == "PR")
    #expect(category(100, 70.04) == "PR")
    #expect(category(100, 70.05) == "SD")
  }

  @Test("20 % and 5 mm up from the nadir is progression; neither alone is")
  func progression() {
    #expect(category(100, 120) == "PD")
    #expect(category(100, 119.9) == "SD")
    #expect(category(25, 30) == "PD", "exactly 20 % and exactly 5 mm")
    #expect(category(25, 29.9) == "SD")
    #expect(category(20, 24.9) == "SD", "24.5 %, but 4.9 mm")
    #expect(category(20, 25) == "PD")
    #expect(category(26, 31) == "SD", "5 mm, but 19.2 %")
    #expect(category(100, 119.95) == "PD", "displayed as 120.0")
  }

  @Test("The nadir is the smallest sum so far, the baseline's included")
  func nadir() {
    #expect(category(100, 50, 60) == "PD", "10 mm and 20 % above 50, though 40 % below baseline")
    #expect(category(100, 50, 59.9) == "PR")
    #expect(category(100, 50, 80, 55) == "PR", "the nadir stays where it was")
    #expect(category(100, 110, 119) == "SD", "the baseline is the nadir")
    #expect(category(100, 110, 120) == "PD")
    let course = Course.assessed(sums: [100, 60, 55, 55, 70])
    #expect(course.assessments.map { $0.nadir?.index } == [nil, 0, 1, 2, 2])
    #expect(
      course.assessments[4].target?.reason
        == "PD: sum 70.0 mm is 15.0 mm (27.2 %) above the nadir of 55.0 mm at TP2")
  }

  @Test("Reasons say the numbers")
  func reasons() {
    func reason(_ sums: Double...) -> String? {
      Course.assessed(sums: sums).assessments.last?.target?.reason
    }
    #expect(
      reason(50.2, 62.3)
        == "PD: sum 62.3 mm is 12.1 mm (24.1 %) above the nadir of 50.2 mm at baseline")
    #expect(
      reason(50.2, 30)
        == "PR: sum 30.0 mm is 20.2 mm (40.2 %) below the baseline sum of 50.2 mm")
    #expect(
      reason(50.2, 52) == "SD: sum 52.0 mm is 1.8 mm (3.5 %) above the baseline sum of 50.2 mm")
    #expect(reason(50, 50) == "SD: sum 50.0 mm is equal to the baseline sum of 50.0 mm")
    #expect(
      reason(20, 16, 20)
        == "SD: sum 20.0 mm is equal to the baseline sum of 20.0 mm and 4.0 mm (25.0 %) above the "
        + "nadir of 16.0 mm at TP1, less than 5 mm")
    #expect(reason(50, 0) == "CR: all targets are gone")
    #expect(
      reason(0, 10)
        == "NE: the baseline sum is 0.0 mm, which nothing can be compared to")
  }

  @Test("Complete response: lesions gone, nodes below 10 mm, whatever nodes still add")
  func complete() throws {
    let baseline = [Course.lesion("A", 20), Course.node("N", 18)]
    let course = Course.assessed(
      baseline, [Course.gone("A"), Course.node("N", 9.9)])
    let last = try #require(course.assessments.last)
    #expect(last.sum.total.description == "9.9")
    #expect(
      last.target?.reason
        == "CR: all other targets are gone and all target lymph nodes are below 10 mm in short axis"
    )
    let ten = Course.assessed(
      baseline, [Course.gone("A"), Course.node("N", 10)])
    #expect(ten.assessments[1].target?.category == .partial)
    // There, though too small to measure: not gone.
    let faint = Course.assessed(
      baseline,
      [Course.lesion("A", nil, .target, in: "liver", .tooSmallToMeasure), Course.node("N", 5)])
    #expect(faint.assessments[1].target?.category == .partial)
    #expect(faint.assessments[1].sum.total.description == "10.0")
  }

  @Test("Nodes that grow below 10 mm stay a complete response")
  func normalNodes() {
    let course = Course.assessed(
      [Course.node("N", 20), Course.node("M", 16)], [Course.node("N", 4), Course.node("M", 4)],
      [Course.node("N", 9.9), Course.node("M", 9.9)], [Course.node("N", 10), Course.node("M", 4)])
    let categories = course.assessments.map { $0.target?.category }
    #expect(categories == [nil, .complete, .complete, .progressive])
    #expect(
      course.assessments[3].target?.reason
        == "PD: \"N\" came back after the complete response at TP1")
  }

  @Test("The axis is the baseline's: nodes add their short axis, others their long one")
  func axes() {
    func both(_ name: String, _ organ: String, _ long: Double, _ short: Double) -> LesionFinding {
      LesionFinding(
        id: name, name: name, role: .target, site: Site(organ), longAxisMillimetres: long,
        shortAxisMillimetres: short)
    }
    let course = Course.assessed(
      [both("A", "lung", 30, 20), both("N", "lymph node", 40, 17)],
      [both("A", "lung", 25, 24), both("N", "axilla", 50, 8)])
    #expect(course.assessments.map(\.sum.total.description) == ["47.0", "33.0"])
    #expect(course.problems.count == 1, "the node's organ changed")
  }

  @Test("Too small to measure counts 5 mm; a measurement below 5 mm counts as measured")
  func small() {
    let course = Course.assessed(
      [Course.lesion("A", 20), Course.lesion("B", 20)],
      [Course.lesion("A", 2, .target, in: "liver", .tooSmallToMeasure), Course.lesion("B", 3.2)])
    #expect(course.assessments[1].sum.total.description == "8.2")
  }

  @Test("A target that was not evaluated makes the response NE, unless the rest is PD already")
  func missing() {
    let baseline = [Course.lesion("A", 20), Course.lesion("B", 20), Course.lesion("C", 10)]
    func response(_ findings: LesionFinding...) -> Verdict<TargetResponse>? {
      Course.assessed(baseline, findings).assessments[1].target
    }
    #expect(
      response(Course.lesion("A", 5), Course.lesion("B", 5))?.reason
        == "NE: the sum lacks \"C\"")
    #expect(
      response(
        Course.lesion("A", 5), Course.lesion("B", 5),
        Course.lesion("C", 9, .target, in: "liver", .notEvaluable))?
        .category == .notEvaluable)
    #expect(response(Course.lesion("A", 20), Course.lesion("B", nil))?.category == .notEvaluable)
    // The guideline's own example: a baseline of 50 mm of three, then 80 mm of two.
    #expect(
      response(Course.lesion("A", 50), Course.lesion("B", 30))?.reason
        == "PD: the sum without \"C\", 80.0 mm, is already 30.0 mm (60.0 %) above the nadir of "
        + "50.0 mm at baseline")
    #expect(response()?.category == .notEvaluable)
  }

  @Test("A sum that lacks a target is no nadir")
  func incompleteNadir() {
    let course = Course.assessed(
      [Course.lesion("A", 50), Course.lesion("B", 50)], [Course.lesion("A", 50)],
      [Course.lesion("A", 50), Course.lesion("B", 45)])
    #expect(course.assessments[2].nadir?.index == 0)
    #expect(course.assessments[2].target?.category == .stable)
  }

  @Test("A baseline that lacks a measurement can be compared with nothing")
  func incompleteBaseline() {
    let course = Course.assessed(
      [Course.lesion("A", 50), Course.lesion("B", nil)], [Course.lesion("A", 90)])
    #expect(course.assessments[1].target?.reason == "NE: the baseline sum lacks \"B\"")
    #expect(course.problems.contains { $0.contains("\"B\" cannot be a target") })
  }

  @Test("What comes back is PD after a complete response, and is measured after any other")
  func recurrence() {
    let gone = Course.gone("A")
    let back = Course.assessed([Course.lesion("A", 20)], [gone], [Course.lesion("A", 3)])
    #expect(
      back.assessments[2].overall?.reason
        == "PD: \"A\" came back after the complete response at TP1")
    // Another lesion was still there: the patient had a partial response.
    let other = Course.lesion("B", 20)
    let partial = Course.assessed(
      [Course.lesion("A", 40), other], [gone, other], [Course.lesion("A", 3), other])
    #expect(partial.assessments[2].target?.category == .partial)
    let rest = Course.lesion("X", 12, .nonTarget)
    let held = Course.assessed(
      [Course.lesion("A", 40), rest], [gone, rest], [Course.lesion("A", 4.9), rest],
      [Course.lesion("A", 5), rest])
    #expect(
      held.assessments.map { $0.target?.category } == [nil, .complete, .partial, .progressive])
    #expect(
      held.assessments[3].target?.reason
        == "PD: sum 5.0 mm is 5.0 mm above the nadir of 0.0 mm at TP1")
  }
}
