extension Keymap {
  /// The keys as they come.
  public static let standard = Keymap(
    moving + slices + windows + views + lesions + predictions + masks + caseKeys + session)

  private static let moving: [KeyBinding] = [
    KeyBinding(
      .move, directions([.left, .down, .up, .right], by: 1) + directions("hjkl", by: 1),
      "move by 1 voxel"),
    KeyBinding(
      .move,
      directions([.shiftLeft, .shiftDown, .shiftUp, .shiftRight], by: 10)
        + directions("HJKL", by: 10),
      "move by 10 voxels"),
    KeyBinding(.move, [.character("c")], .centre, "centre view on the cursor"),
  ]

  private static let slices: [KeyBinding] = [
    KeyBinding(.slices, [.pageUp, .character(".")], .slice(1), "one slice up (to the head)"),
    KeyBinding(.slices, [.pageDown, .character(",")], .slice(-1), "one slice down"),
    KeyBinding(
      .slices,
      [.init(.character(">"), .slice(10)), .init(.character("<"), .slice(-10))],
      "10 slices up, down"),
    KeyBinding(.slices, [.home, .character("g")], .firstSlice, "first slice"),
    KeyBinding(.slices, [.end, .character("G")], .lastSlice, "last slice"),
  ]

  private static let windows: [KeyBinding] = [
    KeyBinding(.window, [.character("1")], .windowPreset(.soft), "soft tissue 400/40"),
    KeyBinding(.window, [.character("2")], .windowPreset(.lung), "lung 1500/-600"),
    KeyBinding(.window, [.character("3")], .windowPreset(.bone), "bone 2500/480"),
    KeyBinding(.window, [.character("4")], .windowPreset(.brain), "brain 80/40"),
    KeyBinding(.window, [.character("5")], .windowPreset(.liver), "liver 150/90"),
    KeyBinding(
      .window, [.character("6")], .windowPreset(.mediastinum), "mediastinum 350/50"),
    KeyBinding(.window, [.character("0")], .autoWindow, "automatic, from this slice"),
    KeyBinding(.window, [.character("w")], .adjustWindow, "by arrows: width, level"),
  ]

  private static let views: [KeyBinding] = [
    KeyBinding(
      .view, [.init(.character("+"), .zoomIn), .init(.character("-"), .zoomOut)],
      "zoom in, out at the cursor"),
    KeyBinding(.view, [.character("=")], .fit, "fit slice, body"),
    KeyBinding(.view, [.character("v")], .nextPlane, "next plane or pane"),
    KeyBinding(.view, [.character("o")], .toggleThreeViews, "three views, one"),
    KeyBinding(.view, [.character("|")], .cycleSlab, "thin slab: off, MIP, mean"),
    KeyBinding(
      .view, [.init(.character("{"), .thinnerSlab), .init(.character("}"), .thickerSlab)],
      "thinner, thicker slab"),
    KeyBinding(.view, [.character("y")], .toggleInterpolation, "smooth enlarging on, off"),
    KeyBinding(.view, [.character("i")], .toggleRegion, "HU statistics of a disc"),
    KeyBinding(.view, [.character("I")], .cycleRegionSize, "disc of 5, 10, 20, 40 mm"),
    KeyBinding(.view, [.character("r")], .resetView, "reset view and window"),
    KeyBinding(.view, [.character("x")], .toggleCrosshair, "cross-hair on, off"),
    KeyBinding(.view, [.character("X")], .toggleAnnotations, "diameters on, off"),
    KeyBinding(.view, [.character("m")], .toggleImage, "image on, off"),
    KeyBinding(.view, [.tab], .togglePanel, "side panel on, off"),
    KeyBinding(.view, [.character("Y")], .cycleRenderer, "other kind of pixels"),
    KeyBinding(.view, [.character("M")], .toggleMouse, "mouse on, off"),
  ]

