import Imaging
import Testing
import Viewer

@Suite struct ShortAxisTests {
  let grid = Patient.grid

  @Test func snapsToTheMasksSection() throws {
    var session = Session.predicted()
    session.type("a")
    session.press(.left, .down, .down, .enter)
    session.type("z")
    let lesion = try #require(session.state.selectedLesion)
    let mask = try #require(lesion.segmentation?.mask)
    let axes = try #require(mask.axes(of: 1, near: lesion.diameter!))
    #expect(Set([lesion.a, lesion.b]) == Set([axes.longAxis.a, axes.longAxis.b]))
    let before = try #require(lesion.a)
    #expect(grid.affine.distance(before, Voxel(58, 36, 12)) < 6, "A stays on its side")
    #expect(session.messageText.hasPrefix("Lesion 1: 15.8 mm, the longest of its section"))
    #expect(session.autosaves == 1)
    session.type("z")
    #expect(session.messageText.hasPrefix("z: the diameter is the longest"))
    session.type("u")
    #expect(session.state.selectedLesion?.a == Voxel(57, 38, 12))
  }

  @Test func snapsByIntensityWithoutAMask() throws {
    var session = Session.loaded()
    session.place(Voxel(60, 36, 12), Voxel(71, 36, 12))
    session.type("z")
    let diameter = try #require(session.state.selectedLesion?.diameter)
    #expect(abs(diameter.millimetres(in: grid) - 16.1) < 1)
    #expect(diameter.a.x < diameter.b.x, "the ends are not turned about")
  }

  @Test func saysWhyThereIsNoSection() {
    var session = Session.loaded()
    session.type("z")
    #expect(session.messageText == "z: there is no lesion yet; Enter sets end A at the cursor.")
    // Both ends in the patient's even trunk.
    session.place(Voxel(46, 44, 12), Voxel(50, 44, 12))
    session.type("z")
    #expect(session.messageText.hasPrefix("z: there is no clear section here."))
    #expect(session.state.selectedLesion?.a == Voxel(46, 44, 12))
  }

  @Test func swappingLeavesThePrediction() throws {
    var session = Session.predicted()
    session.type("Z")
    let lesion = try #require(session.state.selectedLesion)
    #expect(lesion.diameter == Diameter(Voxel(73, 36, 12), Voxel(58, 36, 12)))
    #expect(session.state.status(of: lesion) == .predicted)
    session.type("u")
    #expect(session.state.selectedLesion?.a == Voxel(58, 36, 12))
  }

  @Test func derivesTheShortAxisFromTheMask() throws {
    var session = Session.predicted()
    session.type("e")
    let lesion = try #require(session.state.selectedLesion)
    let axis = try #require(lesion.shortAxis)
    #expect(axis.a.z == 12 && axis.b.z == 12)
    #expect(abs(axis.millimetres(in: grid) - 16) < 1.5)
    #expect(session.messageText.contains("e again edits it"))
    #expect(session.screen.contains("15.0 x "))
    session.type("b")
    session.press(.left, .enter)
    #expect(session.state.selectedLesion?.shortAxis == nil)
    #expect(session.messageText.contains("its short axis was dropped"))
    session.type("uu")
    #expect(session.state.selectedLesion?.shortAxis == nil)
    session.type("U")
    #expect(session.state.selectedLesion?.shortAxis == axis)
  }

  /// Wherever one end goes, the other stays on the perpendicular to half a voxel.
  @Test func theOtherEndFollows() throws {
    var session = Session.loaded(columns: 120, rows: 40)
    session.place(Voxel(58, 30, 12), Voxel(73, 42, 12))
    session.press(.enter)
    session.type("e")
    session.type("e")
    guard case .shortAxis = session.state.mode else {
      Issue.record("not editing: \(session.state.mode)")
      return
    }
    let long = grid.affine(Voxel(73, 42, 12)) - grid.affine(Voxel(58, 30, 12))
    let along = long / (long * long).sum().squareRoot()
    for key: Key in [.up, .left, .left, .tab, .down, .right, .shiftDown, .backTab, .up] {
      session.press(key)
      guard case .shortAxis(let edit) = session.state.mode else {
        Issue.record("left the mode by \(key)")
        return
      }
      let line = grid.affine(edit.axis.b) - grid.affine(edit.axis.a)
      #expect(abs((line * along).sum()) <= 0.5 + 1e-9)
      #expect(session.state.cursor == (edit.moving == .first ? edit.axis.a : edit.axis.b))
    }
    #expect(session.screen.contains("[SHORT AXIS 19.2 x"))
    let steps = session.state.history.past.count
    session.press(.enter)
    #expect(session.state.mode == .normal && session.state.history.past.count == steps + 1)
    #expect(session.state.selectedLesion?.shortAxis != nil)
  }

