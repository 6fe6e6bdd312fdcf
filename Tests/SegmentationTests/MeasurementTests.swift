import Imaging
import Segmentation
import Testing

@Suite struct MeasurementTests {
  private func mask(_ grid: VoxelGrid, _ voxels: [Voxel]) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for voxel in voxels { mask[voxel] = 1 }
    return mask
  }

  private func volume(_ grid: VoxelGrid) -> Volume {
    Volume(grid: grid, voxels: (0..<grid.count).map { Int16($0 % 100) })
  }

  @Test func aBoxMeasuresAsABox() throws {
    let grid = VoxelGrid(shape: Voxel(20, 20, 8), affine: Affine(spacing: SIMD3(0.5, 0.5, 3)))
    var voxels: [Voxel] = []
    for z in 2...4 { for y in 5...8 { for x in 3...15 { voxels.append(Voxel(x, y, z)) } } }
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, voxels), volume: volume(grid)))
    #expect(measured.voxels == 13 * 4 * 3)
    #expect(abs(measured.volumeCubicMillimetres - Double(13 * 4 * 3) * 0.75) < 1e-9)
    #expect(measured.volumeMillilitres == measured.volumeCubicMillimetres / 1000)
    // The diagonal of 12 by 3 steps of half a millimetre.
    #expect(abs(measured.longAxisMillimetres - (36.0 + 2.25).squareRoot()) < 1e-9)
    #expect(measured.slices == 3)
    // Perpendicular to the diagonal, from edge to edge of a strip 3 steps high.
    #expect(measured.shortAxisMillimetres > 1.2 && measured.shortAxisMillimetres < 2)
  }

  @Test func anEllipseHasItsTwoAxes() throws {
    let grid = VoxelGrid(shape: Voxel(80, 80, 3), affine: Affine(spacing: SIMD3(0.5, 0.5, 2)))
    let ellipse = BrightEllipsoid(grid: grid, center: SIMD3(20, 20, 2), radii: SIMD3(12, 7, 1))
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, ellipse.voxels), volume: volume(grid)))
    #expect(abs(measured.longAxisMillimetres - 24) <= 0.5)
    #expect(abs(measured.shortAxisMillimetres - 14) <= 0.75)
    #expect(measured.slices == 1)
  }

  @Test func axesDoNotRunFromPieceToPiece() throws {
    let grid = VoxelGrid(shape: Voxel(40, 20, 3), affine: Affine(spacing: SIMD3(1, 1, 2)))
    // A bar of ten voxels, and a speck far away in the same slice.
    let bar = (3...12).map { Voxel($0, 5, 1) }
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, bar + [Voxel(38, 18, 1)]), volume: volume(grid)))
    #expect(measured.voxels == 11)
    #expect(measured.longAxisMillimetres == 9)
    #expect(measured.longAxis == Diameter(Voxel(3, 5, 1), Voxel(12, 5, 1)))
  }

  @Test func lengthsOnAnObliqueGridAreThePatients() throws {
    // 30 degrees about z: six voxels along x are still six millimetres.
    let (c, s) = (0.75.squareRoot(), 0.5)
    let grid = VoxelGrid(
      shape: Voxel(20, 20, 4),
      affine: Affine(
        columns: (SIMD3(c, s, 0), SIMD3(-s, c, 0), SIMD3(0, 0, 2)), translation: .zero))
    let line = (4...10).map { Voxel($0, 5, 2) }
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, line), volume: volume(grid)))
    #expect(abs(measured.longAxisMillimetres - 6) < 1e-9)
    #expect(measured.shortAxisMillimetres == 0)
    #expect(measured.longAxis == Diameter(Voxel(4, 5, 2), Voxel(10, 5, 2)))
  }

  /// The sagittal slice must not be taken for an axial one when z is stored first.
  @Test func axialSlicesAreFoundInEveryOrientation() throws {
    for grid in StoredGrid.all(of: SIMD3(1, 1, 4), shape: Voxel(24, 24, 12)) {
      let rod = BrightEllipsoid(grid: grid, center: .zero, radii: SIMD3(3.2, 2.2, 17))
      let measured = try #require(
        LesionMeasurement(of: 1, in: mask(grid, rod.voxels), volume: volume(grid)))
      #expect(measured.slices == 8)
      #expect(measured.longAxisMillimetres < 7, "a rod along z is thin in every axial slice")
    }
  }

  @Test func intensitiesAreMeanAndPopulationDeviation() throws {
    let grid = VoxelGrid(shape: Voxel(4, 1, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let values: [Float] = [2, 4, .nan, 9]
    let measured = try #require(
      LesionMeasurement(
        of: 1, in: mask(grid, (0..<4).map { Voxel($0, 0, 0) }),
        volume: Volume(grid: grid, voxels: values)))
    #expect(measured.voxels == 4)
    #expect(abs(measured.meanHU - 5) < 1e-12)
    #expect(abs(measured.standardDeviationHU - (26.0 / 3).squareRoot()) < 1e-12)
  }

  @Test func anAbsentLabelHasNoMeasurement() {
    let grid = VoxelGrid(shape: Voxel(4, 4, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))
    #expect(LesionMeasurement(of: 1, in: mask(grid, []), volume: volume(grid)) == nil)
  }
}
