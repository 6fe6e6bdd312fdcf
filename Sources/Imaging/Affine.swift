/// The map from voxel indices to patient millimetres in RAS (x to the right, y to anterior,
/// z to superior), as NIfTI-1 defines it: `p = M (i, j, k) + t`.
public struct Affine: Hashable, Sendable {
  /// Where one step along voxel axis x, y, z leads, in mm: the columns of M.
  public var columns: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
    get { (x, y, z) }
    set { (x, y, z) = newValue }
  }
  private var x: SIMD3<Double>
  private var y: SIMD3<Double>
  private var z: SIMD3<Double>
  /// The position of voxel (0, 0, 0), in mm.
  public var translation: SIMD3<Double>

  public init(
    columns: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>), translation: SIMD3<Double>
  ) {
    (x, y, z) = columns
    self.translation = translation
  }

  /// A grid along the patient's axes with the given spacing in mm.
  public init(spacing: SIMD3<Double>, translation: SIMD3<Double> = .zero) {
    self.init(
      columns: (SIMD3(spacing.x, 0, 0), SIMD3(0, spacing.y, 0), SIMD3(0, 0, spacing.z)),
      translation: translation)
  }

  /// The column of voxel axis 0, 1 or 2, in mm per voxel.
  public func column(_ axis: Int) -> SIMD3<Double> { axis == 0 ? x : axis == 1 ? y : z }

  /// Patient position in RAS mm of continuous voxel indices.
  public func callAsFunction(_ index: SIMD3<Double>) -> SIMD3<Double> {
    vector(index) + translation
  }

  public func callAsFunction(_ voxel: Voxel) -> SIMD3<Double> { self(voxel.center) }

  /// The displacement in mm of a displacement in voxels.
  public func vector(_ offset: SIMD3<Double>) -> SIMD3<Double> {
    x * offset.x + y * offset.y + z * offset.z
  }

  /// Distance between two voxel centres in mm.
  public func distance(_ a: Voxel, _ b: Voxel) -> Double {
    vector(a.center - b.center).length
  }

  /// Length of one step along each voxel axis, in mm.
  public var spacing: SIMD3<Double> { SIMD3(x.length, y.length, z.length) }

  /// Determinant of the 3 x 3 part: its magnitude is the volume of a voxel in mm3, its sign
  /// the handedness of the grid.
  public var determinant: Double { (x.cross(y) * z).sum() }

  /// Continuous voxel indices of a patient position in mm; `nil` for a singular affine.
  public func voxelIndex(ofMillimetres position: SIMD3<Double>) -> SIMD3<Double>? {
    let determinant = self.determinant
    guard determinant != 0, determinant.isFinite else { return nil }
    let p = position - translation
    return SIMD3(
      (p * y.cross(z)).sum(), (p * z.cross(x)).sum(), (p * x.cross(y)).sum()) / determinant
  }

  /// Rows of the 4 x 4 matrix.
  public var rows: [[Double]] {
    (0..<3).map { [x[$0], y[$0], z[$0], translation[$0]] } + [[0, 0, 0, 1]]
  }
}

extension SIMD3<Double> {
  /// Euclidean length.
  public var length: Double { (self * self).sum().squareRoot() }

  public func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }
}
