import Imaging
import Recist

/// One of the two ends of a diameter.
public enum LesionEnd: String, Hashable, Sendable {
  case a, b

  /// "A" or "B".
  public var letter: String { rawValue.uppercased() }
  public var other: LesionEnd { self == .a ? .b : .a }
}

/// A lesion as the reader made it: the ends placed so far, and what the network made of them.
public struct Lesion: Hashable, Sendable {
  /// From 1 to 255; the label in the mask.
  public internal(set) var id: Int
  public var a: Voxel?
  public var b: Voxel?
  /// Perpendicular to the diameter in the same slice: derived from a mask, or placed.
  public var shortAxis: Diameter?
  /// The reader's name for it; may be empty.
  public var name = ""
  package var role = LesionRole.target
  package var site = Site("")
  /// Whether it is there to be measured, as far as the reader says otherwise.
  package var finding = FindingStatus.present
  /// It was carried over from another study, and the reader has not said that it lies right here.
  public var isUnconfirmed = false
  /// The lesion in 3D, kept when an end moves so that its mask can still be read.
  public var segmentation: LesionSegmentation?

  public init(id: Int, a: Voxel? = nil, b: Voxel? = nil, segmentation: LesionSegmentation? = nil) {
    self.id = id
    self.a = a
    self.b = b
    self.segmentation = segmentation
  }

  /// The same lesion under another number, without its mask, whose label is the number.
  func numbered(_ id: Int) -> Lesion {
    var lesion = Lesion(id: id, a: a, b: b)
    lesion.shortAxis = shortAxis
    lesion.name = name
    lesion.role = role
    lesion.site = site
    lesion.finding = finding
    return lesion
  }

  /// The diameter once both ends are placed.
  public var diameter: Diameter? {
    guard let a, let b else { return nil }
    return Diameter(a, b)
  }

  /// The length of a placed short axis in mm.
  public func shortMillimetres(in grid: VoxelGrid) -> Double? {
    shortAxis.map { $0.millimetres(in: grid) }
  }

  /// Whether an end was moved after the prediction; to exchange the ends moves none.
  public var isStale: Bool {
    guard let segmentation else { return false }
    return segmentation.diameter != diameter && segmentation.diameter != diameter?.reversed
  }

  public subscript(end: LesionEnd) -> Voxel? {
    get { end == .a ? a : b }
    set { if end == .a { a = newValue } else { b = newValue } }
  }
}

/// How far a lesion has come on its way to a volume.
public enum LesionStatus: String, Sendable {
  /// An end is missing.
  case incomplete
  /// Recorded without a diameter: gone, not to be measured, or followed by eye.
  case unmeasured
  /// Measured by its diameter only.
  case placed
  /// Waits for the prediction that runs.
  case queued
  case predicting
  case predicted
  /// Predicted, and an end was moved since.
  case stale
}
