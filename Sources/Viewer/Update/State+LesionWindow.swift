import Imaging

// The window in which a lesion that is reviewed opens.
extension State {
  /// A mask and one of its labels.
  typealias LabelledMask = (mask: Mask, label: UInt8)

  /// What shows the surroundings of a lesion best, be it lung, bone or soft tissue; `nil` for images
  /// that are no CT, whose values tell neither.
  ///
  /// - Parameter parts: where the lesion is.
  func lesionWindow(
    at place: SliceDisagreement, _ parts: [LabelledMask], in plane: DisplayPlane, of volume: Volume
  ) -> WindowSetting? {
    guard openingWindow(for: volume).source != .automatic,
      let range = plane.range(of: place.bounds)
    else { return nil }
    let columns = Self.around(range.columns, plane.columnAxis, plane.columns, on: volume.grid)
    let rows = Self.around(range.rows, plane.rowAxis, plane.rows, on: volume.grid)
    let slice = plane.position(of: place.centre).slice
    var tissue = SurroundingTissue()
    volume.forEachRow(plane, slice: slice, columns: columns, rows: rows) { row, values in
      for (column, value) in values.enumerated() {
        let voxel = plane.voxel(
          column: columns.lowerBound + column, row: rows.lowerBound + row, slice: slice)
        tissue.add(value, isLesion: parts.contains { $0.mask[voxel] == $0.label })
      }
    }
    return WindowSetting(tissue.preset)
  }

  /// Shows the lesion's window, unless the reader has chosen one.
  mutating func showLesionWindow() {
    guard let wanted = reading.lesionWindow, let volume = shown?.volume,
      window == lesionWindowShown ?? openingWindow(for: volume)
    else { return }
    window = wanted
    lesionWindowShown = wanted
  }

  /// As much as the lesion on each of its sides, and 20 mm from its middle at least.
  private static func around(
    _ lesion: Range<Int>, _ axis: Int, _ count: Int, on grid: VoxelGrid
  ) -> Range<Int> {
    let least = Int(min(20 / max(grid.spacing[axis], 0.01), Double(count)))
    let half = max(lesion.count, least)
    let middle = (lesion.lowerBound + lesion.upperBound) / 2
    return max(0, middle - half)..<min(count, middle + half + 1)
  }
}
