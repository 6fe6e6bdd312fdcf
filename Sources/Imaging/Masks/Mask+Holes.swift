extension Mask {
  /// The mask with its holes filled, slice by slice of a plane: background that is closed in within
  /// its slice (no path over 4 neighbours leads out of it), whether or not it is open to the next.
  ///
  /// A hole between lesions goes row by row to the one before it along the row.
  public func fillingHoles(in plane: DisplayPlane) -> Mask {
    guard let bounds else { return Mask(emptyOn: grid) }
    let runs = VoxelRuns(.background, in: self, box: bounds, sliceAxis: plane.sliceAxis)
    let (numbers, count) = runs.pieces(.faces, withinSlices: true)
    // A piece with a voxel on the box's faces is open: outside of it there is background alone.
    var isOpen = [Bool](repeating: false, count: count)
    let length = bounds.shape[runs.fastAxis]
    for slice in 0..<runs.slices {
      for row in 0..<runs.rows {
        let isOuterRow = row == 0 || row == runs.rows - 1
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
