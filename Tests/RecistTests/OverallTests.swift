import Recist
import Testing

@Suite struct OverallTests {
  private let target = Course.lesion("A", 40)

  private func nonTarget(_ findings: LesionFinding..., markers: Bool = false) -> TimepointAssessment
  {
    let baseline = [
      Course.lesion("B", 12, .nonTarget), Course.lesion("N", 12, .nonTarget, in: "lymph node"),
    ]
    return ResponseAssessment([
      Timepoint(label: "TP0", findings: baseline),
      Timepoint(label: "TP1", findings: findings, markersAboveNormal: markers),
    ]).assessments[1]
  }

  @Test("Non-target lesions: gone, left, worse or unknown")
  func nonTargets() {
    let (gone, normal) = (Course.gone("B", .nonTarget), Course.node("N", 9.9, .nonTarget))
    #expect(
      nonTarget(gone, normal).nonTarget?.reason
        == "CR: all non-target lesions are gone or normal lymph nodes")
    #expect(nonTarget(gone, normal).overall?.category == .complete)
    #expect(
      nonTarget(gone, Course.node("N", 10, .nonTarget)).nonTarget?.reason
        == "non-CR/non-PD: non-target disease is left: \"N\"")
    // A node that is there and was not measured may be pathological.
    #expect(
      nonTarget(gone, Course.node("N", nil, .nonTarget)).nonTarget?.category == .persistent)
    #expect(nonTarget(gone).nonTarget?.reason == "NE: non-target disease was not evaluated: \"N\"")
    #expect(
      nonTarget(Course.lesion("B", 9, .nonTarget)).overall?.category == .notEvaluable,
      "what was not evaluated may have progressed")
    #expect(
      nonTarget(Course.lesion("B", nil, .nonTarget, .unequivocalProgression)).overall?.reason
        == "PD: unequivocal progression of non-target \"B\"")
    #expect(
      nonTarget(gone, Course.node("N", nil, .nonTarget, .tooSmallToMeasure)).nonTarget?.category
        == .complete, "a node too small to measure is normal")
  }

  @Test("There is no complete response while a tumour marker is above normal")
  func markers() {
    let (gone, normal) = (Course.gone("B", .nonTarget), Course.node("N", 4, .nonTarget))
    #expect(
      nonTarget(gone, normal, markers: true).overall?.reason
        == "non-CR/non-PD: a tumour marker is above its normal limit; no new lesion")
    let targetOnly = ResponseAssessment([
      Timepoint(label: "TP0", findings: [target]),
      Timepoint(label: "TP1", findings: [Course.gone("A")], markersAboveNormal: true),
    ])
    #expect(targetOnly.assessments[1].overall?.category == .partial)
  }

  @Test("A certain new lesion is progression; one in doubt, gone or a normal node is not")
  func newLesions() {
    func overall(_ new: LesionFinding) -> Verdict<OverallResponse>? {
      Course.assessed([target], [Course.lesion("A", 10), new]).assessments[1].overall
    }
    #expect(
      overall(Course.lesion("X", 8, .new, in: "left lung"))?.reason
        == "PD: new lesion \"X\" (left lung)")
    #expect(overall(Course.lesion("X", nil, .new, .tooSmallToMeasure))?.category == .progressive)
    #expect(
      overall(Course.lesion("X", 4, .new, .notEvaluable))?.reason
        == "PR: sum 10.0 mm is 30.0 mm (75.0 %) below the baseline sum of 40.0 mm; \"X\" (liver) "
        + "may be new and is in doubt")
    #expect(overall(Course.gone("X", .new))?.category == .partial)
    #expect(overall(Course.node("X", 9.9, .new))?.category == .partial)
    #expect(overall(Course.node("X", 10, .new))?.category == .progressive)
  }

  @Test("A lesion of the baseline is not new, whatever it is called later")
  func notNew() {
    let course = Course.assessed([target], [Course.lesion("A", 10, .new)])
    #expect(course.assessments[1].overall?.category == .partial)
    #expect(
      course.problems == ["TP1: \"A\" is new, but at baseline it was target, which counts"])
  }

  @Test("Overall reasons name every cause of progression")
  func causes() {
    let course = Course.assessed(
      [target, Course.lesion("B", 12, .nonTarget)],
      [
        Course.lesion("A", 50), Course.lesion("B", 30, .nonTarget, .unequivocalProgression),
        Course.lesion("X", 10, .new, in: "bone"),
      ])
    #expect(
      course.assessments[1].overall?.reason
        == "PD: sum 50.0 mm is 10.0 mm (25.0 %) above the nadir of 40.0 mm at baseline; "
        + "unequivocal progression of non-target \"B\"; new lesion \"X\" (bone)")
  }

  @Test("Progression is dated to the first PD, or to when its new lesion was first in doubt")
  func progression() throws {
    func timepoint(_ number: Int, _ date: String, _ status: FindingStatus?) -> Timepoint {
      Timepoint(
        label: "TP\(number)", date: StudyDate(date),
        findings: [Course.lesion("A", 40)]
          + (status.map { [Course.lesion("X", 4, .new, $0)] } ?? []))
    }
    let course = ResponseAssessment([
      timepoint(0, "2025-01-01", nil), timepoint(1, "2025-03-01", nil),
      timepoint(2, "2025-05-01", .notEvaluable), timepoint(3, "2025-07-01", .present),
    ])
    #expect(
      course.assessments.map { $0.overall?.category } == [nil, .stable, .stable, .progressive])
    let progression = try #require(course.progression)
    #expect(progression.label == "TP2" && progression.index == 2)
    #expect(progression.date?.description == "2025-05-01")
    #expect(Course.assessed(sums: [50, 40, 60, 90]).progression?.index == 2)
    #expect(Course.assessed(sums: [50, 40]).progression == nil)
  }

  @Test("After a complete response a non-target lesion that comes back is PD; a node is not yet")
  func nonTargetRecurrence() {
    let gone = [Course.gone("B", .nonTarget), Course.node("N", 5, .nonTarget)]
    func last(_ findings: LesionFinding...) -> String? {
      Course.assessed(
        [Course.lesion("B", 12, .nonTarget), Course.node("N", 12, .nonTarget)], gone, findings
      ).assessments[2].overall?.reason
    }
    #expect(
      last(Course.lesion("B", 6, .nonTarget), gone[1])
        == "PD: non-target \"B\" came back after the complete response at TP1")
    #expect(
      last(gone[0], Course.node("N", 11, .nonTarget))
        == "non-CR/non-PD: non-target disease is left: \"N\"; no new lesion")
  }

  @Test("Without disease at baseline only a new lesion says anything")
  func noDisease() {
    #expect(
      Course.assessed([], []).assessments[1].overall?.reason
        == "NE: no lesion was recorded at baseline; no new lesion")
    #expect(
      Course.assessed([], [Course.lesion("X", 20, .new)]).assessments[1].overall?.category
        == .progressive)
    let nothing = ResponseAssessment([])
    #expect(nothing.assessments.isEmpty && nothing.progression == nil)
    #expect(nothing.problems == ["there is no timepoint; begin with the baseline"])
    #expect(nothing.changes(at: 0) == nil)
  }
}
