import Imaging

extension State {
  mutating func setWindow(_ setting: WindowSetting) throws(Refusal) {
    try requireGrid()
    window = setting
  }

  /// The window from the 1st to the 99th percentile of the slice on the screen.
  mutating func setAutomaticWindow() throws(Refusal) {
    try requireGrid()
    guard let volume = shown?.volume, let window = percentileWindow(of: volume) else {
      try requireVoxelAtCursor()
      throw Refusal("this slice has no finite values.")
    }
    self.window = WindowSetting(window, source: .automatic)
  }

  func percentileWindow(of volume: Volume) -> IntensityWindow? {
    let plane = DisplayPlane(plane, of: volume.grid)
    let values = volume.sample(plane: plane, slice: plane.position(of: cursor).slice)
    guard !values.isEmpty else { return nil }
    let last = Double(values.count - 1)
    return IntensityWindow(
      lower: Double(values[Int(0.01 * last)]),
      upper: Double(values[Int((0.99 * last).rounded(.up))]))
  }

  /// Enters the mode in which arrows change the window, or leaves it and keeps the setting.
  mutating func toggleWindowing() throws(Refusal) {
    try requireGrid()
    if case .windowing = mode { leaveMode() } else { enter(.windowing(window)) }
  }

  /// Left and right change the width, down and up the level, in steps that follow the width.
  mutating func adjustWindow(columns: Int, rows: Int) {
    let step = max(1, (window.window.width / 20).rounded())
    func amount(_ count: Int) -> Double {
      // The fast keys move ten voxels; ten steps of width would be half of it.
      Double(count.signum()) * step * (abs(count) > 1 ? 4 : 1)
    }
    let width = window.window.width + amount(columns)
    let level = window.window.level - amount(rows)
    window = WindowSetting(
      IntensityWindow(
        width: min(max(width, 1), 1e6), level: min(max(level, -1e6), 1e6)), source: .free)
  }
}

extension Volume {
  /// Finite values of a slice, ascending: all of a small slice, an even selection of a large one;
  /// of those that are in the box.
  func sample(plane: DisplayPlane, slice: Int) -> [Float] {
    guard let there = plane.range(of: box), there.slices.contains(slice) else { return [] }
    let rowStep = (plane.rows + 255) / 256
    let columnStep = (plane.columns + 255) / 256
    var line = [Float](repeating: 0, count: there.columns.count)
    var values: [Float] = []
    for row in stride(from: 0, to: plane.rows, by: rowStep) where there.rows.contains(row) {
      let start = plane.voxel(column: there.columns.lowerBound, row: row, slice: slice)
      line.withUnsafeMutableBufferPointer {
        readRun(
          from: start, axis: plane.columnAxis, step: plane.columnFlipped ? -1 : 1, into: $0)
      }
      for column in stride(from: 0, to: line.count, by: columnStep) where line[column].isFinite {
        values.append(line[column])
      }
    }
    return values.sorted()
  }
}
