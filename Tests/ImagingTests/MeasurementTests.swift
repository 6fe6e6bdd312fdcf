import Imaging
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

  /// The voxels whose centres lie in an ellipsoid along the patient's axes, in mm.
  private func ellipsoid(
    on grid: VoxelGrid, center: SIMD3<Double>, radii: SIMD3<Double>
  ) -> [Voxel] {
    grid.box.voxels.filter { voxel in
      let offset = (grid.affine(voxel) - center) / radii
      return (offset * offset).sum() <= 1
    }
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
    let ellipse = ellipsoid(on: grid, center: SIMD3(20, 20, 2), radii: SIMD3(12, 7, 1))
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, ellipse), volume: volume(grid)))
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
    for affine in storedOrientations(spacing: SIMD3(1, 1, 4)) {
      // 24 x 24 x 12 voxels along R, A, S with the patient's origin in their middle.
      var shape = Voxel(24, 24, 24)
      shape[Orientation(affine).voxelAxis(of: .superiorInferior)] = 12
      var centred = affine
      centred.translation = -affine.vector((shape.center - 1) / 2)
      let grid = VoxelGrid(shape: shape, affine: centred)
      let rod = ellipsoid(on: grid, center: .zero, radii: SIMD3(3.2, 2.2, 17))
      let measured = try #require(
        LesionMeasurement(of: 1, in: mask(grid, rod), volume: volume(grid)))
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

  /// Against every pair of voxels of every piece, and every strip.
  @Test func masksByChanceMeasureAsEveryPairOfVoxelsSays() throws {
    for (number, grid) in RandomMasks.grids.enumerated() {
      let plane = DisplayPlane(.axial, of: grid)
      for seed in 1...15 as ClosedRange<UInt64> {
        let place: Comment = "grid \(number), seed \(seed)"
        let mask = RandomMasks.mask(on: grid, density: 0.3, labels: 2, seed: seed)
        let measured = try #require(LesionMeasurement(of: 2, in: mask, volume: volume(grid)))
        let voxels = Set(RandomMasks.voxels(of: mask, label: 2).keys)
        #expect(measured.voxels == voxels.count, place)
        #expect(measured.slices == Set(voxels.map { $0[plane.sliceAxis] }).count, place)
        let values = voxels.map { volume(grid)[$0] }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        #expect(abs(measured.meanHU - mean) < 1e-9, place)
        #expect(abs(measured.standardDeviationHU - variance.squareRoot()) < 1e-9, place)

        var longest = 0.0
        for start in voxels {
          let piece = RandomMasks.reached(
            from: start, within: voxels,
            steps: RandomMasks.steps(facesOnly: false, within: plane.sliceAxis))
          longest = max(longest, piece.map { grid.affine.distance(start, $0) }.max() ?? 0)
        }
        #expect(abs(measured.longAxisMillimetres - longest) < 1e-9, place)
        let long = try #require(measured.longAxis)
        #expect(abs(long.millimetres(in: grid) - longest) < 1e-9, place)
        let piece = RandomMasks.reached(
          from: long.a, within: voxels,
          steps: RandomMasks.steps(facesOnly: false, within: plane.sliceAxis))
        #expect(piece.contains(long.b), place)
        try expectShortAxis(measured, long, of: piece, on: grid, place)
      }
    }
  }

  /// No chord of a strip is longer, and the ends are the chord's.
  private func expectShortAxis(
    _ measured: LesionMeasurement, _ long: Diameter, of piece: Set<Voxel>, on grid: VoxelGrid,
    _ comment: Comment
  ) throws {
    let plane = DisplayPlane(.axial, of: grid)
    let inPlane = [plane.columnAxis, plane.rowAxis]
    let width =
      inPlane.filter { axis in Set(piece.map { $0[axis] }).count > 1 }
      .map { grid.spacing[$0] }.max() ?? 1
    let line = grid.affine(long.b) - grid.affine(long.a)
    let along = line / line.length
    func place(of voxel: Voxel) -> (strip: Int, rest: SIMD3<Double>) {
      let offset = grid.affine(voxel) - grid.affine(long.a)
      let advance = (offset * along).sum()
      return (Int((advance / width).rounded()), offset - along * advance)
    }
    var expected = 0.0
    for first in piece {
      for second in piece {
        let (a, b) = (place(of: first), place(of: second))
        if a.strip == b.strip { expected = max(expected, (a.rest - b.rest).length) }
      }
    }
    #expect(abs(measured.shortAxisMillimetres - expected) < 1e-9, comment)
    guard expected > 0 else {
      #expect(measured.shortAxis == nil, comment)
      return
    }
    let short = try #require(measured.shortAxis)
    #expect(piece.contains(short.a) && piece.contains(short.b), comment)
    let ends = (place(of: short.a), place(of: short.b))
    #expect(ends.0.strip == ends.1.strip, comment)
    #expect(abs((ends.0.rest - ends.1.rest).length - expected) < 1e-9, comment)
  }

  @Test func theIntensityIsThatOfTheVoxelsThatTheVolumeHolds() throws {
    let grid = VoxelGrid(shape: Voxel(9, 9, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let box = VoxelBox(lower: Voxel(2, 3, 1), upper: Voxel(5, 5, 3))
    let part = Volume(
      grid: grid, box: box, type: .int16, buffer: VoxelBuffer((0..<12).map { Int16($0) }))
    let measured = try #require(
      LesionMeasurement(of: 1, in: mask(grid, grid.box.voxels), volume: part))
    #expect(measured.voxels == grid.count)
    #expect(measured.meanHU == 5.5)
  }

  /// The deviation of small differences beside a large mean, which sums of squares lose.
  @Test func aSmallDeviationSurvivesALargeMean() throws {
    let grid = VoxelGrid(shape: Voxel(50, 40, 10), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let values = (0..<grid.count).map { 1e9 + Double($0 % 2) * 1e-3 }
    let measured = try #require(
      LesionMeasurement(
        of: 1, in: mask(grid, grid.box.voxels), volume: Volume(grid: grid, voxels: values)))
    #expect(abs(measured.standardDeviationHU - 0.5e-3) < 1e-6)
  }
}
