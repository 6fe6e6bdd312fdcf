import Imaging
import Testing
import Viewer

@Suite struct ViewImageOverlayTests {
  /// The picture without captions and letters: all that is coloured there is an overlay.
  private func coloured(_ session: Session) throws -> (
    columns: ClosedRange<Int>, rows: ClosedRange<Int>
  )? {
    let image = try ViewImageTests.image(session)
    return image.extent(rows: 40..<440, image.isColoured)
  }

  /// A session in which voxel (48, 40) of the middle slice is lesion 1, nothing else shown.
  private func oneVoxel(_ keys: String = "") throws -> Session {
    let grid = Patient.grid
    var mask = Mask(emptyOn: grid, box: grid.box)
    mask[Voxel(48, 40, 12)] = 1
    var session = Session()
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: grid), name: "one",
          restored: RestoredSession(
            lesions: [
              Lesion(
                id: 1, a: Voxel(10, 10, 3), b: Voxel(20, 10, 3),
                segmentation: LesionSegmentation(
                  diameter: Diameter(Voxel(10, 10, 3), Voxel(20, 10, 3)), mask: mask,
                  measurement: LesionMeasurement(
                    label: 1, voxels: 1, volumeCubicMillimetres: 3, longAxisMillimetres: 0,
                    shortAxisMillimetres: 0, meanHU: 40, standardDeviationHU: 0, slices: 1,
                    longAxis: nil)))
            ]))))
    session.type(":13")
    session.press(.enter)
    session.type("=xX" + keys)
    return session
  }

  /// A voxel has five pixels: an outline keeps inside it, a fill fills it.
  @Test func outlinesKeepInsideTheVoxels() throws {
    for (keys, count) in [("", 16), ("f", 25)] {
      let session = try oneVoxel(keys)
      let image = try ViewImageTests.image(session)
      let extent = try #require(try coloured(session))
      // Column 48 of 96 begins in the middle; 80 rows of five leave 40 above.
      #expect(extent.columns == 240...244 && extent.rows == 240...244)
      var coloured = 0
      for row in extent.rows {
        for column in extent.columns where image.isColoured(column, row) { coloured += 1 }
      }
      #expect(coloured == count)
    }
  }

  @Test func whatTheScreenHidesThePictureHides() throws {
    #expect(try coloured(ViewImageTests.predicted()) != nil)
    #expect(try coloured(ViewImageTests.predicted("X")) != nil)
    #expect(try coloured(ViewImageTests.predicted("s")) != nil)
    #expect(try coloured(ViewImageTests.predicted("Xs")) == nil)
    #expect(try coloured(ViewImageTests.predicted("Xsx")) != nil)
    // Without the image all that is left is black but for captions.
    let image = try ViewImageTests.image(ViewImageTests.predicted("Xsm"))
    #expect(image.extent(columns: 20..<460, rows: 40..<440) { image.pixel($0, $1)[0] > 0 } == nil)
  }

  /// The diameter runs from centre to centre: 15 voxels of five pixels, and bars across its ends.
  @Test func theDiameterEndsInItsVoxels() throws {
    let session = ViewImageTests.predicted("s")
    let image = try ViewImageTests.image(session)
    // Row 36 of the slice is at 220 to 224 of the picture; letters stand beyond the ends.
    let extent = try #require(
      image.extent(rows: 222..<223) { column, row in
        image.isColoured(column, row) && (288..<372).contains(column)
      })
    #expect((291...292).contains(extent.columns.lowerBound))
    #expect((367...368).contains(extent.columns.upperBound))
    #expect(image.isColoured(292, 219) && image.isColoured(367, 219))
    #expect(!image.isColoured(330, 219))
  }

  /// A closer view is a closer picture. The wide screen shows the whole slice across for some steps
  /// more, so the picture does.
  @Test func zoomIsFollowed() throws {
    var widths: [Int] = []
    var session = ViewImageTests.predicted("Xf")
    for _ in 0..<3 {
      widths.append(try #require(try coloured(session)).columns.count)
      session.type("++++")
    }
    #expect(widths[1] > widths[0] && widths[2] > widths[1])
  }

  @Test func otherSlicesShowNoMark() throws {
    let session = ViewImageTests.predicted(">")
    #expect(try coloured(session) == nil)
  }

  @Test func everyCharacterHasAGlyphOfItsOwn() throws {
    func caption(_ name: String) throws -> String {
      let image = try ViewImageTests.image(.loaded(name: name))
      return image.snapshot(columns: 0..<20, rows: 0..<16)
    }
    let characters = (0x20...0x7E).map { String(UnicodeScalar(UInt8($0))) } + ["²", "³", "°", "µ"]
    var glyphs: [String: String] = [:]
    for character in characters {
      let glyph = try caption(character)
      #expect(glyphs[glyph] == nil, "\(character) looks like \(glyphs[glyph] ?? "")")
      glyphs[glyph] = character
    }
    #expect(try caption("é") == caption("e"))
    #expect(try caption("中") == caption("?"))
  }

  @Test func brokenVolumesGiveAPicture() throws {
    for spacing in [SIMD3(0, 0, 0), SIMD3(1e9, 1e-9, 1), SIMD3(1, 1, 1)] {
      let grid = VoxelGrid(shape: Voxel(1, 1, 1), affine: Affine(spacing: spacing))
      var session = Session()
      session.send(
        .loaded(LoadedStudy(volume: Volume(grid: grid, voxels: [Float.nan]), name: "one")))
      session.place(Voxel(0, 0, 0), Voxel(0, 0, 0))
      session.type("++++++++")
      let image = try ViewImageTests.image(session)
      #expect(image.pixel(100, 100) == [0, 0, 0])
    }
  }
}
