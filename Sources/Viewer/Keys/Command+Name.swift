import Imaging

extension Command {
  /// The name in the configuration file, after ":" and in the manual; it does not change from one
  /// version to the next.
  public var name: String { entry.name }

  /// Where the command stands in the help.
  public var group: KeyBinding.Group { entry.group }

  /// What it does, without a full stop.
  public var help: String { entry.help }

  /// Every command with a name of its own: those of the standard keys in their order, then those
  /// without a standard key. `slice-up-5` and the like exist beside them.
  public static let listed: [Command] = {
    var seen: Set<Command> = []
    let bound = Keymap.standard.bindings.flatMap(\.entries).map(\.command)
    return (bound + withoutKey).filter { seen.insert($0).inserted }
  }()

  /// Commands that no standard key gives.
  private static let withoutKey: [Command] = [.toggleScaleBar]

  private static let byName = Dictionary(
    listed.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The command of a name: a listed one, or slices and cursor steps by any count up to 1000, as in
  /// `slice-up-5` and `cursor-left-20`.
  public init?(name: String) {
    if let known = Self.byName[name] {
      self = known
      return
    }
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    guard words.count == 3, let count = Int(words[2]), (2...1000).contains(count),
      String(count) == words[2]
    else { return nil }
    switch (words[0], words[1]) {
    case ("slice", "up"): self = .slice(count)
    case ("slice", "down"): self = .slice(-count)
    case ("cursor", "left"): self = .move(columns: -count, rows: 0)
    case ("cursor", "right"): self = .move(columns: count, rows: 0)
    case ("cursor", "up"): self = .move(columns: 0, rows: -count)
    case ("cursor", "down"): self = .move(columns: 0, rows: count)
    default: return nil
    }
  }

  private typealias Entry = (name: String, group: KeyBinding.Group, help: String)

  /// A new command gets its name here: the compiler asks for it.
  private var entry: Entry {
    switch self {
    case .move(let columns, let rows): Self.move(columns, rows)
    case .slice(let count): Self.slice(count)
    case .firstSlice: ("slice-first", .slices, "first slice")
    case .lastSlice: ("slice-last", .slices, "last slice")

    case .windowPreset(let preset): Self.window(preset)
    case .autoWindow: ("window-auto", .window, "automatic, from this slice")
    case .adjustWindow: ("window-adjust", .window, "by arrows: width, level")

    case .zoomIn: ("zoom-in", .view, "zoom in at the cursor")
    case .zoomOut: ("zoom-out", .view, "zoom out at the cursor")
    case .fit: ("zoom-fit", .view, "fit the whole slice")
    case .centre: ("centre", .move, "centre view on the cursor")
    case .resetView: ("reset-view", .view, "reset view and window")

    case .confirm: ("confirm", .lesions, "set end A, end B, accept")
    case .newLesion: ("lesion-new", .lesions, "new lesion: zoom in first")
    case .pickEnd(let end): ("end-\(end.rawValue)", .lesions, "go to end \(end.letter) to move it")
    case .pickOtherEnd: ("end-other", .lesions, "go to the other end")
    case .nextLesion: ("lesion-next", .lesions, "next lesion")
    case .previousLesion: ("lesion-previous", .lesions, "previous lesion")
    case .deleteLesion: ("lesion-delete", .lesions, "delete the lesion")
    case .cancel: ("cancel", .lesions, "cancel, stop a prediction")

    case .predictSelected: ("predict", .prediction, "predict this lesion")
    case .predictAll: ("predict-all", .prediction, "predict all lesions")
    case .nextPlane: ("plane-next", .view, "next plane or pane")
    case .toggleThreeViews: ("toggle-three-views", .view, "three views, one")
    case .toggleInterpolation: ("toggle-smooth", .view, "smooth enlarging on, off")
    case .toggleScaleBar: ("toggle-scale", .view, "scale bar on, off")
    case .cycleSlab: ("slab-next", .view, "thin slab: off, MIP, mean")
    case .thinnerSlab: ("slab-thinner", .view, "thinner slab")
    case .thickerSlab: ("slab-thicker", .view, "thicker slab")
    case .toggleRegion: ("toggle-statistics", .view, "HU statistics of a disc")
    case .cycleRegionSize: ("statistics-size", .view, "disc of 5, 10, 20, 40 mm")
    case .lessOpacity: ("mask-fainter", .prediction, "fill fainter")
    case .moreOpacity: ("mask-stronger", .prediction, "fill stronger")
    case .nextFrame: ("frame-next", .session, "next frame of a 4D file")
    case .cycleRenderer: ("renderer-next", .view, "other kind of pixels")
    case .toggleMouse: ("toggle-mouse", .view, "mouse on, off")

    case .snapDiameter: ("lesion-snap", .lesions, "snap to the longest axis")
    case .swapEnds: ("lesion-swap", .lesions, "swap ends A and B")
    case .shortAxis: ("lesion-short-axis", .lesions, "short axis: derive, edit")
    case .cycleRole: ("lesion-role", .lesions, "target, non-target, new")
    case .toggleNode: ("lesion-node", .lesions, "lymph node or not")
    case .copyToNext: ("lesion-copy", .lesions, "copy to the next study")
    case .lowerThreshold: ("mask-larger", .prediction, "mask larger: lower threshold")
    case .raiseThreshold: ("mask-smaller", .prediction, "mask smaller: higher threshold")
    case .brush: ("mask-brush", .masks, "paint, erase by a brush")
    case .keepComponent: ("mask-keep-piece", .masks, "keep the piece at cursor")
    case .fillHoles: ("mask-fill-holes", .masks, "fill holes in this slice")
    case .response: ("response", .cases, "RECIST table, response")
    case .toggleOtherTimepoint: ("toggle-timepoint", .cases, "other timepoint beside")
    case .nextCase: ("case-next", .cases, "next case")
    case .previousCase: ("case-previous", .cases, "previous case")
    case .caseList: ("case-list", .cases, "list of cases")
    case .filterCases: ("case-filter", .cases, "filter the list")
    case .toggleDone: ("case-done", .cases, "case done, not done")
    case .cycleComparison: ("compare", .cases, "compare with the truth")

    case .toggleMask: ("toggle-mask", .prediction, "mask on, off")
    case .toggleFill: ("toggle-fill", .prediction, "mask filled, outlined")
    case .toggleCrosshair: ("toggle-crosshair", .view, "cross-hair on, off")
    case .toggleAnnotations: ("toggle-diameters", .view, "diameters on, off")
    case .toggleImage: ("toggle-image", .view, "image on, off")
    case .togglePanel: ("toggle-panel", .view, "side panel on, off")

    case .undo: ("undo", .session, "undo")
    case .redo: ("redo", .session, "redo")
    case .save: ("save", .session, "save mask and session")
    case .commandLine: ("command-line", .session, "command line, see below")
    case .help: ("help", .session, "this help")
    case .quit: ("quit", .session, "quit")
    case .redraw: ("redraw", .session, "draw the screen anew")
    case .suspend: ("suspend", .session, "suspend")
    case .interrupt: ("interrupt", .session, "save aside and quit")
    }
  }

  private static func move(_ columns: Int, _ rows: Int) -> Entry {
    let steps = [
      (columns, columns < 0 ? "left" : "right"), (rows, rows < 0 ? "up" : "down"),
    ].filter { $0.0 != 0 }
    let name = steps.map { abs($0.0) == 1 ? $0.1 : "\($0.1)-\(abs($0.0))" }
    let help = steps.map { "\($0.1) by \(abs($0.0)) voxel\(abs($0.0) == 1 ? "" : "s")" }
    return ((["cursor"] + name).joined(separator: "-"), .move, help.joined(separator: ", "))
  }

  private static func slice(_ count: Int) -> Entry {
    let direction = count < 0 ? "down" : "up"
    return abs(count) == 1
      ? ("slice-\(direction)", .slices, "one slice \(direction)")
      : ("slice-\(direction)-\(abs(count))", .slices, "\(abs(count)) slices \(direction)")
  }

  private static func window(_ preset: IntensityWindow.Preset) -> Entry {
    let window = preset.window
    let name = preset == .soft ? "soft tissue" : preset.rawValue
    return (
      "window-\(preset.rawValue)", .window,
      "\(name) \(fixed(window.width, 0))/\(fixed(window.level, 0))"
    )
  }
}
