import Imaging

/// What the viewer itself chose to show of a study that is being read: what the reader has changed
/// since is told from it, and stays.
struct Opening: Sendable {
  var cursor: Voxel
  var window: WindowSetting
  /// Whether the cursor goes along with the slices that come. The first key that goes somewhere
  /// or does something there ends it.
  var isFollowing = true
  /// The slice, along the file's slowest axis, that was last chosen; `nil` before there is one.
  private var slice: Int?
  /// Parts that have come since then.
  private var parts = 0

  /// The largest number of pictures on the way to the middle slice, and how many parts of the file
  /// must come between two of them: about a quarter of a second.
  private static let steps = 8
  private static let partsPerStep = 8

  init(cursor: Voxel, window: WindowSetting) {
    self.cursor = cursor
    self.window = window
  }

  /// Chooses the slice that is shown of what has come; true when it is another one than before.
  ///
  /// A study opens in its middle, which is not there at first. The picture goes towards it with the
  /// slices that come, so that something is seen at once and nothing is far from where it will be
  /// when the middle has come. It goes in a few steps, however fast the file is: a picture takes 10
  /// to 30 kB over the line, and thirty of them a second would hold up the keys, and nobody could
  /// look at them.
  ///
  /// - Parameter box: the voxels that have come, with one slice at least.
  mutating func advance(to box: VoxelBox, of grid: VoxelGrid) -> Bool {
    let middle = grid.shape.z / 2
    let last = box.upper.z - 1
    let step = max(1, (middle + Self.steps - 1) / Self.steps)
    let target = last < middle ? last / step * step : middle
    parts += 1
    guard let slice else {
      self.slice = target
      parts = 0
      return true
    }
    guard target > slice, parts >= Self.partsPerStep else { return false }
    self.slice = target
    parts = 0
    return true
  }

  /// Where the cursor goes on the chosen slice.
  mutating func follow() {
    if let slice { cursor.z = slice }
  }
}

extension Command {
  /// Whether a key goes somewhere, or does something at the place that is shown.
  var endsFollowing: Bool {
    switch self {
    case .windowPreset, .autoWindow, .toggleMask, .toggleFill, .toggleCrosshair,
      .toggleAnnotations, .toggleImage, .togglePanel, .predictSelected, .predictAll, .save,
      .commandLine, .help, .quit, .redraw, .toggleDone, .cycleComparison, .caseList,
      .filterCases, .suspend, .interrupt:
      false
    default: true
    }
  }
}
