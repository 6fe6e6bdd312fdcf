import Imaging
import Recist

/// What is open of one patient as RECIST 1.1 sees it: all timepoints, or the one study as a baseline.
package struct PatientCourse: Sendable {
  /// How far one timepoint's study has come.
  package enum Progress: Hashable, Sendable {
    case read, reading
    /// With the sentence that says why.
    case failed(String)
  }

  /// One lesion through all timepoints.
  package struct Row: Hashable, Sendable {
    /// The same at every timepoint of ``PatientCourse/timepoints``.
    package let id: String
    /// Its number at each timepoint; `nil` where it is not recorded.
    package let numbers: [Int?]
    /// Whether its short axis is the mask's there.
    package let takesShortAxisOfMask: [Bool]
    /// Whether it is a copy there that the reader did not confirm.
    package let isUnconfirmed: [Bool]

    /// Where it was seen first.
    package var first: Int { numbers.firstIndex { $0 != nil } ?? 0 }
    /// Whether it is one of the baseline's.
    package var isOfBaseline: Bool { first == 0 }
  }

  /// The case of each timepoint.
  package let cases: [CaseID]
  package let progress: [Progress]
  package let assessment: ResponseAssessment
  /// The baseline's lesions, then later ones as they were found.
  package let rows: [Row]
  /// By timepoint.
  package let changes: [TimepointChanges]

  package var timepoints: [Timepoint] { assessment.timepoints }

  /// One of the timepoints, with its lesions in the order of its findings.
  struct Entry {
    var id: CaseID
    var progress: Progress
    var timepoint: Timepoint
    var numbers: [Int]
    var takesShortAxisOfMask: [Bool]
    var isUnconfirmed: [Bool]
  }

  init(_ entries: [Entry]) {
    cases = entries.map(\.id)
    progress = entries.map(\.progress)
    let linked = Self.completed(Timepoint.linked(entries.map(\.timepoint)))
    let assessment = ResponseAssessment(linked)
    self.assessment = assessment
    changes = linked.indices.compactMap { assessment.changes(at: $0) }
    var ids: [String] = []
    var places: [String: [Int: Int]] = [:]
    for (index, timepoint) in linked.enumerated() {
      for (place, finding) in timepoint.findings.enumerated() {
        if places[finding.id] == nil { ids.append(finding.id) }
        places[finding.id, default: [:]][index] = place
      }
    }
    rows = ids.map { id in
      let found = entries.indices.map { places[id]?[$0] }
      return Row(
        id: id,
        numbers: zip(entries, found).map { entry, place in place.map { entry.numbers[$0] } },
        takesShortAxisOfMask: zip(entries, found).map { entry, place in
          place.map { entry.takesShortAxisOfMask[$0] } ?? false
        },
        isUnconfirmed: zip(entries, found).map { entry, place in
          place.map { entry.isUnconfirmed[$0] } ?? false
        })
    }
  }

  /// What was said of a lesion once need not be said of it at every timepoint.
  private static func completed(_ timepoints: [Timepoint]) -> [Timepoint] {
    var known: [String: LesionFinding] = [:]
    return timepoints.map { timepoint in
      var timepoint = timepoint
      for place in timepoint.findings.indices {
        let id = timepoint.findings[place].id
        if let before = known[id] {
          if timepoint.findings[place].name.isEmpty { timepoint.findings[place].name = before.name }
          let site = timepoint.findings[place].site
          if site.organ.isEmpty, !site.isNode { timepoint.findings[place].site = before.site }
        }
        known[id] = timepoint.findings[place]
      }
      return timepoint
    }
  }

  /// The timepoint of a case; `nil` for a case that is none of them.
  package func index(of id: CaseID) -> Int? { cases.firstIndex(of: id) }

  package func row(_ id: String?) -> Row? { rows.first { $0.id == id } }

  /// The row of a lesion by its number at a timepoint.
  package func row(of number: Int?, at index: Int) -> Row? {
    number.flatMap { number in rows.first { $0.numbers[index] == number } }
  }

  package func change(of row: Row, at index: Int) -> LesionChange? {
    guard row.numbers[index] != nil || row.isOfBaseline else { return nil }
    return changes[index].lesions.first { $0.finding.id == row.id }
  }

  /// The baseline's lesions that a follow-up says nothing of.
  package func missing(at index: Int) -> [Row] {
    guard index > 0, progress[index] == .read else { return [] }
    return rows.filter { $0.isOfBaseline && $0.numbers[index] == nil }
  }

  /// What a lesion may be of what was found before, for the reader to confirm: rows of the earlier
  /// and of the later one.
  package func proposals(at index: Int) -> [(earlier: Row, later: Row, reason: String)] {
    guard index > 0 else { return [] }
    var known = Timepoint(label: "", findings: [])
    for timepoint in timepoints[..<index] {
      known.findings += timepoint.findings.filter { known.finding(of: $0.id) == nil }
    }
    return LesionPairing(from: known, to: timepoints[index]).proposals.compactMap { pair in
      guard case .proposed(let reason) = pair.basis, let earlier = row(pair.earlier.id),
        let later = row(pair.later.id)
      else { return nil }
      return (earlier, later, reason)
    }
  }
}
