import Imaging

extension State {
  /// The study once all of it is read.
  public var loaded: LoadedStudy? {
    if case .loaded(let study) = study { study } else { nil }
  }

  /// The study's voxels once all of them are read.
  public var volume: Volume? { loaded?.volume }

  /// The study as far as it is read: its volume may have some slices only, or none.
  public var shown: LoadedStudy? {
    switch study {
    case .partial(let study, _), .loaded(let study): study
    case .loading, .failed: nil
    }
  }

  /// The study's grid, which is known before its voxels are.
  public var grid: VoxelGrid? { shown?.volume.grid }

  /// How much of the study is read, 0...1, while it can be seen and is not whole.
  public var readingFraction: Double? {
    if case .partial(_, let fraction) = study { fraction } else { nil }
  }

  /// How slices of the current plane are laid out; `nil` before the study's header is read.
  public var displayPlane: DisplayPlane? {
    grid.map { DisplayPlane(plane, of: $0) }
  }

  public var selectedLesion: Lesion? { selected.flatMap { work.lesion($0) } }

  public var isSaving: Bool { !savesInFlight.isEmpty }

  /// How far a lesion has come, with the prediction that runs taken into account.
  public func status(of lesion: Lesion) -> LesionStatus {
    guard lesion.diameter != nil else { return lesion.isUnfinished ? .incomplete : .unmeasured }
    if let prediction {
      if prediction.requested.contains(lesion.id) { return .predicting }
      if prediction.queue.contains(lesion.id) { return .queued }
    }
    if lesion.segmentation == nil { return .placed }
    return lesion.isStale ? .stale : .predicted
  }

  /// Nobody can place what cannot be seen: the cross-hair shows while an end is being placed.
  var isCrosshairShown: Bool {
    switch mode {
    case .placing, .shortAxis, .brush: true
    default: display.showsCrosshair
    }
  }

  /// "AX", "COR" or "SAG".
  var planeName: String { plane.shortName }

  /// The selected lesion's fixed end and the cursor while the other end is being placed.
  var liveDiameter: Diameter? {
    guard case .placing(let end) = mode, let fixed = selectedLesion?[end.other] else {
      return nil
    }
    return end == .b ? Diameter(fixed, cursor) : Diameter(cursor, fixed)
  }

  /// The selected lesion's short axis while it is being edited.
  var liveShortAxis: Diameter? {
    if case .shortAxis(let edit) = mode { edit.axis } else { nil }
  }

  /// All that a save writes.
  public var snapshot: SessionSnapshot { reading.snapshot }
}
