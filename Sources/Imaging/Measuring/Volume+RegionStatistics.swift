extension Volume {
  /// Statistics over the voxels of a disc or a sphere that the volume holds.
  public func statistics(in region: RegionOfInterest) -> RegionStatistics {
    var sample = Sample()
    region.forEachRun(on: grid, in: box) { start, count in
      sample.add(count, from: start, of: self)
    }
    let stepArea = region.sliceAxis.map { axis in
      let steps = (0..<3).filter { $0 != axis }.map { grid.affine.column($0) }
      return steps[0].cross(steps[1]).length
    }
    return sample.statistics(on: grid, stepArea: stepArea)
  }

  /// Statistics over the voxels of a lesion that the volume holds.
  ///
  /// Eight bytes of memory for each voxel, while it runs: a median needs them all.
  public func statistics(over label: UInt8, in mask: Mask) -> RegionStatistics {
    var sample = Sample()
    if let bounds = mask.bounds(of: label) {
      VoxelRuns(.only(label), in: mask, box: bounds, sliceAxis: 2).forEachRun { start, count, _ in
        sample.add(count, from: start, of: self)
      }
    }
    return sample.statistics(on: grid, stepArea: nil)
  }
}

/// The values of a region, gathered run by run.
private struct Sample {
  private var moments = RunningMoments()
  private var voxels = 0
  private var values: [Double] = []

  /// - Parameter count: how many voxels along x.
  mutating func add(_ count: Int, from start: Voxel, of volume: Volume) {
    voxels += volume.addMoments(of: count, from: start, to: &moments, values: &values)
  }

  consuming func statistics(on grid: VoxelGrid, stepArea: Double?) -> RegionStatistics {
    let (all, moments) = (Double(voxels), moments)
    let nonfinite = voxels - moments.count
    return RegionStatistics(
      count: moments.count, nonfinite: nonfinite, mean: moments.mean,
      standardDeviation: moments.standardDeviation, minimum: values.min() ?? .nan,
      maximum: values.max() ?? .nan, median: values.median(),
      areaSquareMillimetres: stepArea.map { $0 * all },
      volumeCubicMillimetres: grid.voxelVolume * all)
  }
}

extension [Double] {
  /// The median of finite values, NaN of none: Hoare's selection, linear in their number. Reorders
  /// the array.
  fileprivate mutating func median() -> Double {
    guard !isEmpty else { return .nan }
    let middle = count / 2
    select(middle)
    guard count.isMultiple(of: 2) else { return self[middle] }
    return (self[middle] + (self[..<middle].max() ?? self[middle])) / 2
  }

  /// Puts the value that sorting would put at `place` there, no larger ones before it.
  private mutating func select(_ place: Int) {
    var (low, high) = (0, count - 1)
    while low < high {
      // The middle one of three guards against rows that are sorted already.
      let (a, b, c) = (self[low], self[(low + high) / 2], self[high])
      let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while self[i] < pivot { i += 1 }
        while self[j] > pivot { j -= 1 }
        if i <= j {
          swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if place <= j {
        high = j
      } else if place >= i {
        low = i
      } else {
        return
      }
    }
  }
}
