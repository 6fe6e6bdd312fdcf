import Imaging

/// What a table or a letter says of one lesion.
public struct LesionReport: Hashable, Sendable {
  public typealias Role = SessionDocument.Role

  /// The label in the mask, from 1.
  public var label: Int
  public var name: String?
  public var role: Role?
  public var organ: String?
  /// Whether it is a lymph node, which RECIST measures across.
  public var isNode = false
  public var finding = Finding.present
  /// It was copied from another study, and the reader did not confirm that it lies right here.
  public var isUnconfirmed = false
  /// The ends of the placed diameter.
  public var a: Place?
  public var b: Place?
  /// Lengths as placed by the reader, in mm.
  public var diameterMillimetres: Double?
  public var shortDiameterMillimetres: Double?
  /// What was measured of the mask.
  public var measurement: MeasurementRecord?
  /// An end was moved after the measurement.
  public var isStale = false
  /// The network found nothing, and the mask was raised inside the RECIST sphere.
  public var isRescued = false
  /// The mask was changed by hand.
  public var isEdited = false

  /// What there is of it, in the words of a session.
  public enum Finding: String, Hashable, Sendable {
    /// There; a target is measured.
    case present
    /// Gone: a target counts 0 mm.
    case absent
    /// A target counts 5 mm (RECIST 1.1, 4.3.2).
    case tooSmallToMeasure = "too small to measure"
    case unequivocalProgression = "unequivocal progression"
    /// Not imaged, or not to be judged.
    case notEvaluable = "not evaluable"
  }

  /// An end of a diameter.
  public struct Place: Hashable, Sendable {
    /// Indices in the file's own axes, from 0.
    public var voxel: Voxel
    /// RAS mm.
    public var position: SIMD3<Double>?
    /// The axial slice as the viewer counts it, from 1 at the most inferior; `nil` where the grid is
    /// not known.
    public var slice: Int?

    public init(voxel: Voxel, position: SIMD3<Double>? = nil, slice: Int? = nil) {
      self.voxel = voxel
      self.position = position
      self.slice = slice
    }
  }

  public init(label: Int) { self.label = label }

  /// "lesion 3", with a name "lesion 3, segment VII".
  var title: String {
    guard let name, !name.isEmpty else { return "lesion \(label)" }
    return "lesion \(label), \(name)"
  }
}

extension SessionDocument.Role {
  /// As a sentence calls it.
  public var name: String { self == .nonTarget ? "non-target" : rawValue }
}