  private static let lesions: [KeyBinding] = [
    KeyBinding(.lesions, [.enter], .confirm, "set end A, end B, accept"),
    KeyBinding(.lesions, [.character("A")], .newLesion, "new lesion: zoom in first"),
    KeyBinding(
      .lesions,
      [.init(.character("a"), .pickEnd(.a)), .init(.character("b"), .pickEnd(.b))],
      "go to end A, B to move it"),
    KeyBinding(.lesions, [.backTab], .pickOtherEnd, "go to the other end"),
    KeyBinding(
      .lesions,
      [.init(.character("n"), .nextLesion), .init(.character("N"), .previousLesion)],
      "next, previous lesion"),
    KeyBinding(.lesions, [.backspace, .delete], .deleteLesion, "delete the lesion"),
    KeyBinding(.lesions, [.character("z")], .snapDiameter, "snap to the longest axis"),
    KeyBinding(.lesions, [.character("Z")], .swapEnds, "swap ends A and B"),
    KeyBinding(.lesions, [.character("e")], .shortAxis, "short axis: derive, edit"),
    KeyBinding(.lesions, [.character("t")], .cycleRole, "target, non-target, new"),
    KeyBinding(.lesions, [.character("T")], .toggleNode, "lymph node or not"),
    KeyBinding(.lesions, [.character("&")], .copyToNext, "copy to the next study"),
    KeyBinding(.lesions, [.escape], .cancel, "cancel, stop a prediction"),
  ]

  private static let predictions: [KeyBinding] = [
    KeyBinding(.prediction, [.character("p")], .predictSelected, "predict this lesion"),
    KeyBinding(.prediction, [.character("P")], .predictAll, "predict all lesions"),
    KeyBinding(
      .prediction,
      [.init(.character("("), .lowerThreshold), .init(.character(")"), .raiseThreshold)],
      "mask larger, smaller"),
    KeyBinding(.prediction, [.character("s")], .toggleMask, "mask on, off"),
    KeyBinding(.prediction, [.character("f")], .toggleFill, "mask filled, outlined"),
    KeyBinding(
      .prediction,
      [.init(.character("d"), .lessOpacity), .init(.character("D"), .moreOpacity)],
      "fill fainter, stronger"),
  ]

  private static let masks: [KeyBinding] = [
    KeyBinding(.masks, [.character("B")], .brush, "paint, erase by a brush"),
    KeyBinding(.masks, [.character("*")], .keepComponent, "keep the piece at cursor"),
    KeyBinding(.masks, [.character("#")], .fillHoles, "fill holes in this slice"),
  ]

  private static let caseKeys: [KeyBinding] = [
    KeyBinding(
      .cases,
      [.init(.character("]"), .nextCase), .init(.character("["), .previousCase)],
      "next, previous case"),
    KeyBinding(.cases, [.character("C")], .caseList, "list of cases"),
    KeyBinding(.cases, [.character("/")], .filterCases, "filter the list"),
    KeyBinding(.cases, [.character("!")], .toggleDone, "case done, not done"),
    KeyBinding(.cases, [.character("V")], .cycleComparison, "compare with the truth"),
    KeyBinding(.cases, [.character("R")], .response, "RECIST table, response"),
    KeyBinding(.cases, [.character("O")], .toggleOtherTimepoint, "other timepoint beside"),
  ]

  private static let session: [KeyBinding] = [
    KeyBinding(.session, [.character("F")], .nextFrame, "next frame of a 4D file"),
    KeyBinding(.session, [.character("u")], .undo, "undo"),
    KeyBinding(.session, [.character("U"), .control("r")], .redo, "redo"),
    KeyBinding(.session, [.character("S")], .save, "save mask and session"),
    KeyBinding(.session, [.character(":")], .commandLine, "command line, see below"),
    KeyBinding(.session, [.character("?")], .help, "this help"),
    KeyBinding(.session, [.character("q")], .quit, "quit"),
    KeyBinding(.session, [.control("l")], .redraw, "draw the screen anew"),
    KeyBinding(.session, [.control("z")], .suspend, "suspend"),
    KeyBinding(.session, [.control("c")], .interrupt, "save aside and quit"),
  ]

  /// Keys for left, down, up and right, in vi's order.
  private static func directions(_ keys: [Key], by step: Int) -> [KeyBinding.Entry] {
    let offsets = [(-step, 0), (0, step), (0, -step), (step, 0)]
    return zip(keys, offsets).map { .init($0, .move(columns: $1.0, rows: $1.1)) }
  }

  private static func directions(_ letters: String, by step: Int) -> [KeyBinding.Entry] {
    directions(letters.map { .character($0) }, by: step)
  }
}
