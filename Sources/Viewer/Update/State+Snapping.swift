import Imaging

extension State {
  /// Puts the selected lesion's ends where its section on this slice is longest: the mask's section
  /// where there is one, else what the intensity around both ends shows, where the cursor counts for one
  /// that is being placed.
  mutating func snapDiameter() throws(Refusal) -> [Effect] {
    let volume = try requireStudy().volume
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    let grid = volume.grid
    var axis = try longAxis(of: lesion, in: volume)
    // A stays the end that it was.
    if let known = lesion.a ?? lesion.b {
      let toA = grid.affine.distance(axis.a, known)
      let toB = grid.affine.distance(axis.b, known)
      if (toB < toA) == (lesion.a != nil) { axis = axis.reversed }
    }
    guard axis != lesion.diameter else {
      throw Refusal(
        "the diameter is the longest of this section already, "
          + "\(fixed(axis.millimetres(in: grid), 1)) mm.")
    }
    let hadShortAxis = lesion.shortAxis != nil
    let effects = change("snap of lesion \(lesion.id)") { work in
      work.update(lesion.id) {
        $0.a = axis.a
        $0.b = axis.b
        $0.shortAxis = nil
        $0.isUnconfirmed = false
      }
    }
    select(lesion.id)
    display.showsAnnotations = true
    message = Message(
      .info,
      "Lesion \(lesion.id): \(fixed(axis.millimetres(in: grid), 1)) mm, the longest of its section"
        + (hadShortAxis ? "; its short axis no longer belonged and was dropped." : "."))
    return effects
  }

  private func longAxis(of lesion: Lesion, in volume: Volume) throws(Refusal) -> Diameter {
    let axial = DisplayPlane(.axial, of: volume.grid).sliceAxis
    let isHere = lesion.diameter.map { $0.a[axial] == cursor[axial] } ?? false
    let here = Diameter(cursor, cursor)
    if let mask = lesion.segmentation?.mask, let label = UInt8(exactly: lesion.id) {
      if isHere, let line = lesion.diameter, let axes = mask.axes(of: label, near: line) {
        return try checked(axes.longAxis)
      }
      if let axes = mask.axes(of: label, near: here) { return try checked(axes.longAxis) }
      let section = mask.resized(to: mask.box.slice(cursor[axial], across: axial))
      if let axis = LesionMeasurement(of: lesion.id, in: section, volume: volume)?.longAxis {
        return try checked(axis)
      }
    }
    guard let rough = isHere ? lesion.diameter : liveDiameter, rough.a != rough.b else {
      throw Refusal(
        "the lesion has no mask on this slice; place both ends roughly, or go to their slice.")
    }
    do {
      return try volume.sectionAxes(near: rough).longAxis
    } catch {
      throw Refusal("there is no clear section here. \(error)")
    }
  }

  private func checked(_ axis: Diameter) throws(Refusal) -> Diameter {
    guard axis.a != axis.b else { throw Refusal("the section is a single voxel.") }
    return axis
  }

  /// Swaps the names of the ends; the line, its mask and its short axis are the same.
  mutating func swapEnds() throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    try refuseUnfinished()
    let effects = change("swap of the ends of lesion \(lesion.id)") { work in
      work.update(lesion.id) {
        ($0.a, $0.b) = ($0.b, $0.a)
        if let prompt = $0.segmentation?.diameter { $0.segmentation?.diameter = prompt.reversed }
      }
    }
    message = Message(.info, "Lesion \(lesion.id): A and B have changed places.")
    return effects
  }
}

extension UserWork {
  /// Changes one lesion; nothing when it is not there.
  mutating func update(_ id: Int, _ body: (inout Lesion) -> Void) {
    guard let index = lesions.firstIndex(where: { $0.id == id }) else { return }
    body(&lesions[index])
  }
}

extension VoxelBox {
  /// What the box has of one slice across a voxel axis; empty where it has none.
  func slice(_ index: Int, across axis: Int) -> VoxelBox {
    var slice = self
    slice.lower[axis] = index
    slice.upper[axis] = index + 1
    return intersection(slice)
  }
}
