import Imaging

extension State {
  mutating func setWindow(_ setting: WindowSetting) throws(Refusal) {
    _ = try requireStudy()
    window = setting
  }

  /// The window from the 1st to the 99th percentile of the slice on the screen.
  mutating func setAutomaticWindow() throws(Refusal) {
    let volume = try requireStudy().volume
    guard let window = percentileWindow(of: volume) else {
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
    _ = try requireStudy()
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
  /// Finite values of a slice, ascending: all of a small slice, an even selection of a large one.
  func sample(plane: DisplayPlane, slice: Int) -> [Float] {
    let rowStep = (plane.rows + 255) / 256
    let columnStep = (plane.columns + 255) / 256
    var line = [Float](repeating: 0, count: plane.columns)
    var values: [Float] = []
    for row in stride(from: 0, to: plane.rows, by: rowStep) {
      let start = plane.voxel(column: 0, row: row, slice: slice)
      line.withUnsafeMutableBufferPointer {
        readRun(
          from: start, axis: plane.columnAxis, step: plane.columnFlipped ? -1 : 1, into: $0)
      }
      for column in stride(from: 0, to: plane.columns, by: columnStep)
      where line[column].isFinite {
        values.append(line[column])
      }
    }
    return values.sorted()
  }
}
