import Foundation
import Imaging
import Testing
import Viewer

@Suite struct RegionTests {
  /// The numbers in a line of text.
  func numbers(_ text: Substring) -> [Double] {
    text.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
  }

  /// Values that differ from voxel to voxel, on a sheared and anisotropic grid.
  static func study() -> (grid: VoxelGrid, volume: Volume) {
    let grid = VoxelGrid(
      shape: Voxel(40, 30, 12),
      affine: Affine(
        columns: (SIMD3(-0.8, 0.3, 0), SIMD3(0.1, -1.4, 0.2), SIMD3(0, 0.4, 2.5)),
        translation: SIMD3(12, 20, -15)))
    let values = Patient.voxels(of: grid).map { voxel in
      Int16((voxel.x * 37 + voxel.y * 91 + voxel.z * 53) % 211)
    }
    return (grid, Volume(grid: grid, voxels: values))
  }

  @Test(arguments: [0, 1, 2], [0, 1, 2, 3]) func statisticsAreOfTheDisc(plane: Int, size: Int)
    throws
  {
    let (grid, volume) = Self.study()
    var session = Session(columns: 120, rows: 40)
    session.send(.loaded(LoadedStudy(volume: volume, name: "a")))
    session.go(to: Voxel(21, 13, 5))
    session.type("i" + String(repeating: "v", count: plane))
    session.type(String(repeating: "I", count: size))
    let diameter = [10.0, 20, 40, 5][size]
    // The voxel axis across the slices of each plane of this grid.
    let axis = [2, 1, 0][plane]
    let centre = Voxel(21, 13, 5)
    let inside = Patient.voxels(of: grid).filter {
      $0[axis] == centre[axis] && grid.affine.distance($0, centre) <= diameter / 2
    }
    let values = inside.map { volume[$0] }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let screen = session.screen
    #expect(screen.contains("disc \(Int(diameter)) mm"))
    let hu = try #require(screen.split(separator: "\n").first { $0.contains("HU      mean") })
    let shown = numbers(hu.suffix(28))
    #expect(abs(shown[0] - mean) <= 0.051)
    #expect(abs(shown[1] - (squares / Double(values.count)).squareRoot()) <= 0.051)
    let range = try #require(screen.split(separator: "\n").first { $0.contains("range") })
    #expect(numbers(range.suffix(28)) == [values.min() ?? .nan, values.max() ?? .nan])
    let area = try #require(screen.split(separator: "\n").first { $0.contains("area") })
    let others = (0..<3).filter { $0 != axis }.map { grid.affine.column($0) }
    let expected = others[0].cross(others[1]).length * Double(inside.count)
    let parts = numbers(area.suffix(28))
    #expect(abs(parts[0] - expected) <= 0.51)
    #expect(screen.contains(" count   \(inside.count) voxels"))
  }

  /// A number of which the last figures are cut off is another number.
  @Test(arguments: [ScreenSize(columns: 120, rows: 40), ScreenSize(columns: 40, rows: 12)])
  func longNumbersAreWhole(_ size: ScreenSize) {
    let grid = Patient.grid
    // Every other voxel is air: mean and deviation have four figures and a decimal each.
    let values = Patient.voxels(of: grid).map { Int16(($0.x + $0.y) % 2 == 0 ? -1003 : 3071) }
    var session = Session(columns: size.columns, rows: size.rows)
    session.send(
      .loaded(LoadedStudy(volume: Volume(grid: grid, voxels: values), name: "a")))
    session.go(to: Voxel(58, 36, 12))
    session.type("i")
    let screen = session.screen
    #expect(screen.contains(/mean +12\d\d\.\d/), "\(screen)")
    #expect(screen.contains(/sd +20\d\d\.\d/), "\(screen)")
    #expect(!screen.contains("…") || size.columns < 100)
    #expect(size.columns < 100 || screen.contains("-1003 to 3071"))
  }

  @Test func narrowScreensSayItInTheFoldedRow() {
    var session = Session.loaded()
    session.type("i")
    #expect(session.frame.text(row: 21).contains("disc 10 mm AX  HU mean 40 sd 0  min 40 max 40"))
    session.type("I")
    #expect(session.frame.text(row: 21).contains("disc 20 mm AX"))
    session.type("i")
    #expect(!session.screen.contains("disc"))
    session.type("I")
    #expect(session.messageText == "I: no disc is shown; i shows it.")
  }

  /// The rim is drawn as large as the disc: 20 mm at one pixel a millimetre.
  @Test func theRimHasTheDiscsSize() {
    var session = Session.loaded()
    session.go(to: Voxel(48, 40, 12))
    session.type("x+++iI")
    let pixels = session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20)
    let rows = pixels.indices.filter { pixels[$0].contains(.palette(227)) }
    let columns = pixels[0].indices.filter { column in
      pixels.contains { $0[column] == .palette(227) }
    }
    #expect(abs(columns.count - 20) <= 1 && abs(rows.count - 20) <= 1)
  }

  @Test func atTheCornerOfTheVolumeItIsWhatIsThere() {
    var session = Session.loaded()
    session.go(to: Voxel(0, 0, 0))
    session.type("iII")
    #expect(session.frame.text(row: 21).contains("HU mean -1000 sd 0"))
  }
}
