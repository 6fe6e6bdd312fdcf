import Imaging

extension State {
  /// Derives the short axis of the selected lesion where it has none; where it has one, or none can
  /// be derived, the arrows move its ends.
  mutating func deriveOrEditShortAxis() throws(Refusal) -> [Effect] {
    let volume = try requireStudy().volume
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    try refuseUnfinished()
    guard let long = lesion.diameter else { throw Refusal(noSelectionReason) }
    try requireAxial(for: "a short axis")
    if let axis = lesion.shortAxis {
      edit(axis)
      return []
    }
    guard let axis = derivedShortAxis(of: lesion, across: long, in: volume) else {
      edit(Self.proposedShortAxis(across: long, on: volume.grid))
      message = Message(
        .warning,
        "No clear section to derive the short axis from: place its ends with the arrows, "
          + "\(options.keymap.name(of: .confirm)) keeps it.")
      return []
    }
    let key = options.keymap.name(of: .shortAxis)
    let effects = change("short axis of lesion \(lesion.id)") { work in
      work.update(lesion.id) { $0.shortAxis = axis }
    }
    message = Message(
      .info,
      "Lesion \(lesion.id): short axis \(fixed(axis.millimetres(in: volume.grid), 1)) mm; \(key) "
        + "again edits it.")
    return effects
  }

  /// What is longest across the placed diameter in the mask's section or, without one, in what the
  /// intensity shows, as far as the long axis there is the placed one.
  private func derivedShortAxis(
    of lesion: Lesion, across long: Diameter, in volume: Volume
  ) -> Diameter? {
    if let mask = lesion.segmentation?.mask, let label = UInt8(exactly: lesion.id),
      let axes = mask.axes(of: label, across: long)
    {
      return axes.shortAxis
    }
    guard let section = try? volume.sectionAxes(near: long), let short = section.shortAxis else {
      return nil
    }
    // Turned across the placed axis, from which the section's own differs a little.
    let plane = DisplayPlane(.axial, of: volume.grid)
    let turned = long.perpendicular(from: short.a, towards: short.b, in: plane, on: volume.grid)
    return turned.a == turned.b ? nil : turned
  }

  /// A line across the middle, half as long: something to begin with, not a measurement.
  private static func proposedShortAxis(across long: Diameter, on grid: VoxelGrid) -> Diameter {
    let plane = DisplayPlane(.axial, of: grid)
    // A quarter turn of the line on the screen; ``perpendicular`` makes it exact.
    let (a, b) = (plane.position(of: long.a), plane.position(of: long.b))
    let m = plane.position(of: long.middle)
    func place(_ sign: Int) -> Voxel {
      grid.clamped(
        plane.voxel(
          column: m.column - sign * (b.row - a.row) / 4,
          row: m.row + sign * (b.column - a.column) / 4, slice: m.slice))
    }
    return long.perpendicular(from: place(1), towards: place(-1), in: plane, on: grid)
  }

  private mutating func edit(_ axis: Diameter) {
    mode = .shortAxis(ShortAxisEdit(axis))
    display.showsAnnotations = true
    go(to: axis.a)
    zoomToVoxels()
    keepCursorVisible()
  }

  /// Gives a key to the short axis that is being edited.
  mutating func press(_ key: Key, inShortAxis edit: ShortAxisEdit) -> [Effect] {
    var edit = edit
    let keymap = options.keymap
    switch keymap.command(for: key) {
    // There is one other end, whichever key asks for it.
    case .togglePanel, .pickOtherEnd:
      edit.switchEnd()
      mode = .shortAxis(edit)
      go(to: edit.place)
      return []
    case .confirm: return keep(edit)
    case .cancel:
      mode = restingMode
      message = Message(.info, "The short axis stays as it was.")
      return []
    case .deleteLesion: return dropShortAxis()
    case .move(let columns, let rows):
      guard let long = selectedLesion?.diameter, let grid = volume?.grid else { return [] }
      guard plane == .axial,
        axialSlice(of: cursor, grid: grid) == axialSlice(of: long.a, grid: grid)
      else {
        // The axis lies in the diameter's slice: whoever looked elsewhere goes back there first.
        plane = .axial
        go(to: edit.place)
        return []
      }
      do {
        try move(columns: columns, rows: rows)
        edit.move(to: cursor, across: long, on: grid)
        mode = .shortAxis(edit)
      } catch {
        message = Message(.warning, "\(key.name): \(error.reason)")
      }
      return []
    case .some(let command) where command.leavesPlacesAlone:
      return dispatch(key)
    default:
      message = Message(
        .warning,
        "\(key.name): the short axis is being edited; \(keymap.name(of: .confirm)) keeps it, "
          + "\(keymap.name(of: .cancel)) gives it up.")
      return []
    }
  }

  private mutating func keep(_ edit: ShortAxisEdit) -> [Effect] {
    guard let lesion = selectedLesion, let grid = volume?.grid else { return [] }
    guard edit.axis.a != edit.axis.b else {
      let key = options.keymap.name(of: .confirm)
      message = Message(.warning, "\(key): both ends are the same voxel; move one first.")
      return []
    }
    mode = restingMode
    guard edit.axis != lesion.shortAxis else {
      message = Message(.info, "The short axis stays as it was.")
      return []
    }
    let effects = change("short axis of lesion \(lesion.id)") { work in
      work.update(lesion.id) { $0.shortAxis = edit.axis }
    }
    message = Message(
      .info,
      "Lesion \(lesion.id): short axis \(fixed(edit.axis.millimetres(in: grid), 1)) mm.")
    return effects
  }

  private mutating func dropShortAxis() -> [Effect] {
    mode = restingMode
    guard let lesion = selectedLesion, lesion.shortAxis != nil else { return [] }
    let effects = change("deleting the short axis of lesion \(lesion.id)") { work in
      work.update(lesion.id) { $0.shortAxis = nil }
    }
    let undo = options.keymap.name(of: .undo)
    message = Message(.info, "The short axis was deleted; \(undo) brings it back.")
    return effects
  }

  /// What RECIST measures lies in an axial slice and is set where that is seen.
  func requireAxial(for what: String) throws(Refusal) {
    guard plane == .axial else {
      throw Refusal("\(what) lies in an axial slice; go to the axial view first.")
    }
  }
}

extension Command {
  /// Whether the command changes only how the picture is seen: a mode that keeps other keys back
  /// lets it through.
  var leavesPlacesAlone: Bool {
    switch self {
    case .windowPreset, .autoWindow, .zoomIn, .zoomOut, .fit, .centre, .toggleMask, .toggleFill,
      .toggleCrosshair, .toggleAnnotations, .toggleImage, .cycleComparison, .help, .save,
      .commandLine, .quit:
      true
    default: false
    }
  }
}
