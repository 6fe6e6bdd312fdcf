import Imaging

/// A lesion in 3D: what the network made of its diameter.
public struct LesionSegmentation: Hashable, Sendable {
  /// The diameter that was the prompt; `nil` when the session it came from does not say.
  public var diameter: Diameter?
  /// On the study's grid; the label is the lesion's id, and the box holds its voxels and few more.
  public var mask: Mask
  public var measurement: LesionMeasurement
  /// The network found nothing and the mask was raised inside the RECIST sphere.
  public var rescued: Bool
  /// The logit above which a voxel is lesion.
  public var threshold: Double
  /// The reader changed the mask by hand.
  public var isEdited: Bool

  public init(
    diameter: Diameter?, mask: Mask, measurement: LesionMeasurement, rescued: Bool = false,
    threshold: Double = 0, isEdited: Bool = false
  ) {
    self.threshold = threshold
    self.isEdited = isEdited
    self.diameter = diameter
    self.mask = mask
    self.measurement = measurement
    self.rescued = rescued
  }
}
