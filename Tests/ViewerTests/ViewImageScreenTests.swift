import Imaging
import Testing
import Viewer

/// The picture shows what the screen shows.
@Suite struct ViewImageScreenTests {
  private func image(_ session: Session) throws -> ViewImage {
    try ViewImageTests.image(session)
  }

  @Test func aSlabIsASlabInThePictureToo() throws {
    var session = Session.loaded()
    session.type("xX:toggle-scale")
    session.press(.enter)
    session.type("=")
    session.go(to: Voxel(30, 30, 8))
    let slice = try image(session)
    session.type("|}}}}")
    let slab = try image(session)
    #expect(slab != slice)
    // The lesion's slices are above this one: their maximum is in it.
    let place = try #require(
      slab.extent(rows: 40..<440) { slab.pixel($0, $1) != slice.pixel($0, $1) })
    #expect(place.columns.contains(300), "where the lesion lies")
    session.type("|")
    #expect(try image(session) != slab, "the mean is another picture")
  }

  @Test func theShortAxisIsDrawn() throws {
    var session = ViewImageTests.predicted("s")
    let without = try image(session)
    session.type("e")
    session.press(.escape)
    #expect(session.state.work.lesions.first?.shortAxis != nil)
    let with = try image(session)
    // It runs down through the diameter, which lies in row 222.
    let place = try #require(
      with.extent(rows: 130..<330) { with.isColoured($0, $1) && !without.isColoured($0, $1) })
    #expect(place.rows.count > 40 && place.columns.count < 20)
  }

  /// The patient with a truth, and a prediction three voxels beside it.
  private func compared(_ keys: String) throws -> ViewImage {
    var session = Session()
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: Patient.grid), name: "one",
          truth: Patient.mask(on: Patient.grid, label: 2))))
    session.place(Voxel(61, 36, 12), Voxel(76, 36, 12))
    session.type("p")
    var mask = Mask(emptyOn: Patient.grid, box: Patient.grid.box)
    Patient.mask(on: Patient.grid).forEachLabelled { voxel, _ in
      mask[Voxel(voxel.x + 3, voxel.y, voxel.z)] = 1
    }
    session.send(.predicted(Session.measured(mask, in: session), job: 1))
    session.press(.escape)
    session.type("x=X" + keys)
    return try image(session)
  }

  @Test func theTruthIsOutlinedOrComparedByAreas() throws {
    let off = try compared("")
    let outlines = try compared("V")
    let areas = try compared("VV")
    #expect(try compared("VVV") == off)
    func isWhite(_ column: Int, _ row: Int) -> Bool {
      outlines.pixel(column, row) == [255, 255, 255]
    }
    let outline = try #require(
      outlines.extent(rows: 40..<440) {
        isWhite($0, $1) && off.pixel($0, $1) != [255, 255, 255]
      })
    // 8 mm around voxel (65.5, 35.5) of five pixels, 40 rows below the picture's edge.
    #expect(
      abs(outline.columns.lowerBound - 290) <= 5 && abs(outline.columns.upperBound - 369) <= 5)
    // What is only in the mask lies beside what both have, and that beside what was missed.
    func area(_ column: Int) -> [UInt8] { areas.pixel(column, 220) }
    #expect(areas.isColoured(330, 220) && area(295) != area(330) && area(380) != area(330))
    #expect(area(295) != area(380))
  }

  @Test func aFillIsAsOpaqueAsOnTheScreen() throws {
    let pictures = try ["", "d", "dd", "D"].map { try image(ViewImageTests.predicted("Xf" + $0)) }
    for (index, picture) in pictures.enumerated() {
      for other in pictures[(index + 1)...] { #expect(picture != other) }
    }
    // At 100 % nothing of the image is seen.
    let full = try image(ViewImageTests.predicted("XfDDDD"))
    #expect(full.pixel(330, 222) == full.pixel(340, 230))
  }

  @Test func theDiscOfStatisticsIsDrawn() throws {
    var session = Session.loaded()
    session.type("xX=i")
    #expect(
      try image(session).extent(rows: 40..<440, image(session).isColoured) != nil)
    session.type("i")
    #expect(
      try image(session).extent(rows: 40..<440, image(session).isColoured) == nil)
  }

  @Test func theScaleBarGoesWithTheScreens() throws {
    var session = Session.loaded()
    let with = try image(session)
    session.type(":toggle-scale")
    session.press(.enter)
    #expect(try image(session) != with)
  }

  @Test(arguments: [(120, 40), (60, 60)]) func threePanesAreThreePictures(
    columns: Int, rows: Int
  ) throws {
    var session = Session.loaded(columns: columns, rows: rows)
    session.type("o")
    session.go(to: Voxel(65, 36, 12))
    let options = ViewImageOptions(width: 1200, height: 900)
    let three = try ViewImageTests.image(session, options)
    // The axial pane takes three fifths of the width or the height.
    let isBeside = columns == 120
    for (column, row) in isBeside
      ? [(300, 450), (960, 225), (960, 675)]
      : [(600, 270), (300, 720), (900, 720)]
    {
      let part = three.extent(columns: column - 100..<column + 100, rows: row - 80..<row + 80) {
        three.pixel($0, $1)[0] > 40
      }
      #expect(part != nil, "\(column), \(row)")
    }
    // The pane that keys act in has a white frame.
    #expect(three.pixel(0, 100) == [255, 255, 255])
    session.type("v")
    #expect(try ViewImageTests.image(session, options).pixel(0, 100) != [255, 255, 255])
    session.type("o")
    #expect(try ViewImageTests.image(session, options) != three)
  }
}
