import Imaging

/// A synthetic CT together with the truth about its lesions.
public struct PhantomStudy: Sendable {
  /// Stored as int16 in HU (slope 1, intercept 0), axes running to the left, to posterior and to
  /// superior.
  public let volume: Volume
  /// Labels 1…n in the order of the options' lesions.
  public let mask: Mask
  public let lesions: [PhantomLesion]
}

/// What is true of one lesion of a phantom.
public struct PhantomLesion: Hashable, Sendable {
  /// In the mask, from 1.
  public let label: UInt8
  public let name: String
  public let organ: LesionSpecification.Organ
  /// The RECIST long axis: the two voxels farthest apart in the axial slice in which the true mask
  /// has the largest area.
  public let diameter: Diameter
  /// Voxels of the true mask x the volume of a voxel, in mL.
  public let volumeMillilitres: Double
  /// Voxels of the true mask.
  public let voxels: Int
}
