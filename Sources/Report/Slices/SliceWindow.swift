import Imaging

/// The grey levels in which a piece of a slice is shown.
struct SliceWindow: Hashable, Sendable {
  let window: IntensityWindow
  /// "lung window, W 1500 L −600 HU".
  let text: String

  private init(_ preset: IntensityWindow.Preset) {
    window = preset.window
    text  // Spaces that break no line.
    =
      "\(preset.rawValue) window, W\u{A0}\(Digits.plain(window.width))\u{A0}L\u{A0}"
      + "\(Digits.plain(window.level))\u{A0}HU"
  }

  /// The whole range of a picture whose values are no HU.
  private static let bytes = SliceWindow(
    window: IntensityWindow(lower: 0, upper: 255), text: "grey levels 0 to 255")

  private init(window: IntensityWindow, text: String) {
    self.window = window
    self.text = text
  }

  /// The window that a reader would take for a lesion's surroundings; see
  /// ``SurroundingTissue/preset``. Values that were stored as bytes without a scale are no HU.
  ///
  /// - Parameter volume: holds the section's box.
  init(for volume: Volume, _ section: SliceSection) {
    if volume.type == .uint8, volume.slope == 1, volume.intercept == 0 {
      self = .bytes
      return
    }
    var tissue = SurroundingTissue()
    let field = section.field
    volume.forEachRow(
      section.plane, slice: section.slice, columns: field.columns, rows: field.rows
    ) { row, values in
      for (column, value) in values.enumerated() {
        tissue.add(value, isLesion: section.lesion[row * field.columns.count + column])
      }
    }
    self.init(tissue.preset)
  }
}
