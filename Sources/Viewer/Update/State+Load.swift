import Imaging

extension State {
  /// Opens a study at its middle slice, or at the first lesion of earlier work.
  mutating func load(_ study: LoadedStudy) {
    self = State(capability: capability, size: size, options: options)
    self.study = .loaded(study)
    let shape = study.volume.grid.shape
    cursor = Voxel(shape.x / 2, shape.y / 2, shape.z / 2)
    window = openingWindow(for: study.volume)
    if let restored = study.restored { restore(restored, on: study.volume.grid) }
    if let warning = study.warnings.first { message = Message(.warning, warning) }
  }

  private mutating func restore(_ session: RestoredSession, on grid: VoxelGrid) {
    var lesions: [Int: Lesion] = [:]
    let mask = session.mask.flatMap { $0.grid.shape == grid.shape ? $0 : nil }
    let bounds = mask?.boundsByLabel() ?? [:]
    func inside(_ voxel: Voxel?) -> Voxel? { voxel.flatMap { grid.contains($0) ? $0 : nil } }
    for restored in session.lesions
    where (1...255).contains(restored.id) && lesions[restored.id] == nil {
      var lesion = Lesion(id: restored.id, a: inside(restored.a), b: inside(restored.b))
      guard lesion.a != nil || lesion.b != nil else { continue }
      if let measurement = restored.measurement {
        lesion.prediction = Lesion.Prediction(
          diameter: restored.isStale ? nil : lesion.diameter, measurement: measurement,
          rescued: restored.isRescued, bounds: bounds[restored.id])
      }
      lesions[restored.id] = lesion
    }
    work.lesions = lesions.values.sorted { $0.id < $1.id }
    work.mask = mask?.keeping { lesions[$0] != nil }
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
