/// A voxel's indices in the file's own axes, from 0.
public struct Voxel: Hashable, Codable, Sendable {
  public var x: Int
  public var y: Int
  public var z: Int

  public init(_ x: Int, _ y: Int, _ z: Int) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The index along axis 0 (x), 1 (y) or 2 (z).
  public subscript(axis: Int) -> Int {
    get { axis == 0 ? x : axis == 1 ? y : z }
    set {
      switch axis {
      case 0: x = newValue
      case 1: y = newValue
      default: z = newValue
      }
    }
  }

  /// The voxel's centre as continuous indices.
  public var center: SIMD3<Double> { SIMD3(Double(x), Double(y), Double(z)) }
}

/// A half-open box of voxels: `lower` is inside, `upper` is the first index outside, on each axis.
public struct VoxelBox: Hashable, Sendable {
  public var lower: Voxel
  public var upper: Voxel

  public init(lower: Voxel, upper: Voxel) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest box that holds all of `voxels`; `nil` when there are none.
  public init?(enclosing voxels: some Sequence<Voxel>) {
    var iterator = voxels.makeIterator()
    guard let first = iterator.next() else { return nil }
    self.init(lower: first, upper: Voxel(first.x + 1, first.y + 1, first.z + 1))
    while let voxel = iterator.next() {
      for axis in 0..<3 {
        lower[axis] = min(lower[axis], voxel[axis])
        upper[axis] = max(upper[axis], voxel[axis] + 1)
      }
    }
  }

  /// Number of voxels along x, y, z; never negative.
  public var shape: Voxel {
    Voxel(
      max(0, upper.x - lower.x), max(0, upper.y - lower.y), max(0, upper.z - lower.z))
  }

  public var count: Int { shape.x * shape.y * shape.z }
  public var isEmpty: Bool { count == 0 }

  public func contains(_ voxel: Voxel) -> Bool {
    voxel.x >= lower.x && voxel.x < upper.x && voxel.y >= lower.y && voxel.y < upper.y
      && voxel.z >= lower.z && voxel.z < upper.z
  }

  /// The box grown by `margin` voxels on every side.
  public func expanded(by margin: Int) -> VoxelBox {
    VoxelBox(
      lower: Voxel(lower.x - margin, lower.y - margin, lower.z - margin),
      upper: Voxel(upper.x + margin, upper.y + margin, upper.z + margin))
  }

  /// What both boxes share; empty where they do not meet.
  public func intersection(_ other: VoxelBox) -> VoxelBox {
    var result = self
    for axis in 0..<3 {
      result.lower[axis] = max(lower[axis], other.lower[axis])
      result.upper[axis] = max(result.lower[axis], min(upper[axis], other.upper[axis]))
    }
    return result
  }

  /// The smallest box that holds both; an empty box adds nothing.
  public func union(_ other: VoxelBox) -> VoxelBox {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var result = self
    for axis in 0..<3 {
      result.lower[axis] = min(lower[axis], other.lower[axis])
      result.upper[axis] = max(upper[axis], other.upper[axis])
    }
    return result
  }
}
