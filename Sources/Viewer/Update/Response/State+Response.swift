import Recist

extension State {
  mutating func openResponse() throws(Refusal) {
    if cases.kind != .timepoints { _ = try requireStudy() }
    let course = course
    let index = course.index(of: cases.currentID) ?? 0
    // What is still to be found comes first, then the lesion that the reader is at.
    let row =
      course.missing(at: index).first ?? course.row(of: selected, at: index) ?? course.rows.first
    enter(.response(ResponseSelection(lesion: row?.id, timepoint: index)))
  }

  /// The keys of the RECIST table.
  mutating func press(_ key: Key, inResponse selection: ResponseSelection) -> [Effect] {
    let course = course
    var selection = selection
    // The lesion may have got another id since.
    if course.row(selection.lesion) == nil { selection.lesion = nil }
    let screen = ResponseScreen(state: self, selection: selection)
    switch key {
    case .down, .character("j"): move(&selection, by: 1, in: course)
    case .up, .character("k"): move(&selection, by: -1, in: course)
    case .home, .character("g"): selection.lesion = course.rows.first?.id
    case .end, .character("G"): selection.lesion = nil
    case .right, .character("l"), .character("]"): go(&selection, by: 1, in: course)
    case .left, .character("h"), .character("["): go(&selection, by: -1, in: course)
    case .pageDown, .character(" "):
      selection.scroll = min(selection.scroll + screen.page, screen.lastScroll)
    case .pageUp: selection.scroll = max(0, selection.scroll - screen.page)
    case .escape, .character("R"), .character("q"):
      leaveMode()
      return []
    default: return act(key, on: selection, in: course)
    }
    mode = .response(selection)
    return []
  }

  private func move(
    _ selection: inout ResponseSelection, by step: Int, in course: PatientCourse
  ) {
    let row = course.rows.firstIndex { $0.id == selection.lesion } ?? course.rows.count
    let next = min(max(row + step, 0), course.rows.count)
    selection.lesion = next < course.rows.count ? course.rows[next].id : nil
  }

  private func go(_ selection: inout ResponseSelection, by step: Int, in course: PatientCourse) {
    selection.timepoint = min(max(selection.timepoint + step, 0), course.cases.count - 1)
    selection.scroll = 0
  }

  /// Keys that do something to what is marked.
  private mutating func act(
    _ key: Key, on selection: ResponseSelection, in course: PatientCourse
  ) -> [Effect] {
    mode = .response(selection)
    do {
      switch key {
      case .enter: return try goToLesion(selection, in: course)
      case .character("a"): return try mark(.absent, at: selection, in: course)
      case .character("s"): return try mark(.tooSmallToMeasure, at: selection, in: course)
      case .character("n"): return try mark(.notEvaluable, at: selection, in: course)
      case .character("p"): return try mark(.present, at: selection, in: course)
      case .character("w"): return try mark(.unequivocalProgression, at: selection, in: course)
      case .character("+"): return try markNew(selection, in: course)
      case .character("y"): return try pairAsProposed(selection, in: course)
      case .character("u"): return try undo(atTimepoint: selection.timepoint, in: course)
      case .character("e"): return try exportResponse(at: selection.timepoint, in: course)
      case _ where command(for: key) == .help: openHelp(.response(selection))
      default:
        message = Message(
          .warning,
          "\(key.name): this key does nothing in the table; \(options.keymap.name(of: .help)) "
            + "tells what keys do.")
      }
    } catch {
      message = Message(.warning, "\(key.name): \(error.reason)")
    }
    return []
  }

  /// Refuses what needs a timepoint's study before it is there.
  func requireRead(_ index: Int, in course: PatientCourse) throws(Refusal) {
    switch course.progress[index] {
    case .read: break
    case .reading: throw Refusal("\(cases[course.cases[index]].name) is still being read.")
    case .failed: throw Refusal("\(cases[course.cases[index]].name) could not be read.")
    }
  }

  private func exportResponse(
    at index: Int, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    // The files go beside the study on the screen.
    _ = try requireStudy()
    guard !course.rows.isEmpty else { throw Refusal("there is no lesion to report yet.") }
    for place in course.progress.indices where place == 0 || course.progress[place] == .reading {
      try requireRead(place, in: course)
    }
    return [.exportRecist(ResponseExport(course, at: index))]
  }

  // MARK: Going there

  /// Goes to the marked lesion at the marked timepoint; where it is missing, the next end A is its.
  private mutating func goToLesion(
    _ selection: ResponseSelection, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let index = selection.timepoint
    let id = course.cases[index]
    guard let row = course.row(selection.lesion) else {
      leaveMode()
      return (try? go(toCase: id)) ?? []
    }
    try requireRead(index, in: course)
    guard let number = row.numbers[index] else {
      return try seek(row, at: index, in: course)
    }
    leaveMode()
    let effects = (try? go(toCase: id)) ?? []
    select(number)
    goToSelectedLesion()
    if let lesion = selectedLesion, lesion.diameter == nil, !lesion.isUnfinished {
      message = Message(
        .info, "Lesion \(number): \(lesion.finding.rawValue); Enter sets end A at the cursor.")
    }
    return effects
  }

  /// Waits at a follow-up for end A of a lesion that was found before.
  private mutating func seek(
    _ row: PatientCourse.Row, at index: Int, in course: PatientCourse
  ) throws(Refusal) -> [Effect] {
    let lesion = try counterpart(of: row, at: index, in: course)
    let there = reading(of: course.cases[index])
    if let other = there?.selected.flatMap({ there?.work.lesion($0) }), other.isUnfinished {
      throw Refusal(
        "lesion \(other.id) at \(course.label(index)) lacks an end; set it or give it up first.")
    }
    let first = reading(of: course.cases[row.first])
    leaveMode()
    let effects = (try? go(toCase: course.cases[index])) ?? []
    select(nil)
    reading.template = lesion
    mode = .placing(.a)
    if let first, let place = first.place(of: lesion.id) { go(toPlace: place, of: first) }
    let before = course.change(of: row, at: row.first)?.diameter
    let key = options.keymap.name(of: .confirm)
    message = Message(
      .info,
      "Lesion \(lesion.id)\(before.map { ", \($0) mm at \(course.label(row.first))" } ?? ""): "
        + "find it; \(key) sets end A.")
    return effects
  }
}
