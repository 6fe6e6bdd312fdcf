import ImageFiles
import Imaging
import Testing

@Suite struct GeometryTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ source: OrientationSource = .automatic, _ change: (inout NiftiFixture) -> Void = { _ in }
  ) throws -> ImageFileHeader {
    var fixture = NiftiFixture()
    change(&fixture)
    return try ImageFileReader(orientationSource: source)
      .readHeader(folder.file("a.nii", fixture.bytes))
  }

  private func isClose(_ a: Affine, _ rows: [[Double]], tolerance: Double = 1e-5) -> Bool {
    zip(a.rows.joined(), rows.joined()).allSatisfy { abs($0 - $1) <= tolerance }
  }

  /// A turn by 90 degrees about z: x runs to anterior, y to the left.
  private let quarterTurn = [0, 0, 0.5.squareRoot()]
  private let turned = [[0, -2, 0, 1], [1.5, 0, 0, 2], [0, 0, 3, 3], [0, 0, 0, 1.0]]
  private let sformRows = [[-1.5, 0, 0, 10], [0, 2, 0, 20], [0, 0, 3, 30], [0, 0, 0, 1.0]]

  private func both(_ fixture: inout NiftiFixture) {
    fixture.qform = 1
    fixture.quaternion = quarterTurn
    fixture.qoffset = [1, 2, 3]
  }

  @Test func sformGoesFirst() throws {
    let header = try read { both(&$0) }
    #expect(isClose(header.grid.affine, sformRows))
    #expect(header.orientationSource == .sform)
    #expect(header.sformCode == 1 && header.qformCode == 1)
    // At voxel (0, 2, 0): (10, 24, 30) against (-3, 2, 3).
    #expect(header.warnings == ["sform and qform differ by up to 37.18 mm; the sform is used"])
  }

  @Test func qformIsNext() throws {
    let header = try read {
      both(&$0)
      $0.sform = 0
    }
    #expect(isClose(header.grid.affine, turned))
    #expect(header.orientationSource == .qform)
    #expect(header.warnings == [])
  }

  @Test func sourceCanBeChosen() throws {
    #expect(try isClose(read(.qform) { both(&$0) }.grid.affine, turned))
    #expect(try isClose(read(.sform) { both(&$0) }.grid.affine, sformRows))
    for (source, problem) in [
      (OrientationSource.qform, "the qform was asked for and its code is 0"),
      (.sform, "the sform was asked for and its code is 0"),
    ] {
      let error = #expect(throws: ImageFileError.self) { try read(source) { $0.sform = 0 } }
      #expect(error?.problem == .badGeometry(problem))
    }
  }

  @Test func qfacFlipsTheThirdAxis() throws {
    let header = try read {
      both(&$0)
      $0.sform = 0
      $0.pixdim[0] = -1
    }
    #expect(abs(header.grid.affine.column(2).z + 3) < 1e-6)
    #expect(header.grid.affine.determinant < 0)
  }

  @Test func unusableSformGivesWayToQform() throws {
    let header = try read {
      both(&$0)
      $0.srow = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    }
    #expect(isClose(header.grid.affine, turned))
    #expect(header.orientationSource == .qform)
    #expect(
      header.warnings
        == ["the sform is unusable (the step along axis 1 is 0 mm); the qform is used"])
  }

  @Test func noFormAtAll() throws {
    let header = try read { $0.sform = 0 }
    #expect(!header.grid.hasKnownOrientation)
    #expect(header.orientationSource == nil)
    // nibabel: x to the left, the middle of the image at 0.
    let rows = [[-1.5, 0, 0, 2.25], [0, 2, 0, -2], [0, 0, 3, -1.5], [0, 0, 0, 1]]
    #expect(isClose(header.grid.affine, rows))
    #expect(header.warnings.count == 1)
    #expect(header.warnings.first?.hasPrefix("orientation unknown") == true)
  }

  @Test(arguments: [0, -.infinity, .nan, 1e30])
  func noFormAndNoSpacing(_ step: Double) throws {
    let header = try read {
      $0.sform = 0
      $0.pixdim[2] = step
    }
    #expect(header.grid.spacing == SIMD3(1.5, 1, 3))
    #expect(header.warnings.count == 2)
    #expect(header.warnings.last?.hasSuffix("1.5 x 1 x 3 mm is assumed") == true)
  }

  @Test func smallDisagreementsAreRounding() throws {
    let header = try read {
      $0.qform = 1
      $0.quaternion = [0, 1, 0]
      $0.pixdim[0] = -1
      $0.qoffset = [10.01, 20, 30]
    }
    #expect(header.warnings == [])
  }

  @Test func pixdimThatDisagreesIsMentioned() throws {
    let header = try read { $0.pixdim[3] = 5 }
    #expect(header.grid.spacing == SIMD3(1.5, 2, 3))
    #expect(header.statedSpacing == [1.5, 2, 5])
    #expect(
      header.warnings == [
        "pixdim states a spacing of 1.5 x 2 x 5 mm and the affine 1.5 x 2 x 3 mm; the affine is used"
      ])
  }

  @Test func obliqueIsMentioned() throws {
    let header = try read {
      $0.sform = 0
      $0.qform = 1
      // 10 degrees about x: sin 5.
      $0.quaternion = [0.08715574274765817, 0, 0]
    }
    #expect(header.warnings == ["oblique 10.0°: slices follow the file's own axes"])
    #expect(abs(Orientation(header.grid.affine).obliquity - 10) < 1e-4)
  }

  @Test func shearedIsReadAndMentioned() throws {
    let header = try read { $0.srow[0][1] = 0.002 }
    #expect(header.warnings == ["sheared: the file's axes are 0.0573° off right angles"])
    #expect(header.grid.affine.column(1).x == Double(Float(0.002)))
  }

  @Test(arguments: [(1, 0.001), (3, 1000.0)])
  func unitsAreConvertedToMillimetres(_ unit: Int, _ factor: Double) throws {
    let header = try read {
      $0.units = unit
      $0.pixdim = $0.pixdim.map { $0 * factor }
      $0.srow = $0.srow.map { $0.map { $0 * factor } }
    }
    #expect(isClose(header.grid.affine, sformRows))
    #expect(header.warnings.count == 1)
    #expect(header.warnings.first?.contains("metres") == true)
  }

  @Test func flatImageMayLeaveOutItsNormal() throws {
    let header = try read {
      $0.dims = [4, 3]
      $0.pixdim[3] = 0
      $0.srow[2] = [0, 0, 0, 30]
    }
    #expect(isClose(header.grid.affine, [[-1.5, 0, 0, 10], [0, 2, 0, 20], [0, 0, -1, 30]]))
    let other = try read {
      $0.dims = [4, 3]
      $0.pixdim[3] = 0
      $0.sform = 0
      $0.qform = 1
    }
    #expect(other.grid.spacing == SIMD3(1.5, 2, 1))
  }
}
