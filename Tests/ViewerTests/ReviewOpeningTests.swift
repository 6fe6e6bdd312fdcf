import Imaging
import Testing
import Viewer

/// How a case that is reviewed opens: how close, in which window, with which ends and scores.
@Suite struct ReviewOpeningTests {
  /// A lesion of 6 by 6 by 2 voxels of 1 mm, in lung or in soft tissue.
  private func study(
    around: Int16 = -800, label: UInt8 = 1, fromMask: Bool = false
  ) -> LoadedStudy {
    let grid = Patient.grid
    var mask = Mask(emptyOn: grid, box: grid.box)
    var voxels = [Int16](repeating: around, count: grid.count)
    for z in 11...12 {
      for y in 40..<46 {
        for x in 50..<56 {
          mask[Voxel(x, y, z)] = label
          voxels[(z * grid.shape.y + y) * grid.shape.x + x] = 30
        }
      }
    }
    // Air far from it in the middle slice, by which CT is told.
    let slice = grid.shape.y * grid.shape.x
    for index in 0..<(20 * grid.shape.x) { voxels[12 * slice + index] = -1000 }
    let volume = Volume(grid: grid, voxels: voxels)
    let measured = LesionMeasurement(of: Int(label), in: mask, volume: volume)!
    let axis = measured.longAxis!
    var study = LoadedStudy(volume: volume, name: "case.nii.gz", truth: mask)
    study.restored = RestoredSession(
      lesions: [
        Lesion(
          id: Int(label), a: axis.a, b: axis.b,
          segmentation: LesionSegmentation(
            diameter: axis, mask: mask.trimmed(), measurement: measured))
      ], isPrediction: true, endsFromMask: fromMask ? [Int(label)] : [])
    return study
  }

  private func session(
    _ size: ScreenSize = ScreenSize(columns: 120, rows: 40), agreement: CaseAgreement? = nil
  ) -> Session {
    let review = CaseReview(
      place: 0, dice: agreement?.dice, surfaceDice: agreement?.surfaceDice, agreement: agreement,
      lesions: 1)
    return Session(
      columns: size.columns, rows: size.rows, options: ViewerOptions(comparison: .outlines),
      cases: CaseList(reviewing: [("a", review), ("b", CaseReview(place: 1, lesions: 1))]))
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func aSmallLesionIsHalfOfThePicture(_ columns: Int, _ rows: Int) {
    var session = session(ScreenSize(columns: columns, rows: rows))
    session.send(.about(0, .loaded(study())))
    guard case .millimetresPerColumn(let zoom) = session.state.viewport.zoom else {
      Issue.record("the whole slice is shown")
      return
    }
    // 12 mm from the top to the bottom of the picture; a row of cells is two columns high.
    let height = zoom * 2 * Double(rows - 4)
    #expect((11.5...16).contains(height), "\(height)")
  }

  @Test func theWindowIsThatOfWhatIsAroundTheLesion() {
    var session = session()
    session.send(.about(0, .loaded(study())))
    #expect(session.state.window == WindowSetting(.lung))
    // Read ahead while the first is on the screen, whose window stays.
    session.send(.about(1, .loaded(study(around: 40))))
    #expect(session.state.window == WindowSetting(.lung))
    session.type("]")
    #expect(session.state.window == WindowSetting(.soft))
    session.type("[")
    #expect(session.state.window == WindowSetting(.lung))
    session.type(":wl 300 20")
    session.press(.enter)
    let chosen = session.state.window
    #expect(chosen != WindowSetting(.lung))
    session.type("]")
    #expect(session.state.window == chosen, "what the reader chose stays")
  }

  @Test func endsThatNobodyPlacedAreSaidToBeTheMasks() {
    var session = session()
    session.send(.about(0, .loaded(study(fromMask: true))))
    #expect(session.screen.contains("from mask ") && !session.screen.contains("placed "))
    var other = self.session()
    other.send(.about(0, .loaded(study())))
    #expect(other.screen.contains("placed ") && !other.screen.contains("from mask"))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func changedMasksHaveScoresOfTheirOwn(_ columns: Int, _ rows: Int) {
    let paired = CaseAgreement(
      entries: [.init(truth: 1, lesion: 7, dice: 0.5, surfaceDice: 0.25)], tolerance: 2)
    var session = session(ScreenSize(columns: columns, rows: rows), agreement: paired)
    session.send(.about(0, .loaded(study(label: 7))))
    #expect(!session.screen.contains("now "))
    session.type("Bx")
    session.press(.enter)
    // Also where they come out the same.
    session.send(.compared(paired, revision: session.state.revision))
    #expect(session.screen.contains(/now +DSC 0\.50 NSD 0\.25/))
  }
}
