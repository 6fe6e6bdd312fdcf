import Imaging

/// What an image file says of itself, checked; no voxel has been read.
public struct ImageFileHeader: Sendable {
  /// The path as it was given, made safe to show.
  public let path: String
  /// Sizes of all dimensions that the file states, one to seven.
  public let shape: [Int]
  /// Where the voxels of one frame lie; dimensions that the file does not state have size 1.
  public let grid: VoxelGrid
  /// How many 3D images the file holds: the product of its dimensions past the third.
  public let frames: Int
  /// How a voxel is stored.
  public let type: VoxelType
  /// `value = stored x slope + intercept`; 1 and 0 where the file asks for no scaling.
  public let slope: Double
  public let intercept: Double
  /// pixdim along each stated dimension, in mm for the first three; ``grid`` has what is used.
  public let statedSpacing: [Double]
  /// What the qform and the sform map to, 0 for none: 1 scanner, 2 aligned, 3 Talairach, 4 MNI.
  public let qformCode: Int
  public let sformCode: Int
  /// Which form gave the affine; `nil` where the file has neither.
  public let orientationSource: OrientationSource?
  /// The file's free text, made safe to show.
  public let text: String
  public let niftiVersion: Int
  public let isBigEndian: Bool
  public let isCompressed: Bool
  /// Sentences about the file worth a reader's attention.
  public let warnings: [String]
  /// The raw fields, which a mask on the same grid repeats.
  let nifti: NiftiHeader
}

/// One 3D image of a file.
public struct ImageFile: Sendable {
  public let header: ImageFileHeader
  public let volume: Volume
  /// Which of the file's 3D images this is, from 0.
  public let frame: Int
  /// The header's warnings and those about the voxels' bytes. NaN and infinite voxels are kept
  /// and not mentioned here: `volume.statistics()` counts them.
  public let warnings: [String]
}
