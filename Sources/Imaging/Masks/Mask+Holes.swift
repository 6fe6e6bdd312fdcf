extension Mask {
  /// The mask with its cavities filled: background that no path over faces (6 neighbours) leads out
  /// of the mask's box.
  ///
  /// A cavity between lesions goes row by row to the one before it along x.
  public func fillingHoles() -> Mask { fillingHoles(sliceAxis: 2, withinSlices: false) }

  /// As ``fillingHoles()``, slice by slice of a plane: what is closed in within its slice (4
  /// neighbours) is filled, whether or not it is open to the next.
  public func fillingHoles(in plane: DisplayPlane) -> Mask {
    fillingHoles(sliceAxis: plane.sliceAxis, withinSlices: true)
  }

  private func fillingHoles(sliceAxis: Int, withinSlices: Bool) -> Mask {
    guard let bounds else { return Mask(emptyOn: grid) }
    let runs = VoxelRuns(.background, in: self, box: bounds, sliceAxis: sliceAxis)
    let (numbers, count) = runs.pieces(.faces, withinSlices: withinSlices)
    // A piece with a voxel on the box's faces is open: outside of it there is background alone.
    var isOpen = [Bool](repeating: false, count: count)
    let length = bounds.shape[runs.fastAxis]
    for slice in 0..<runs.slices {
      let isOuterSlice = !withinSlices && (slice == 0 || slice == runs.slices - 1)
      for row in 0..<runs.rows {
        let isOuterRow = isOuterSlice || row == 0 || row == runs.rows - 1
        for place in runs.range(row: row, slice: slice) {
          let run = runs.runs[place]
          if isOuterRow || run.start == 0 || run.end == length {
            isOpen[Int(numbers[place])] = true
          }
        }
      }
    }
    var result = self
    runs.forEachRun { start, count, run in
      guard !isOpen[Int(numbers[run])] else { return }
      // A closed run never starts a row.
      var before = start
      before[runs.fastAxis] -= 1
      let label = self[before]
      var voxel = start
      for _ in 0..<count {
        result[voxel] = label
        voxel[runs.fastAxis] += 1
      }
    }
    return result.trimmed()
  }
}
