import Imaging
import Recist

// What the RECIST table's keys do to lesions, at any timepoint.
extension State {
  /// Records what the reader says of the marked lesion at the marked timepoint; a lesion that is
  /// missing there gets an entry without ends.
  mutating func mark(
    _ finding: FindingStatus, at selection: ResponseSelection, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let index = selection.timepoint
    let row = try requireRow(selection, in: course)
    try requireRead(index, in: course)
    let recorded = row.numbers[index]
    let lesion: Lesion
    if let recorded {
      guard let found = reading(of: course.cases[index])?.work.lesion(recorded) else { return [] }
      lesion = found
    } else {
      lesion = try counterpart(of: row, at: index, in: course)
    }
    try check(finding, of: lesion, row, at: index)
    guard recorded == nil || lesion.finding != finding else {
      throw Refusal("lesion \(lesion.id) is \(finding.rawValue) already.")
    }
    let effects = change(
      "marking lesion \(lesion.id) \(finding.rawValue)", ofCase: course.cases[index]
    ) { work in
      if recorded == nil { work.insert(lesion) }
      work.update(lesion.id) { $0.finding = finding }
    }
    message = Message(
      .info,
      "Lesion \(lesion.id) is \(finding.rawValue) at \(course.label(index)); u undoes it.")
    return effects
  }

  /// Refuses what RECIST 1.1 would not take.
  private func check(
    _ finding: FindingStatus, of lesion: Lesion, _ row: PatientCourse.Row, at index: Int
  ) throws(Refusal) {
    let role = row.isOfBaseline && index > 0 ? baselineRole(of: row) ?? lesion.role : lesion.role
    guard role == .target else { return }
    switch finding {
    case .unequivocalProgression:
      throw Refusal("lesion \(lesion.id) is a target; its measurement shows its progression.")
    case .present where lesion.diameter == nil:
      throw Refusal("lesion \(lesion.id) is a target, which is measured; Enter places it.")
    case .absent, .tooSmallToMeasure, .notEvaluable:
      guard index == 0 else { return }
      throw Refusal("lesion \(lesion.id) is a target of the baseline, where it is measured.")
    case .present: break
    }
  }

  private func baselineRole(of row: PatientCourse.Row) -> LesionRole? {
    guard let number = row.numbers[0] else { return nil }
    return reading(of: 0)?.work.lesion(number)?.role
  }

  /// A lesion at a follow-up that was not there at baseline is new.
  mutating func markNew(
    _ selection: ResponseSelection, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let row = try requireRow(selection, in: course)
    let index = selection.timepoint
    guard !row.isOfBaseline else {
      throw Refusal("lesion \(row.id) is the baseline's; :unpair parts the two first.")
    }
    guard let number = row.numbers[index],
      let lesion = reading(of: course.cases[index])?.work.lesion(number)
    else { throw Refusal("lesion \(row.id) is not recorded at \(course.label(index)).") }
    guard lesion.role != .new else { throw Refusal("lesion \(number) is new already.") }
    return change("making lesion \(number) new", ofCase: course.cases[index]) { work in
      work.update(number) { $0.role = .new }
    }
  }

  /// Takes up the proposal that the marked lesion is part of.
  mutating func pairAsProposed(
    _ selection: ResponseSelection, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let row = try requireRow(selection, in: course)
    let index = selection.timepoint
    let proposals = course.proposals(at: index)
    guard
      let proposal = proposals.first(where: { $0.later.id == row.id || $0.earlier.id == row.id })
    else { throw Refusal("no pair is proposed for lesion \(row.id) at \(course.label(index)).") }
    guard let number = proposal.later.numbers[index] else { return [] }
    let earlier = try counterpart(of: proposal.earlier, at: index, in: course)
    let effects = try renumber(number, as: earlier, ofCase: course.cases[index])
    var selection = selection
    selection.lesion = proposal.earlier.id
    mode = .response(selection)
    message = Message(
      .info, "Lesion \(number) at \(course.label(index)) is lesion \(earlier.id); u undoes it.")
    return effects
  }

  /// Takes back the last change at a timepoint.
  mutating func undo(
    atTimepoint index: Int, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let id = course.cases[index]
    let title: String?
    if id == cases.currentID {
      title = reading.undoStep()
      modeBelow = restingMode
    } else {
      title = cases.cases[id].parked?.undoStep()
    }
    guard let title, let reading = reading(of: id) else {
      throw Refusal("there is nothing to undo at \(course.label(index)).")
    }
    message = Message(.info, "Undid at \(course.label(index)): \(title).")
    return reading.keeping.map { .about(id, $0) }
  }

  private func requireRow(
    _ selection: ResponseSelection, in course: PatientCourse
  ) throws(Refusal) -> PatientCourse.Row {
    guard let row = course.row(selection.lesion) else {
      throw Refusal("no lesion is marked; the arrows mark one.")
    }
    return row
  }

  /// Changes what was made of any case, as ``change(_:_:)`` does of the one on the screen.
  mutating func change(
    _ title: String, ofCase id: CaseID, _ body: (inout UserWork) -> Void
  ) -> [Effect] {
    guard id != cases.currentID else { return change(title, body) }
    cases.cases[id].parked?.change(title, body)
    guard let parked = cases[id].parked else { return [] }
    return parked.keeping.map { .about(id, $0) }
  }
}

extension Reading {
  /// Undoes one step, wherever the reading is.
  ///
  /// - Returns: what was undone; `nil` for nothing.
  fileprivate mutating func undoStep() -> String? {
    guard let title = undo() else { return nil }
    countChange()
    // What was asked for before is not wanted any more.
    thresholdRequest?.isAnswered = true
    if let selected, work.lesion(selected) == nil { self.selected = nil }
    return title
  }
}
