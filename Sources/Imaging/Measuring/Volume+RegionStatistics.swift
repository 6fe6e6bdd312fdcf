extension Volume {
  /// Statistics over the voxels of a disc that the volume holds.
  ///
  /// Eight bytes of memory for each voxel, while it runs: a median needs them all.
  public func statistics(in region: RegionOfInterest) -> RegionStatistics {
    var sample = Sample()
    region.forEachRun(on: grid, in: box) { start, count in
      sample.add(count, from: start, of: self)
    }
    let steps = (0..<3).filter { $0 != region.sliceAxis }.map { grid.affine.column($0) }
    return sample.statistics(stepArea: steps[0].cross(steps[1]).length)
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

  /// - Parameter stepArea: of a voxel in the slice, in mm2.
  consuming func statistics(stepArea: Double) -> RegionStatistics {
    let (all, moments) = (Double(voxels), moments)
    let nonfinite = voxels - moments.count
    return RegionStatistics(
      count: moments.count, nonfinite: nonfinite, mean: moments.mean,
      standardDeviation: moments.standardDeviation, minimum: values.min() ?? .nan,
      maximum: values.max() ?? .nan, median: values.median(),
      areaSquareMillimetres: stepArea * all)
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
