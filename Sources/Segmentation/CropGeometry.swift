import Imaging

/// How the network's input lies in a volume: which voxels it is made from, in which axis order, at
/// what step, padded to what.
///
/// Places along the network's axes (see ``NetworkAxes``) are indices of the volume's voxels, a
/// voxel's centre at its index.
public struct CropGeometry: Equatable, Sendable {
  /// The voxels that get a logit, in the file's axes.
  public let box: VoxelBox
  /// The voxels that the input is made from; holds `box`.
  public let readBox: VoxelBox
  /// How several voxels become one value of the input.
  let reduction: Reduction
  let axes: NetworkAxes
  /// `box` and `readBox` along the network's axes z, y, x.
  let ranges, readRanges: [Range<Int>]
  /// Where the input's first voxel has its centre, and how far it is to the next, along z, y, x.
  let start, step: [Double]
  /// Voxels of the input along z, y, x.
  public let inputShape: [Int]
  /// `inputShape` rounded up to multiples of the network's stride.
  public let paddedShape: [Int]

  enum Reduction: Equatable, Sendable {
    /// The largest of each cell of `step` voxels, a power of 2.
    case maximum
    /// As ``AxisSampling`` weighs them.
    case mean
  }

  /// The input as a network wants it.
  ///
  /// - Parameter growth: how much longer the field is along z, y, x; a crop by margin does not grow.
  public init(
    diameter: Diameter, grid: VoxelGrid, cropping: Cropping, stride: Int,
    growth: [Double] = [1, 1, 1]
  ) {
    switch cropping {
    case .margin(let margin, let maximumVoxels):
      self.init(
        diameter: diameter, grid: grid, margin: margin, maximumVoxels: maximumVoxels,
        stride: stride)
    case .field(let field):
      self.init(diameter: diameter, grid: grid, field: field, stride: stride, growth: growth)
    }
  }

  /// The volume's own voxels around a diameter.
  ///
  /// - Parameters:
  ///   - margin: voxels around the diameter's bounding box.
  ///   - maximumVoxels: the two largest axes are halved until the crop has no more than this.
  ///   - stride: the network's total stride.
  public init(
    diameter: Diameter, grid: VoxelGrid, margin: Int, maximumVoxels: Int, stride: Int
  ) {
    axes = NetworkAxes(of: grid)
    box = VoxelBox(enclosing: [diameter.a, diameter.b])!.expanded(by: margin)
      .intersection(grid.box)
    readBox = box
    ranges = axes.ranges(of: box)
    readRanges = ranges
    reduction = .maximum
    var pooled = ranges.map(\.count)
    var shifts = [0, 0, 0]
    while pooled.reduce(1, *) > maximumVoxels {
      // Ties go to the earlier axis; an axis of one voxel cannot be halved.
      let largest = [0, 1, 2].sorted { (pooled[$0], $1) > (pooled[$1], $0) }.prefix(2)
      for axis in largest where pooled[axis] > 1 {
        pooled[axis] = (pooled[axis] + 1) / 2
        shifts[axis] += 1
      }
    }
    step = shifts.map { Double(1 << $0) }
    // The centre of the cell of voxels 0 ..< step.
    start = zip(ranges, step).map { Double($0.lowerBound) + ($1 - 1) / 2 }
    inputShape = pooled
    paddedShape = pooled.map { ($0 + stride - 1) / stride * stride }
  }

  /// A field of view scaled to the diameter.
  init(
    diameter: Diameter, grid: VoxelGrid, field: FieldOfView, stride: Int, growth: [Double]
  ) {
    let axes = NetworkAxes(of: grid)
    let edge = field.edge(diameter: diameter.millimetres(in: grid))
    let lines = (0..<3).map { axis in
      let ends = [diameter.a, diameter.b].map { axes.index(of: $0, axis: axis) }
      return FieldAxis(
        center: Double(ends[0] + ends[1]) / 2, step: edge / axes.spacing[axis],
        voxels: (Double(field.voxels) * growth[axis]).rounded(), size: axes.shape[axis])
    }
    self.axes = axes
    start = lines.map(\.start)
    step = lines.map(\.step)
    ranges = lines.map(\.range)
    readRanges = lines.map(\.readRange)
    reduction = .mean
    box = axes.box(ranges)
    readBox = axes.box(readRanges)
    inputShape = lines.map(\.count)
    paddedShape = inputShape.map { ($0 + stride - 1) / stride * stride }
  }

  /// Where a voxel's centre lies among the input's voxels: continuous indices (z, y, x).
  public func position(of voxel: Voxel) -> SIMD3<Float> {
    var position = SIMD3<Float>()
    for axis in 0..<3 {
      let index = Double(axes.index(of: voxel, axis: axis))
      position[axis] = Float((index - start[axis]) / step[axis])
    }
    return position
  }

  /// Which of the input's voxels count for each voxel of `box` along an axis.
  func logitSampling(axis: Int) -> AxisSampling {
    AxisSampling(
      size: inputShape[axis], start: (Double(ranges[axis].lowerBound) - start[axis]) / step[axis],
      step: 1 / step[axis], count: ranges[axis].count)
  }

  /// Which voxels of `readBox` count for each of the input's voxels along an axis.
  func inputSampling(axis: Int) -> AxisSampling {
    AxisSampling(
      size: readRanges[axis].count, start: start[axis] - Double(readRanges[axis].lowerBound),
      step: step[axis], count: inputShape[axis])
  }
}

/// A field of view along one axis, less what lies outside the volume.
private struct FieldAxis {
  let start, step: Double
  let count: Int
  /// The volume's voxels whose centres lie in the field, and those that its voxels are made from.
  let range, readRange: Range<Int>

  /// - Parameters:
  ///   - center: the field's middle, and `step` from voxel to voxel, in the volume's voxels.
  ///   - voxels: of the field.
  ///   - size: of the volume, in voxels.
  init(center: Double, step: Double, voxels: Double, size: Int) {
    // Rounding must not decide whether a voxel on the field's very face counts.
    let tolerance = 1e-6
    let first = center - (voxels - 1) / 2 * step
    let lowest = max(((-0.5 - first) / step - tolerance).rounded(.up), 0)
    let highest = min(
      ((Double(size) - 0.5 - first) / step + tolerance).rounded(.down), voxels - 1)
    // A volume thinner than the step may fall between two planes of the field.
    start = lowest <= highest ? first + lowest * step : center
    count = lowest <= highest ? Int(highest - lowest) + 1 : 1
    self.step = step
    let last = start + Double(count - 1) * step
    // To the field's own faces: next to the volume's, up to half a step lies beyond the last sample
    // that is inside, and takes that one's logit.
    let inside = (
      Int((first - step / 2 - tolerance).rounded(.up)),
      Int((first + (voxels - 0.5) * step + tolerance).rounded(.down)) + 1
    )
    range = max(0, inside.0)..<min(size, inside.1)
    let reach = max(1, step)
    let near = (Int((start - reach).rounded(.down)), Int((last + reach).rounded(.up)) + 1)
    readRange = max(0, near.0)..<min(size, near.1)
  }
}
