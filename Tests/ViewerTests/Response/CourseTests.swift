import Imaging
import Recist
import Testing
import Viewer

/// From readings to responses: what is placed at several timepoints, judged by RECIST 1.1.
@Suite struct CourseTests {
  private static let two = [
    Lesion.placed(1, 30, organ: "liver"), Lesion.placed(2, 20, organ: "lung"),
  ]

  @Test func growthIsProgression() {
    let session = Session.timepoints([
      Self.two, [.placed(1, 36, organ: "liver"), .placed(2, 24, organ: "lung")],
    ])
    let course = session.state.course
    #expect(course.assessment.assessments[0].sum.total == Length(millimetres: 50))
    #expect(course.assessment.assessments[1].sum.total == Length(millimetres: 60))
    #expect(session.overall(1) == .progressive)
    #expect(course.changes[1].sumFromBaseline?.percent == 20)
    #expect(
      course.verdict(at: 1)
        == "PD: sum 60.0 mm is 10.0 mm (20.0 %) above the nadir of 50.0 mm at baseline")
  }

  @Test func aNewLesionIsProgressionThoughTheSumIsInsideTheLimits() {
    var session = Session.timepoints([
      Self.two, [.placed(1, 33, organ: "liver"), .placed(2, 22, organ: "lung")],
    ])
    #expect(session.overall(1) == .stable)
    session.go(toTimepoint: 1)
    session.press(.enter)
    session.place(Voxel(50, 60, 12), Voxel(58, 60, 12))
    let new = session.state.work.lesions.last
    #expect(new?.role == .new && new?.id == 3)
    #expect(session.overall(1) == .progressive)
    #expect(session.state.course.verdict(at: 1) == #"PD: new lesion "3""#)
    session.type("u")
    session.type("u")
    #expect(session.overall(1) == .stable)
  }

  @Test func shrinkingIsPartialResponse() {
    let session = Session.timepoints([
      Self.two, [.placed(1, 20, organ: "liver"), .placed(2, 15, organ: "lung")],
    ])
    #expect(session.overall(1) == .partial)
    #expect(session.state.course.changes[1].sumFromBaseline?.percent == -30)
  }

  @Test func aNodeBelow10MillimetresIsCompleteResponse() {
    let node = Lesion.placed(2, 26, short: 18, organ: "axilla", isNode: true)
    let small = Lesion.placed(2, 20, short: 9, organ: "axilla", isNode: true)
    let session = Session.timepoints([
      [.placed(1, 30, organ: "liver"), node], [.recorded(1, .absent), small],
    ])
    #expect(session.state.course.assessment.assessments[0].sum.total == Length(millimetres: 48))
    #expect(session.state.course.assessment.assessments[1].sum.total == Length(millimetres: 9))
    #expect(session.overall(1) == .complete)
  }

  @Test func aMissingTargetIsNotEvaluable() {
    let session = Session.timepoints([Self.two, [.placed(1, 30, organ: "liver")]])
    let course = session.state.course
    #expect(session.overall(1) == .notEvaluable)
    #expect(course.missing(at: 1).map(\.id) == ["2"])
    #expect(course.problems(at: 1).contains { $0.hasPrefix("week-8: missing lesion 2;") })
    #expect(!course.assessment.assessments[1].sum.isComplete)
  }

  @Test func progressionCountsFromTheNadir() {
    let session = Session.timepoints([
      Self.two, [.placed(1, 15, organ: "liver"), .placed(2, 15, organ: "lung")],
      [.placed(1, 20, organ: "liver"), .placed(2, 16, organ: "lung")],
    ])
    #expect(session.overall(1) == .partial)
    #expect(session.overall(2) == .progressive, "36 mm is 20 % and 6 mm above 30 mm")
    let changes = session.state.course.changes[2]
    #expect(changes.sumFromBaseline?.percent == -28 && changes.sumFromNadir?.percent == 20)
    #expect(session.state.course.assessment.progression?.label == "week-16")
  }

  @Test func theShortAxisIsTheMasksWhereNoneWasPlaced() throws {
    let grid = Patient.grid
    let measurement = LesionMeasurement(
      label: 1, voxels: 700, volumeCubicMillimetres: 2100, longAxisMillimetres: 24,
      shortAxisMillimetres: 16.2, meanHU: 100, standardDeviationHU: 20, slices: 5, longAxis: nil)
    var lesion = Lesion.placed(1, 24, isNode: true)
    lesion.segmentation = LesionSegmentation(
      diameter: lesion.diameter, mask: Patient.mask(on: grid), measurement: measurement)
    let session = Session.timepoints([[lesion], []])
    let course = session.state.course
    let finding = try #require(course.timepoints[0].findings.first)
    #expect(finding.shortAxisMillimetres == 16.2 && finding.volumeMillilitres == 2.1)
    #expect(finding.sliceThicknessMillimetres == 3)
    #expect(course.rows[0].takesShortAxisOfMask == [true, false])

    lesion.shortAxis = Diameter(Voxel(40, 20, 12), Voxel(40, 35, 12))
    #expect(lesion.recistFinding(on: grid).shortAxisMillimetres == 15)
    #expect(!lesion.takesShortAxisOfMask(on: grid))

    // A mask belongs to the diameter that it was predicted from.
    lesion.shortAxis = nil
    lesion.b = Voxel(60, 23, 12)
    #expect(lesion.recistFinding(on: grid).shortAxisMillimetres == nil)
    #expect(lesion.recistFinding(on: grid).volumeMillilitres == nil)
    lesion.segmentation?.isEdited = true
    #expect(lesion.recistFinding(on: grid).volumeMillilitres == 2.1)
  }

  @Test func anUnconfirmedCopyIsNotEvaluated() {
    var copy = Lesion.placed(1, 30, organ: "liver")
    copy.isUnconfirmed = true
    #expect(copy.recistFinding(on: Patient.grid).longAxisMillimetres == nil)
    var session = Session.timepoints([[.placed(1, 30, organ: "liver")], [copy]])
    #expect(session.overall(1) == .notEvaluable)
    session.type("R")
    #expect(session.screen.contains("copied: from another study"))
    session.press(.escape)
    session.go(toTimepoint: 1)
    session.press(.enter)
    #expect(session.overall(1) == .stable)
  }

  @Test func whatIsNotReadSaysSo() {
    var session = Session(
      cases: CaseList(names: Session.timepointNames, kind: .timepoints))
    session.read(0, Self.two)
    session.send(.about(2, .loadFailed(message: "week-16.nii.gz ends early; copy it again.")))
    let course = session.state.course
    #expect(
      course.timepoints.map(\.label) == ["base", "week-8 (being read)", "week-16 (not read)"])
    #expect(course.progress[1] == .reading)
    #expect(
      course.problems(at: 1)
        == [
          "week-8 (being read): nothing is known of it yet",
          "week-16 (not read): week-16.nii.gz ends early; copy it again.",
        ])
    session.type("R")
    session.type("e")
    #expect(session.messageText == "e: week-8.nii.gz is still being read.")
  }

  @Test(arguments: [
    ("ct_2025-03-14.nii.gz", "2025-03-14"), ("ct.nii.gz", nil), ("2025-02-30.nii", nil),
    ("12025-03-14.nii", nil), ("2025-03-14_2025-06-01.nii", nil),
  ]) func theDateIsThatOfTheName(_ name: String, _ date: String?) {
    let session = Session(cases: CaseList(names: [name, "b.nii"], kind: .timepoints))
    #expect(session.state.timepoints[0].date?.description == date)
  }

  @Test func whatWasSaidAtBaselineNeedNotBeSaidAgain() {
    let session = Session.timepoints([
      [.placed(1, 26, short: 18, organ: "axilla", isNode: true, name: "left")],
      [.placed(1, 24, short: 12)],
    ])
    let course = session.state.course
    #expect(course.timepoints[1].findings[0].site == Site("axilla", isNode: true))
    #expect(course.timepoints[1].findings[0].name == "left")
    #expect(course.assessment.problems.isEmpty)
    #expect(session.overall(1) == .partial, "the short axis counts, 18 and 12 mm")
  }

  @Test func studiesOfOneNameAreToldApart() {
    let session = Session(cases: CaseList(names: ["ct.nii", "ct.nii"], kind: .timepoints))
    #expect(session.state.timepoints.map(\.label) == ["ct (being read)", "ct (2) (being read)"])
  }

  @Test func aSingleStudyIsABaseline() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    let course = session.state.course
    #expect(course.rows.count == 1 && course.timepoints[0].label == "patient")
    #expect(course.assessment.assessments[0].sum.total == Length(millimetres: 15))
    session.type("R")
    #expect(session.screen.contains("sum of diameters") && session.screen.contains("15.0"))
    #expect(!session.screen.contains("overall response"))
  }
}
