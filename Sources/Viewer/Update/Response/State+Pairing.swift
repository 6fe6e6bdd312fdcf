import Imaging
import Recist

// Lesions of two timepoints are the same ones where they have one number.
extension State {
  /// What the next end A begins: the lesion that is looked for, or a new one.
  func nextLesion() throws(Refusal) -> Lesion {
    if var lesion = reading.template, work.lesion(lesion.id) == nil {
      // What comes back of earlier work would take its number.
      if cases.kind == .timepoints, reading.isBeingRead { throw unread(cases.currentID) }
      lesion.a = cursor
      return lesion
    }
    var lesion = Lesion(id: try nextLesionID(), a: cursor)
    if isFollowUp { lesion.role = .new }
    return lesion
  }

  /// The number of a lesion that is none of those known; among timepoints it waits until all are
  /// known.
  func nextLesionID() throws(Refusal) -> Int {
    if cases.kind == .timepoints,
      let one = cases.cases.first(where: { reading(of: $0.id)?.isBeingRead ?? true })
    {
      throw unread(one.id)
    }
    guard let id = freeLesionID else {
      throw Refusal("there are 255 lesions, as many as a mask can label.")
    }
    return id
  }

  private func unread(_ id: CaseID) -> Refusal {
    Refusal(
      "\(cases[id].name) is still being read, and a new lesion must not take the number of one of "
        + "its own; try again in a moment.")
  }

  /// A lesion as it would be recorded where it is missing: its number, name, role and site, and
  /// nothing that was measured.
  func counterpart(
    of row: PatientCourse.Row, at index: Int, in course: PatientCourse
  ) throws(Refusal) -> Lesion {
    guard index > row.first else {
      throw Refusal(
        "lesion \(row.id) was first seen at \(course.label(row.first)); what was there before is "
          + "placed there and paired by :pair.")
    }
    guard let number = row.numbers[row.first],
      let known = reading(of: course.cases[row.first])?.work.lesion(number)
    else { throw Refusal("lesion \(row.id) is not there any more.") }
    guard row.numbers[index] == nil else {
      throw Refusal("lesion \(row.id) is recorded at \(course.label(index)) already.")
    }
    guard reading(of: course.cases[index])?.work.lesion(number) == nil else {
      throw Refusal(
        "another lesion at \(course.label(index)) has the number \(number); go there, and :unpair "
          + "gives it a number of its own.")
    }
    var lesion = Lesion(id: number)
    lesion.name = known.name
    lesion.role = known.role
    lesion.site = known.site
    return lesion
  }

  /// `:pair N`: the selected lesion is the earlier lesion N.
  mutating func pairSelectedLesion(with number: Int) throws(Refusal) -> [Effect] {
    let lesion = try requireFollowUpLesion()
    let earlier = cases.cases[..<cases.currentID].lazy
      .compactMap { $0.parked?.work.lesion(number) }.first
    guard let earlier else {
      throw Refusal(
        "no earlier timepoint has a lesion \(number); \(options.keymap.name(of: .response)) lists "
          + "them.")
    }
    guard lesion.id != number else { throw Refusal("it is lesion \(number).") }
    let effects = try renumber(lesion.id, as: earlier, ofCase: cases.currentID)
    let undo = options.keymap.name(of: .undo)
    message = Message(.info, "Lesion \(lesion.id) is lesion \(number) now; \(undo) undoes it.")
    return effects
  }

  /// `:unpair`: the selected lesion is none of the earlier ones.
  mutating func unpairSelectedLesion() throws(Refusal) -> [Effect] {
    let lesion = try requireFollowUpLesion()
    let course = course
    guard let row = course.row(of: lesion.id, at: cases.currentID), row.first < cases.currentID
    else { throw Refusal("lesion \(lesion.id) is none of the earlier lesions.") }
    try refusePrediction(in: reading)
    let id = try nextLesionID()
    let effects = change("parting lesion \(lesion.id) from the earlier one") { work in
      work.renumber(lesion.id, to: id) { $0.role = .new }
    }
    select(id)
    message = Message(.info, "Lesion \(lesion.id) is the new lesion \(id) now.")
    return effects
  }

  /// Gives a lesion an earlier one's number and role, and what the reader did not say of it.
  mutating func renumber(
    _ number: Int, as earlier: Lesion, ofCase id: CaseID
  ) throws(Refusal) -> [Effect] {
    guard let there = reading(of: id) else { return [] }
    guard there.work.lesion(earlier.id) == nil else {
      throw Refusal(
        "this timepoint has a lesion \(earlier.id) already; select that one, and :unpair gives it "
          + "another number.")
    }
    try refusePrediction(in: there)
    let effects = change("pairing lesion \(number) with lesion \(earlier.id)", ofCase: id) { work in
      work.renumber(number, to: earlier.id) { lesion in
        lesion.role = earlier.role
        if lesion.name.isEmpty { lesion.name = earlier.name }
        if lesion.site.organ.isEmpty { lesion.site = earlier.site }
      }
    }
    if id == cases.currentID {
      if reading.selected == number { reading.selected = earlier.id }
    } else if cases[id].parked?.selected == number {
      cases.cases[id].parked?.selected = earlier.id
    }
    return effects
  }

  /// A prediction that runs answers by the numbers that it was asked with.
  private func refusePrediction(in reading: Reading) throws(Refusal) {
    guard reading.prediction == nil else {
      throw Refusal(
        "a prediction runs; wait for it, or \(options.keymap.name(of: .cancel)) stops it.")
    }
  }

  private func requireFollowUpLesion() throws(Refusal) -> Lesion {
    _ = try requireStudy()
    guard cases.kind == .timepoints else {
      throw Refusal("there is one study; open the baseline and its follow-ups together.")
    }
    guard isFollowUp else { throw Refusal("this is the baseline; go to a follow-up.") }
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    return lesion
  }
}

extension Reading {
  /// Whether its lesions are not known yet: they come with the last slice. Of a study that was given
  /// back and is read again they are.
  fileprivate var isBeingRead: Bool { !isSettled && !hasBeenWhole }

  /// The voxel in the middle of a lesion's diameter, or of its mask.
  func place(of number: Int) -> Voxel? {
    guard let lesion = work.lesion(number) else { return nil }
    if let a = lesion.a ?? lesion.b, let b = lesion.b ?? lesion.a {
      return Voxel((a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2)
    }
    guard let box = lesion.segmentation?.mask.box, !box.isEmpty else { return nil }
    return Voxel(
      (box.lower.x + box.upper.x - 1) / 2, (box.lower.y + box.upper.y - 1) / 2,
      (box.lower.z + box.upper.z - 1) / 2)
  }
}

extension UserWork {
  /// Puts a lesion among the others by its number, which must be free.
  mutating func insert(_ lesion: Lesion) {
    let index = lesions.firstIndex { $0.id > lesion.id } ?? lesions.endIndex
    lesions.insert(lesion, at: index)
  }

  /// Gives a lesion another number, which must be free.
  mutating func renumber(_ number: Int, to other: Int, _ body: (inout Lesion) -> Void) {
    guard let index = lesions.firstIndex(where: { $0.id == number }) else { return }
    var lesion = lesions.remove(at: index).renumbered(other)
    body(&lesion)
    insert(lesion)
  }
}

extension Lesion {
  /// Sets an end; a lesion that was recorded as gone or not to be measured is there after all.
  mutating func set(_ end: LesionEnd, at place: Voxel) {
    if hasNoEnds, finding != .unequivocalProgression { finding = .present }
    self[end] = place
  }
}
