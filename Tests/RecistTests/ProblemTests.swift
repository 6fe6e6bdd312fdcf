import Recist
import Testing

@Suite struct ProblemTests {
  @Test("A course in order has no problems")
  func none() {
    let course = Course.assessed(
      [
        Course.lesion("A", 20), Course.lesion("B", 8, .nonTarget), Course.node("N", 12, .nonTarget),
      ],
      [Course.lesion("A", 5), Course.lesion("X", 5, .new), Course.node("N", 6, .nonTarget)])
    #expect(course.problems.isEmpty)
  }

  @Test("Each problem of the baseline is named")
  func baseline() {
    let course = Course.assessed([
      Course.lesion("A", 9), Course.lesion("B", 20), Course.lesion("C", 20),
      Course.node("N", 8, .nonTarget), Course.lesion("X", 20, .new),
    ])
    #expect(
      course.problems == [
        "baseline: there are 3 targets in one organ (liver), at most 2 are allowed: \"A\", \"B\", "
          + "\"C\"; make 1 of them non-target",
        "baseline: \"A\" cannot be a target: its long axis is 9.0 mm, and a lesion is measurable "
          + "from 10.0 mm; make it non-target",
        "baseline: \"N\" is no lesion: its short axis is 8.0 mm, and a lymph node below 10 mm is "
          + "normal; leave it out",
        "baseline: \"X\" is new at the baseline, where no lesion is; make it a target or non-target",
      ])
  }

  @Test("Each problem of a later timepoint is named")
  func later() {
    let swapped = LesionFinding(
      id: "D", name: "D", role: .target, site: Site("spleen"), longAxisMillimetres: 12,
      shortAxisMillimetres: 20)
    let course = Course.assessed(
      [
        Course.lesion("A", 20), Course.lesion("B", 20), Course.lesion("C", 20, in: "lung"),
        Course.lesion("D", 20, in: "spleen"), Course.lesion("E", 20, in: "bone"),
      ],
      [
        Course.lesion("A", nil), Course.lesion("B", 20, .target, .unequivocalProgression),
        Course.lesion("C", 20, in: "bone"), swapped, Course.lesion("E", 20, .nonTarget, in: "bone"),
        Course.lesion("F", 20), Course.lesion("F", 30, .new),
      ])
    #expect(
      course.problems == [
        "TP1: there are two findings with the id \"F\", and the first one counts; remove \"F\" or "
          + "give it an id of its own",
        "TP1: \"D\" has a short axis that is longer than its long axis; exchange them",
      ].sorted { a, _ in a.contains("short axis") } + [
        "TP1: \"A\" is present without a long axis; measure it, or record it as absent, too small "
          + "to measure or not evaluable",
        "TP1: \"B\" is a target, whose progression is its measurement's to show; record it as present",
        "TP1: \"C\" lies in \"bone\", but at baseline \"C\" lay in \"lung\"; pair it with another "
          + "lesion or correct the organ",
        "TP1: \"E\" is non-target, but at baseline it was target, which counts",
        "TP1: \"F\" is target but is not in the baseline, so it is not counted; pair it with a "
          + "lesion there, or make it new",
      ])
  }

  @Test("Timepoints out of order are named")
  func order() {
    let days = ["2025-03-01", "2025-02-01", nil, "2025-02-01"]
    let course = ResponseAssessment(
      days.enumerated().map {
        Timepoint(label: "TP\($0)", date: $1.flatMap(StudyDate.init), findings: [])
      })
    #expect(
      course.problems == [
        "TP1 (2025-02-01) comes after TP0 (2025-03-01); give the timepoints in order of time"
      ])
  }
}
