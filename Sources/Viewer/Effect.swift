import Imaging

/// What `update` asks of the world; the effect runner carries it out and answers by an ``Event``.
public enum Effect: Sendable {
  /// Predict the lesions named; every lesion with a diameter is sent along, since two masks may
  /// meet and the voxel goes to the higher logit. Answered by progress, then one of predicted,
  /// predictionFailed, predictionCancelled.
  case predict(lesions: [PlacedLesion], requested: [Int])
  case cancelPrediction
  /// Write mask and session. Answered by saved or saveFailed.
  case save(SessionSnapshot)
  /// Write the session aside, quietly.
  case autosave(SessionSnapshot)
  /// Repaint the whole screen.
  case redraw
  /// Stop the process as Ctrl-Z does, and come back on SIGCONT.
  case suspend
  case quit
}

/// A lesion that has both ends of its diameter.
public struct PlacedLesion: Hashable, Sendable {
  /// From 1; the label in the mask.
  public var id: Int
  public var diameter: Diameter
  /// Whether it has a mask on the screen: one that was taken back must not take voxels from its
  /// neighbours.
  public var isPredicted: Bool

  public init(id: Int, diameter: Diameter, isPredicted: Bool = false) {
    self.id = id
    self.diameter = diameter
    self.isPredicted = isPredicted
  }
}

/// What a save writes: all that the user made, and what was measured.
public struct SessionSnapshot: Sendable {
  /// Grows with every change; see ``SaveReceipt/revision``.
  public var revision: Int
  public var lesions: [SnapshotLesion]
  public var mask: Mask?
  /// Where to write, as the reader named it; `nil` for beside the image or where it was saved
  /// before.
  public var folder: String?

  public init(revision: Int, lesions: [SnapshotLesion], mask: Mask?) {
    self.revision = revision
    self.lesions = lesions
    self.mask = mask
  }
}

/// One lesion of a snapshot; an end may still be missing.
public struct SnapshotLesion: Hashable, Sendable {
  public var id: Int
  public var a: Voxel?
  public var b: Voxel?
  public var measurement: LesionMeasurement?
  /// Whether an end was moved after the measurement.
  public var isStale: Bool
  /// Whether the prediction was empty and was raised inside the RECIST sphere.
  public var isRescued: Bool

  public init(
    id: Int, a: Voxel?, b: Voxel?, measurement: LesionMeasurement?, isStale: Bool = false,
    isRescued: Bool = false
  ) {
    self.id = id
    self.a = a
    self.b = b
    self.measurement = measurement
    self.isStale = isStale
    self.isRescued = isRescued
  }
}
