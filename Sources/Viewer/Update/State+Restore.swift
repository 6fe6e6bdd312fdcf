import Imaging

extension State {
  /// Takes up earlier work where the reader has none yet, and goes to its first lesion.
  mutating func restore(_ session: RestoredSession, on grid: VoxelGrid) {
    work = UserWork(session, on: grid)
    if session.isSaved { noteSaved(work) } else { countChange() }
    // Whatever was opened over the picture meanwhile stays open.
    let transient = mode.isTransient ? mode : nil
    select(work.lesions.first?.id)
    goToSelectedLesion()
    if let transient { enter(transient) }
  }

  /// Puts earlier work before what the reader made while the study was being read. His lesions are
  /// numbered on, in every step of the history too; cursor and mode stay.
  ///
  /// - Returns: what to tell him; `nil` when there is no earlier work.
  mutating func join(_ session: RestoredSession, on grid: VoxelGrid) -> String? {
    let earlier = UserWork(session, on: grid)
    guard earlier != UserWork() else { return nil }
    let own = work.lesions.map(\.id)
    // Among timepoints a number of another study would make it that study's lesion.
    let elsewhere =
      cases.kind == .timepoints
      ? readings.filter { $0.id != cases.currentID }.flatMap { $0.reading.work.lesions.map(\.id) }
      : []
    let ids = earlier.numbering(on: own + history.lesionIDs, avoiding: elsewhere)
    history.update(
      { $0.following(earlier, numbered: ids) },
      title: { title in
        title.replacing(/lesion (\d+)/) { match in
          "lesion " + (Int(match.1).flatMap { ids[$0] }.map(String.init) ?? String(match.1))
        }
      })
    work = work.following(earlier, numbered: ids)
    if let selected {
      if let id = ids[selected] { self.selected = id } else { select(nil) }
    }
    if session.isSaved { noteSaved(earlier) }
    countChange()

    let count = earlier.lesions.count
    var note = "\(count) earlier lesion\(count == 1 ? "" : "s") came back"
    let numbers = own.compactMap { ids[$0] }.map(String.init)
    if !numbers.isEmpty {
      let verb = numbers.count == 1 ? "is" : "are"
      note += "; yours \(verb) now \(numbers.joined(separator: ", "))"
    }
    if numbers.count < own.count {
      note += "; \(own.count - numbers.count) of yours went beyond 255 and had to be left out"
    }
    return note
  }
}

extension UserWork {
  /// The work of a session, as far as it fits the grid.
  init(_ session: RestoredSession, on grid: VoxelGrid) {
    self.init(lesions: Self.fitting(session.lesions, on: grid), isDone: session.isDone)
  }

  /// The lesions that can be shown on a grid, by ascending id; see ``RestoredSession/lesions``.
  static func fitting(_ restored: [Lesion], on grid: VoxelGrid) -> [Lesion] {
    var lesions: [Int: Lesion] = [:]
    func inside(_ voxel: Voxel?) -> Voxel? { voxel.flatMap { grid.contains($0) ? $0 : nil } }
    for var lesion in restored
    where (1...255).contains(lesion.id) && lesions[lesion.id] == nil {
      lesion.a = inside(lesion.a)
      lesion.b = inside(lesion.b)
      if lesion.segmentation?.mask.grid.shape != grid.shape { lesion.segmentation = nil }
      if !lesion.hasNoEnds || !lesion.isUnfinished { lesions[lesion.id] = lesion }
    }
    return lesions.values.sorted { $0.id < $1.id }
  }

  /// Free ids after this work's own for other lesions, in their order; one for which no label is
  /// left gets none.
  ///
  /// - Parameter elsewhere: numbers that are not free either.
  fileprivate func numbering(on others: [Int], avoiding elsewhere: [Int]) -> [Int: Int] {
    var taken = self
    for id in Set(elsewhere) where taken.lesion(id) == nil { taken.insert(Lesion(id: id)) }
    var ids: [Int: Int] = [:]
    for id in Set(others).sorted() {
      guard let next = taken.nextID else { break }
      ids[id] = next
      taken.insert(Lesion(id: next))
    }
    return ids
  }

  /// This work behind earlier work, with other ids. Nothing of it is predicted yet: that takes a
  /// study that is whole.
  fileprivate func following(_ earlier: UserWork, numbered ids: [Int: Int]) -> UserWork {
    var joined = self
    joined.lesions = earlier.lesions
    joined.isDone = earlier.isDone
    for lesion in lesions {
      if let id = ids[lesion.id] { joined.insert(lesion.numbered(id)) }
    }
    return joined
  }
}
