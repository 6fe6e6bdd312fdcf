import Imaging

extension State {
  /// Takes up the brush for the selected lesion's mask, or to begin one.
  mutating func takeBrush() throws(Refusal) {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    try refuseUnfinished()
    mode = .brush(Brush())
    display.showsMask = true
    if lesion.segmentation == nil {
      message = Message(.info, "Lesion \(lesion.id) has no mask; Space begins one.")
    }
  }

  /// Gives a key to the brush.
  mutating func press(_ key: Key, withBrush brush: Brush) -> [Effect] {
    var brush = brush
    switch key {
    case .character(" "): return toggle(.painting, &brush, by: key)
    case .character("x"), .backspace, .delete: return toggle(.erasing, &brush, by: key)
    case .character("+"), .character("]"): return resizeBrush(by: 1, key)
    case .character("-"), .character("["): return resizeBrush(by: -1, key)
    case .enter, .escape:
      let effects = lift(&brush)
      mode = restingMode
      return effects
    default: break
    }
    do throws(Refusal) {
      switch options.keymap.command(for: key) {
      case .brush:
        let effects = lift(&brush)
        mode = restingMode
        return effects
      case .move(let columns, let rows):
        let start = cursor
        try move(columns: columns, rows: rows)
        return brush.pen == nil ? [] : try stroke(from: start, to: cursor, &brush)
      case .slice, .firstSlice, .lastSlice, .keepComponent, .fillHoles:
        // A stroke stays in its slice.
        return lift(&brush) + dispatch(key)
      case .undo, .redo:
        let effects = lift(&brush) + dispatch(key)
        if selectedLesion?.diameter != nil { mode = .brush(Brush()) }
        return effects
      case .some(let command) where command.leavesPlacesAlone:
        return dispatch(key)
      default:
        throw Refusal("the brush is in use; Enter puts it away.")
      }
    } catch {
      message = Message(.warning, "\(key.name): \(error.reason)")
      return []
    }
  }

  /// Puts the pen down at the cursor, or lifts it where it did the same already.
  private mutating func toggle(
    _ pen: Brush.Pen, _ brush: inout Brush, by key: Key
  ) -> [Effect] {
    let wasDown = brush.pen == pen
    let effects = lift(&brush)
    guard !wasDown else { return effects }
    brush.pen = pen
    mode = .brush(brush)
    do {
      return effects + (try stroke(from: cursor, to: cursor, &brush))
    } catch {
      brush.pen = nil
      mode = .brush(brush)
      message = Message(.warning, "\(key.name): \(error.reason)")
      return effects
    }
  }

  /// Ends a stroke: what it made is written aside, and compared with the truth.
  private mutating func lift(_ brush: inout Brush) -> [Effect] {
    let hasChanged = brush.strokeRevision != nil
    brush = Brush()
    mode = .brush(brush)
    return hasChanged ? [.autosave(snapshot)] + comparing : []
  }

  private mutating func resizeBrush(by step: Int, _ key: Key) -> [Effect] {
    let radii = Brush.radii
    let index = radii.lastIndex { $0 <= brushRadius } ?? 0
    guard radii.indices.contains(index + step) else {
      message = Message(
        .warning, "\(key.name): the brush is as \(step > 0 ? "large" : "small") as it goes.")
      return []
    }
    brushRadius = radii[index + step]
    return []
  }

  /// Paints or erases along a line. The first change of a stroke is one step of undo, the others go
  /// on with it.
  private mutating func stroke(
    from start: Voxel, to end: Voxel, _ brush: inout Brush
  ) throws(Refusal) -> [Effect] {
    guard let lesion = selectedLesion, let volume, let plane = displayPlane,
      let label = UInt8(exactly: lesion.id), let pen = brush.pen
    else { throw Refusal(noSelectionReason) }
    if pen == .erasing, lesion.segmentation == nil {
      throw Refusal("lesion \(lesion.id) has no mask to erase from.")
    }
    let before = lesion.segmentation?.mask ?? Mask(emptyOn: volume.grid)
    let radius = brushRadius
    let places = Diameter(start, end).distinctVoxels
    // Voxels of other lesions are theirs until they are erased there.
    let others = work.lesions.filter { $0.id != lesion.id }.compactMap(\.segmentation?.mask)
    var mask = before
    for place in places.dropFirst(places.count > 1 ? 1 : 0) {
      let disc = RegionOfInterest.disc(at: place, radiusMillimetres: radius, in: plane)
      if pen == .erasing {
        mask = mask.erasing(disc)
        continue
      }
      let box = disc.box(on: volume.grid)
      let near = others.filter { !$0.box.intersection(box).isEmpty }
      mask = mask.painting(disc, label: label) { voxel in
        !near.contains { $0[voxel] != 0 }
      }
    }
    guard mask != before else { return [] }
    let isFirst = brush.strokeRevision != revision || brush.strokeRevision == nil
    if isFirst {
      let what = pen == .painting ? "painting on" : "erasing from"
      history.record(work, before: "\(what) lesion \(lesion.id)")
    }
    work.update(lesion.id) {
      $0.setMask(mask, volume: volume)
      $0.segmentation?.isEdited = true
    }
    countChange()
    brush.strokeRevision = revision
    mode = .brush(brush)
    // Every dab is kept: a stroke may be long, and its end may never come.
    return [.autosave(snapshot)]
  }
}

extension Diameter {
  /// The voxels along the line, each once.
  fileprivate var distinctVoxels: [Voxel] {
    var result: [Voxel] = []
    for voxel in voxels where voxel != result.last { result.append(voxel) }
    return result
  }
}
