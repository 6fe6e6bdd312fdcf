import Imaging
import Recist

extension State {
  /// All that RECIST 1.1 compares, as it stands now: the timepoints that were opened together, or
  /// the study on the screen alone.
  package var course: PatientCourse {
    let ids = cases.kind == .timepoints ? Array(cases.cases.indices) : [cases.currentID]
    var labels: [String] = []
    let entries = ids.map { id in
      var entry = entry(of: id)
      // Two folders may hold files of one name.
      if labels.contains(entry.timepoint.label) { entry.timepoint.label += " (\(id + 1))" }
      labels.append(entry.timepoint.label)
      switch entry.progress {
      case .read: break
      case .reading: entry.timepoint.label += " (being read)"
      case .failed: entry.timepoint.label += " (not read)"
      }
      return entry
    }
    return PatientCourse(entries)
  }

  /// The timepoints with one id for each lesion; one that is not read is empty and says so in its
  /// label.
  package var timepoints: [Timepoint] { course.timepoints }

  /// Whether the study on the screen is compared with earlier ones.
  var isFollowUp: Bool { cases.kind == .timepoints && cases.currentID > 0 }

  /// A case's reading, on the screen or not; `nil` for one that was not opened.
  package func reading(of id: CaseID) -> Reading? {
    guard cases.contains(id) else { return nil }
    return id == cases.currentID ? reading : cases[id].parked
  }

  private func entry(of id: CaseID) -> PatientCourse.Entry {
    let reading = reading(of: id)
    var name = cases[id].name
    var progress = PatientCourse.Progress.reading
    var grid: VoxelGrid?
    switch reading?.study {
    case nil, .loading, .partial: break
    case .failed(let message): progress = .failed(message)
    case .loaded(let study):
      progress = .read
      grid = study.volume.grid
      if name.isEmpty { name = study.name }
    }
    let lesions = grid == nil ? [] : reading?.work.lesions ?? []
    return PatientCourse.Entry(
      id: id, progress: progress,
      timepoint: Timepoint(
        label: Self.label(name), date: StudyDate(in: name),
        findings: grid.map { grid in lesions.map { $0.recistFinding(on: grid) } } ?? []),
      numbers: lesions.map(\.id),
      takesShortAxisOfMask: grid.map { grid in lesions.map { $0.takesShortAxisOfMask(on: grid) } }
        ?? [],
      isUnconfirmed: lesions.map(\.isUnconfirmed))
  }

  /// A file's name without its ending.
  static func label(_ name: String) -> String {
    let ending = [".nii.gz", ".nii", ".hdr"].first { name.hasSuffix($0) && name.count > $0.count }
    let label = String(name.dropLast(ending?.count ?? 0))
    return label.isEmpty ? "study" : label
  }

  /// The number of the next new lesion; `nil` when all 255 labels are taken. Among timepoints it is
  /// no other lesion's at any of them, or it would be taken for that one.
  var freeLesionID: Int? {
    guard cases.kind == .timepoints else { return work.nextID }
    let taken = Set(readings.flatMap { $0.reading.work.lesions.map(\.id) })
    let last = taken.max() ?? 0
    return last < 255 ? last + 1 : (1...255).first { !taken.contains($0) }
  }
}

extension StudyDate {
  /// The one day that a file's name holds as in `2025-03-14`; `nil` without one, and for several.
  init?(in name: String) {
    let characters = Array(name)
    let days = characters.indices.compactMap { start -> StudyDate? in
      guard start + 10 <= characters.count else { return nil }
      let isPartOfNumber =
        (start > 0 && characters[start - 1].isNumber)
        || (start + 10 < characters.count && characters[start + 10].isNumber)
      return isPartOfNumber ? nil : StudyDate(String(characters[start..<start + 10]))
    }
    guard days.count == 1 else { return nil }
    self = days[0]
  }
}
