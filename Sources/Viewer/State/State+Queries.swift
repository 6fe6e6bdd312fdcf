import Imaging

extension State {
  /// The study once it is read.
  public var loaded: LoadedStudy? {
    if case .loaded(let study) = study { study } else { nil }
  }

  public var volume: Volume? { loaded?.volume }

  /// How slices of the current plane are laid out; `nil` before a study is loaded.
  public var displayPlane: DisplayPlane? {
    volume.map { DisplayPlane(plane, of: $0.grid) }
  }

  public var selectedLesion: Lesion? { selected.flatMap { work.lesion($0) } }

  public var isSaving: Bool { !savesInFlight.isEmpty }

  /// How far a lesion has come, with the prediction that runs taken into account.
  public func status(of lesion: Lesion) -> LesionStatus {
    guard lesion.diameter != nil else { return .incomplete }
    if let prediction {
      if prediction.requested.contains(lesion.id) { return .predicting }
      if prediction.queue.contains(lesion.id) { return .queued }
    }
    if lesion.segmentation == nil { return .placed }
    return lesion.isStale ? .stale : .predicted
  }

  /// "AX", "COR" or "SAG".
  var planeName: String {
    switch plane {
    case .axial: "AX"
    case .coronal: "COR"
    case .sagittal: "SAG"
    }
  }

  /// The selected lesion's fixed end and the cursor while the other end is being placed.
  var liveDiameter: Diameter? {
    guard case .placing(let end) = mode, let fixed = selectedLesion?[end.other] else {
      return nil
    }
    return end == .b ? Diameter(fixed, cursor) : Diameter(cursor, fixed)
  }

  /// All that a save writes.
  public var snapshot: SessionSnapshot { reading.snapshot }
}
