import Imaging

/// A synthetic CT of a trunk with lesions whose true extent is known.
///
/// Everything follows from the options: the same options give the same bytes on every machine.
public enum Phantom {
  /// What to generate.
  public struct Options: Hashable, Sendable {
    /// Voxels along x (to the left), y (to posterior), z (to superior).
    public var shape: Voxel
    /// mm between voxels along x, y, z.
    public var spacing: SIMD3<Double>
    /// Grows the vessels, textures, lesion boundaries and noise.
    public var seed: UInt64
    public var lesions: [LesionSpecification]
    /// Standard deviation of the noise in the middle of the body, in HU; 0 for none.
    public var noise: Double
    /// Stored values are multiples of this many HU; a step well below the noise halves the size
    /// of the compressed file and is not seen.
    public var quantisation: Int

    /// The defaults cover a trunk from the tops of the lungs to below the kidneys.
    public init(
      shape: Voxel = Voxel(256, 256, 128), spacing: SIMD3<Double> = SIMD3(1.5, 1.5, 3),
      seed: UInt64 = 1, lesions: [LesionSpecification] = LesionSpecification.standard,
      noise: Double = 12, quantisation: Int = 4
    ) {
      self.shape = shape
      self.spacing = spacing
      self.seed = seed
      self.lesions = lesions
      self.noise = noise
      self.quantisation = quantisation
    }
  }

  /// Where the origin of the phantom's own frame lies in the patient coordinates of the volume, in
  /// RAS mm: scanners put their origin somewhere on the table, not in the patient.
  public static let origin = SIMD3<Double>(-2.5, 161.5, -238)

  /// Makes the CT and the truth about its lesions.
  ///
  /// - Throws: ``PhantomError`` when an option is out of range or a lesion has no voxel in the
  ///   field of view.
  public static func generate(_ options: Options = Options()) throws -> PhantomStudy {
    try validate(options)
    let acquisition = Acquisition(options: options)
    let anatomy = Anatomy(seed: options.seed, lesions: options.lesions)
    let (mask, lesions) = try LesionTruth(acquisition: acquisition).find(anatomy.lesions)
    return PhantomStudy(volume: acquisition.scan(anatomy), mask: mask, lesions: lesions)
  }

  private static func validate(_ options: Options) throws {
    for axis in 0..<3 {
      guard (1...4096).contains(options.shape[axis]) else {
        throw PhantomError.shape(options.shape)
      }
      guard options.spacing[axis].isFinite, (0.05...50).contains(options.spacing[axis]) else {
        throw PhantomError.spacing(options.spacing)
      }
    }
    // No product of three numbers up to 4096 overflows.
    guard options.shape.x * options.shape.y * options.shape.z <= 1 << 30 else {
      throw PhantomError.shape(options.shape)
    }
    guard options.noise.isFinite, (0...500).contains(options.noise) else {
      throw PhantomError.noise(options.noise)
    }
    guard (1...100).contains(options.quantisation) else {
      throw PhantomError.quantisation(options.quantisation)
    }
    guard options.lesions.count <= 255 else {
      throw PhantomError.tooManyLesions(options.lesions.count)
    }
    for lesion in options.lesions {
      let lengths = [
        lesion.equivalentDiameter, lesion.stretch.x, lesion.stretch.y, lesion.stretch.z,
      ]
      let others = [
        lesion.center.x, lesion.center.y, lesion.center.z, lesion.coreHU, lesion.rimHU,
        lesion.lobulation,
      ]
      guard others.allSatisfy({ $0.isFinite && abs($0) < 10_000 }),
        lengths.allSatisfy({ $0.isFinite && $0 > 0 && $0 < 1000 }),
        (0...1000).contains(lesion.spicules)
      else { throw PhantomError.lesionSpecification(lesion.name) }
    }
  }
}
