import Imaging

extension State {
  /// Opens a study at its middle slice, or at the first lesion of earlier work.
  mutating func load(_ study: LoadedStudy) {
    if revision > 0 || work != UserWork() {
      // The reader comes back: what he made is newer than what is on the disk.
      self.study = .loaded(study)
      return
    }
    let zoom = viewport.zoom
    reading = Reading(study: .loaded(study))
    let shape = study.volume.grid.shape
    cursor = Voxel(shape.x / 2, shape.y / 2, shape.z / 2)
    // From the second case on the reader has chosen how to see them, as far as both are CT.
    let opening = openingWindow(for: study.volume)
    if !cases.hasOpened || opening.source == .automatic || window.source == .automatic {
      window = opening
    }
    if cases.hasOpened { viewport.zoom = zoom }
    cases.hasOpened = true
    mode = .normal
    message = nil
    if let restored = study.restored { restore(restored, on: study.volume.grid) }
    if let warning = study.warnings.first ?? options.notice {
      message = Message(.warning, warning)
    }
  }

  private mutating func restore(_ session: RestoredSession, on grid: VoxelGrid) {
    var lesions: [Int: Lesion] = [:]
    func inside(_ voxel: Voxel?) -> Voxel? { voxel.flatMap { grid.contains($0) ? $0 : nil } }
    for var lesion in session.lesions
    where (1...255).contains(lesion.id) && lesions[lesion.id] == nil {
      lesion.a = inside(lesion.a)
      lesion.b = inside(lesion.b)
      guard lesion.a != nil || lesion.b != nil else { continue }
      if lesion.segmentation?.mask.grid.shape != grid.shape { lesion.segmentation = nil }
      lesions[lesion.id] = lesion
    }
    work.lesions = lesions.values.sorted { $0.id < $1.id }
    work.isDone = session.isDone
    if session.isSaved { noteSaved(work) } else { countChange() }
    select(work.lesions.first?.id)
    goToSelectedLesion()
  }

  /// Soft tissue for CT; other images, which have no air below -150, from their percentiles.
  func openingWindow(for volume: Volume) -> WindowSetting {
    let plane = DisplayPlane(plane, of: volume.grid)
    let middle = volume.sample(plane: plane, slice: plane.slices / 2)
    if let lowest = middle.first, lowest < -150 { return WindowSetting(.soft) }
    guard let first = middle.first, let last = middle.last, first < last else {
      return WindowSetting(.soft)
    }
    let end = Double(middle.count - 1)
    return WindowSetting(
      IntensityWindow(
        lower: Double(middle[Int(0.01 * end)]), upper: Double(middle[Int(0.99 * end)])),
      source: .automatic)
  }
}