  /// The moved end sets its own extent and the line's place; the other end keeps its extent, so that
  /// single steps shorten the axis as one long step does.
  @Test func theWayThereDoesNotCount() throws {
    /// The axis on the screen after keys.
    func edited(_ keys: [Key]) throws -> (axis: Diameter, millimetres: Double) {
      var session = Session.loaded(columns: 120, rows: 40)
      session.place(Voxel(58, 30, 12), Voxel(73, 42, 12))
      session.press(.enter)
      session.type("e")
      if session.state.mode == .normal { session.type("e") }
      for key in keys { session.press(key) }
      let axis = try #require(session.state.editedShortAxis)
      return (axis, axis.millimetres(in: grid))
    }
    let start = try edited([])
    // Inwards along the screen's rows, from the upper or the lower end.
    let isUp = try edited([.up, .up]).millimetres < start.millimetres
    let inward: (Key, Key) = isUp ? (.up, .shiftUp) : (.down, .shiftDown)
    let outward: Key = isUp ? .down : .up
    let steps = try (1...10).map { try edited(Array(repeating: inward.0, count: $0)) }
    let atOnce = try edited([inward.1])
    #expect(steps[9].axis == atOnce.axis)
    for (before, after) in zip([start] + steps, steps) where after.millimetres > 2 {
      #expect(after.millimetres < before.millimetres + 0.5, "\(before) then \(after)")
    }
    #expect(steps[3].millimetres < start.millimetres - 2)
    let wandered = try edited(
      [
        .left, .left, inward.0, .right, inward.0, .tab, .backTab, .right, outward, inward.0,
        inward.0,
      ])
    #expect(wandered.axis == steps[2].axis)
    // The end that is not moved stays as far across as it was.
    let long = grid.affine(Voxel(73, 42, 12)) - grid.affine(Voxel(58, 30, 12))
    let across = SIMD3(-long.y, long.x, 0) / (long * long).sum().squareRoot()
    for step in steps {
      let moved = grid.affine(step.axis.b) - grid.affine(start.axis.b)
      #expect(abs((moved * across).sum()) < 1.1)
    }
  }

  @Test func theEditCanBeGivenUpAndTheAxisDeleted() {
    var session = Session.predicted()
    session.type("e")
    let axis = session.state.selectedLesion?.shortAxis
    session.type("e")
    session.press(.up, .up, .escape)
    #expect(session.state.selectedLesion?.shortAxis == axis)
    session.type("e")
    session.press(.pageUp)
    #expect(session.messageText.contains("the short axis is being edited"))
    session.press(.delete)
    #expect(session.state.selectedLesion?.shortAxis == nil && session.state.mode == .normal)
  }

  @Test func theEditFollowsTheKeymap() {
    var session = Session.predicted()
    session.type("e")
    for line in ["bind k confirm", "bind W cancel", "bind Q end-other", "bind Enter lesion-new"] {
      session.type(":" + line)
      session.press(.enter)
    }
    session.type("e")
    #expect(session.state.mode != .normal)
    let start = session.state.cursor
    session.type("Q")
    #expect(session.state.cursor != start, "the other end")
    session.press(.enter)
    #expect(
      session.messageText.contains("k keeps it") && session.messageText.contains("gives it up"))
    session.type("W")
    #expect(session.state.mode == .normal)
    session.type("ek")
    #expect(session.state.mode == .normal, "kept by its own key")
  }

  @Test func withoutASectionItIsPlaced() {
    var session = Session.loaded()
    session.place(Voxel(46, 44, 12), Voxel(50, 44, 12))
    session.type("e")
    #expect(session.messageText.hasPrefix("No clear section"))
    #expect(session.state.selectedLesion?.shortAxis == nil, "nothing is measured yet")
    session.press(.enter)
    #expect(session.state.selectedLesion?.shortAxis != nil)
  }
}

extension State {
  fileprivate var editedShortAxis: Diameter? {
    guard case .shortAxis(let edit) = mode else { return nil }
    return edit.axis
  }
}
