import Imaging

// Planes, panes, slabs: what is seen of the volume.
extension State {
  /// The next plane of the single view, or the next of three panes becomes the active one.
  mutating func showNextPlane() throws(Refusal) {
    _ = try requireStudy()
    let planes = Plane.allCases
    let index = planes.firstIndex(of: plane) ?? 0
    show(planes[(index + 1) % planes.count])
  }

  /// Makes a plane the one that keys act in, and brings the cursor into its picture.
  mutating func show(_ plane: Plane) {
    self.plane = plane
    keepCursorVisible()
  }

  mutating func toggleThreeViews() throws(Refusal) {
    _ = try requireStudy()
    display.showsThreeViews.toggle()
    if display.showsThreeViews, !showsThreePanes {
      display.showsThreeViews = false
      throw Refusal("three views need a larger screen: 43 x 16 characters beside the panel.")
    }
    keepCursorVisible()
  }

  mutating func toggleInterpolation() throws(Refusal) {
    _ = try requireStudy()
    display.interpolates.toggle()
    message = Message(
      .info,
      display.interpolates
        ? "Pixels smaller than a voxel are interpolated." : "Voxels are shown as they are.")
  }

  // MARK: Slabs

  mutating func cycleSlab() throws(Refusal) {
    let plane = DisplayPlane(plane, of: try requireStudy().volume.grid)
    guard plane.slices > 1 || display.slab.projection != .off else {
      throw Refusal("there is one slice only in this plane.")
    }
    let all = Slab.Projection.allCases
    let index = all.firstIndex(of: display.slab.projection) ?? 0
    display.slab.projection = all[(index + 1) % all.count]
  }

  /// Adds or takes away a slice on each side.
  mutating func changeSlab(by step: Int) throws(Refusal) {
    let grid = try requireStudy().volume.grid
    let plane = DisplayPlane(plane, of: grid)
    guard display.slab.projection != .off else {
      throw Refusal("no slab is shown; \(options.keymap.name(of: .cycleSlab)) shows one.")
    }
    let reach = display.slab.reach(of: plane, grid: grid)
    let wanted = reach + step
    guard wanted >= 1 else { throw Refusal("three slices are the thinnest slab.") }
    let spacing = Slab.spacing(of: plane, grid: grid)
    let millimetres = Double(2 * wanted + 1) * spacing
    let isPossible = 2 * wanted < plane.slices && millimetres <= Self.thickestSlab
    guard step < 0 || isPossible else {
      throw Refusal("the slab is as thick as it gets.")
    }
    display.slab.millimetres = millimetres
  }

  /// In mm; beyond this a projection is no thin slab, and slow to draw.
  private static var thickestSlab: Double { 50 }

  // MARK: Statistics of a disc

  mutating func toggleRegion() throws(Refusal) {
    _ = try requireStudy()
    display.showsRegion.toggle()
  }

  mutating func cycleRegionSize() throws(Refusal) {
    _ = try requireStudy()
    guard display.showsRegion else {
      throw Refusal("no disc is shown; \(options.keymap.name(of: .toggleRegion)) shows it.")
    }
    let sizes = DisplayOptions.regionDiameters
    let index = sizes.firstIndex(of: display.regionMillimetres) ?? 0
    display.regionMillimetres = sizes[(index + 1) % sizes.count]
  }

  // MARK: Masks

  mutating func changeOpacity(by step: Int) throws(Refusal) {
    try requireMask()
    guard pixelStyle != .ascii else {
      throw Refusal("this terminal has too few colours to blend a mask in.")
    }
    guard display.overlay == .fill else {
      throw Refusal("the mask is outlined; \(options.keymap.name(of: .toggleFill)) fills it.")
    }
    let steps = Int((display.maskOpacity * 5).rounded()) + step
    guard (1...5).contains(steps) else {
      throw Refusal("the mask is as \(step < 0 ? "faint" : "strong") as it gets.")
    }
    display.maskOpacity = Double(steps) / 5
    display.showsMask = true
    message = Message(.info, "Mask opacity \(steps * 20) %.")
  }

  // MARK: Frames

  /// Which of the file's 3D images is on the screen, from 0, and how many there are.
  public var frame: Int { loaded?.frame ?? 0 }
  public var frameCount: Int { loaded?.frames ?? 1 }

  /// Reads the file's next 3D image, after the first one again. What is unsaved is saved first,
  /// and the frame stays if that fails.
  mutating func goToNextFrame() throws(Refusal) -> [Effect] {
    let study = try requireStudy()
    guard study.frames > 1 else { throw Refusal("this file has one frame.") }
    guard prediction == nil else {
      throw Refusal("a prediction is running; \(options.keymap.name(of: .cancel)) stops it.")
    }
    let next = (study.frame + 1) % study.frames
    guard hasUnsavedChanges else { return leave(forFrame: next) }
    reading.frameAfterSave = next
    message = Message(.info, "Saving, then frame \(next).")
    return reading.beginSave().map { [.save($0)] } ?? []
  }

  /// Goes on to the frame that waited for a save, once nothing is unsaved any more.
  mutating func continueToFrame() -> [Effect] {
    guard let next = reading.frameAfterSave else { return [] }
    guard !hasUnsavedChanges else { return reading.beginSave().map { [.save($0)] } ?? [] }
    guard prediction == nil else {
      reading.frameAfterSave = nil
      message = Message(
        .warning,
        "Saved, but frame \(next) was not opened: a prediction is running; "
          + "\(options.keymap.name(of: .cancel)) stops it.")
      return []
    }
    return leave(forFrame: next)
  }

  private mutating func leave(forFrame next: Int) -> [Effect] {
    // Nothing can be made on a frame that is leaving: only the view is kept. Late answers about this
    // frame's work must not be taken for answers about the next one's.
    revision += 1
    var following = reading.successor(
      reading: .loading(name: "\(cases.current.name), frame \(next)"))
    following.cursor = cursor
    following.viewport = viewport
    following.isNextFrame = true
    reading = following
    select(nil)
    return [.loadFrame(next)]
  }
}
