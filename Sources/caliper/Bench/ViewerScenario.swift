import Viewer

/// What is pressed over and over while frames are timed.
struct ViewerScenario {
  let name: String
  /// Brings the viewer to where it starts; not timed.
  var preparation: [Key] = []
  /// Screens narrower than this leave it out.
  var leastColumns = 0
  /// Pressed in turn, each with a frame after it; the last brings back what the first found.
  let keys: [Key]

  static let standard = [
    ViewerScenario(
      name: "cursor move", preparation: [.character("=")],
      keys: repeated(.right, .down, .left, .up, times: 1)),
    // One pixel a voxel: the cross-hair moves with every key, over noise.
    ViewerScenario(
      name: "cursor close-up", preparation: [.character("A"), .escape],
      keys: repeated(.right, .down, .left, .up, times: 1)),
    ViewerScenario(
      name: "slice change", preparation: [.character("=")],
      keys: repeated(.pageUp, .pageDown, times: 12)),
    // One pixel a voxel: noise is no longer averaged away, and nearly every pixel changes.
    ViewerScenario(
      name: "slice close-up", preparation: [.character("A"), .escape],
      keys: repeated(.pageUp, .pageDown, times: 12)),
    ViewerScenario(
      name: "window change", preparation: [.character("w")],
      keys: repeated(.right, .left, times: 8)),
    ViewerScenario(
      name: "zoom step", keys: repeated(.character("+"), .character("-"), times: 4)),
    // Every key changes the slices of two panes, or of the third.
    ViewerScenario(
      name: "3 views cursor", preparation: threeViews, leastColumns: 200,
      keys: repeated(.right, .down, .left, .up, times: 4)),
    ViewerScenario(
      name: "3 views slice", preparation: threeViews, leastColumns: 200,
      keys: repeated(.pageUp, .pageDown, times: 12)),
    ViewerScenario(
      name: "3 views slab", preparation: threeViews + slab, leastColumns: 200,
      keys: repeated(.pageUp, .pageDown, times: 12)),
    ViewerScenario(
      name: "slab slice", preparation: [.character("=")] + slab, leastColumns: 200,
      keys: repeated(.pageUp, .pageDown, times: 12)),
  ]

  private static let threeViews: [Key] = [.character("="), .character("o")]
  /// A maximum intensity projection, 10 mm thick.
  private static let slab: [Key] = [.character("|")]

  private static func repeated(_ keys: Key..., times: Int) -> [Key] {
    keys.flatMap { [Key](repeating: $0, count: times) }
  }
}

/// A terminal and a size that scenarios are timed on.
struct ViewerSetup {
  let term: String
  let colors: DisplayCapability.Colors
  let renderer: Renderer
  let size: ScreenSize

  static let standard = [
    ViewerSetup("xterm-256color", .palette256, .half, 200, 60),
    ViewerSetup("xterm-256color", .palette256, .half, 120, 40),
    ViewerSetup("xterm-256color", .palette256, .half, 80, 24),
    ViewerSetup("xterm-256color", .palette256, .quadrant, 200, 60),
    ViewerSetup("xterm-256color", .palette256, .quadrant, 120, 40),
    ViewerSetup("xterm-direct", .truecolor, .half, 200, 60),
    ViewerSetup("xterm-direct", .truecolor, .half, 120, 40),
  ]

  private init(
    _ term: String, _ colors: DisplayCapability.Colors, _ renderer: Renderer, _ columns: Int,
    _ rows: Int
  ) {
    self.term = term
    self.colors = colors
    self.renderer = renderer
    size = ScreenSize(columns: columns, rows: rows)
  }

  var colorName: String { colors == .truecolor ? "24-bit" : "256 colours" }
}
