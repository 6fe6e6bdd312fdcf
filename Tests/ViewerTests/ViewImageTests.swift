import Imaging
import Testing
import Viewer

@Suite struct ViewImageTests {
  /// Five pixels a voxel of the test patient.
  static let small = ViewImageOptions(width: 480, height: 480)

  static func image(_ session: Session, _ options: ViewImageOptions = small) throws -> ViewImage {
    try #require(session.state.viewImage(options))
  }

  /// A session on the test patient with the predicted lesion, switched to the test's keys.
  static func predicted(_ keys: String = "") -> Session {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.press(.escape)
    session.type("x=" + keys)
    return session
  }

  @Test func thereIsNoneBeforeAStudyIsLoaded() {
    #expect(Session().state.viewImage() == nil)
  }

  @Test func theSizeIsTheOneAskedForWithinLimits() throws {
    let standard = try #require(Session.loaded().state.viewImage())
    #expect(standard.width == 1200 && standard.height == 900)
    #expect(standard.pixels.count == 1200 * 900 * 3)
    let least = try Self.image(.loaded(), ViewImageOptions(width: -5, height: 0))
    #expect(least.width == 480 && least.height == 480)
    #expect(ViewImageOptions(width: .max, height: .max).width == 8192)
  }

  /// However the file's axes run, the picture is the same to the pixel.
  @Test func everyOrientationGivesOnePicture() throws {
    var expected: ViewImage?
    for (axes, forward) in Patient.orientations {
      var session = Session.loaded(grid: Patient.grid(axes: axes, forward: forward))
      session.type("2")
      let image = try Self.image(session)
      let isSame = image == expected ?? image
      #expect(isSame, "\(axes) \(forward)")
      expected = expected ?? image
    }
  }

  @Test func whatTheSnapshotShows() throws {
    var session = Self.predicted()
    session.send(.key(.character("a")))
    session.press(.right, .right, .enter)  // a stale volume
    session.type("=")
    let image = try Self.image(
      session, ViewImageOptions(width: 480, height: 480))
    let lesion = image.snapshot(columns: 285..<375, rows: 175..<255)
    let parts = [
      "upper left corner\n" + image.snapshot(columns: 0..<150, rows: 0..<32),
      "lesion\n" + lesion,
      "lower left corner\n" + image.snapshot(columns: 0..<150, rows: 462..<480),
      "lower right corner\n" + image.snapshot(columns: 280..<480, rows: 440..<480),
    ]
    try expectSnapshot(text: parts.joined(separator: "\n"), named: "view-image")
  }

  /// At five pixels a voxel the ball is as wide as high whatever the voxels' shape.
  @Test(arguments: [SIMD3(1, 1, 1), SIMD3(0.5, 1.5, 3), SIMD3(2, 0.5, 1)])
  func ballsAreRound(spacing: SIMD3<Double>) throws {
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: PictureTests.ball(spacing: spacing), name: "ball")))
    session.type("x3")
    let image = try Self.image(session)
    // 64 mm in 480 pixels, a radius of 20 mm; letters and captions keep outside.
    let ball = try #require(
      image.extent(columns: 40..<440, rows: 60..<430) { image.pixel($0, $1)[0] > 120 })
    #expect(abs(ball.columns.count - 300) <= Int(7.5 * spacing.x) + 1)
    #expect(abs(ball.rows.count - 300) <= Int(7.5 * spacing.y) + 1)
  }

  /// Enlarged pixels lie between the voxels' values and never beyond them.
  @Test func enlargingIsLinear() throws {
    let grid = VoxelGrid(shape: Voxel(8, 8, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let slope = (0..<64).map { Int16(-130 + $0 % 8 * 50) }
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: slope), name: "slope")))
    session.type("x1")
    let image = try Self.image(session)
    // x grows to the patient's right, on the left of the picture. A voxel has 60 pixels.
    let row = (0..<480).map { Int(image.pixel(479 - $0, 150)[0]) }
    // (HU + 160) / 400 of 255 at the first and last voxel's centre and outside of them.
    #expect(row[..<30].allSatisfy { $0 == 19 } && row[451...].allSatisfy { $0 == 242 })
    for pixel in 30...450 {
      let value = (-130 + (Double(pixel) + 0.5 - 30) / 60 * 50 + 160) / 400 * 255
      #expect(abs(Double(row[pixel]) - value) <= 1)
    }
  }

  @Test func theScaleBarHasItsLength() throws {
    let image = try Self.image(Self.predicted("X"))
    // 0.2 mm a pixel; 96 pixels at most are 19 mm, so the bar says 10 mm.
    let bar = try #require(
      image.extent(columns: 300..<480, rows: 448..<462) { image.pixel($0, $1)[0] > 200 })
    #expect((49...52).contains(bar.columns.count))
  }
}
