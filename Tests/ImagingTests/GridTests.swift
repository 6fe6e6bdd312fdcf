import Imaging
import Testing

@Suite struct GridTests {
  /// A sheared, anisotropic, left-handed grid.
  private let affine = Affine(
    columns: (SIMD3(-0.7, 0.1, 0), SIMD3(0, 0.8, 0.2), SIMD3(0.1, 0, 2.5)),
    translation: SIMD3(100, -50, 12))

  @Test func indicesInvertPositions() throws {
    let index = SIMD3(3.25, -1.5, 7)
    let back = try #require(affine.voxelIndex(ofMillimetres: affine(index)))
    #expect((back - index).length < 1e-12)
    let flat = Affine(columns: (.zero, SIMD3(0, 1, 0), SIMD3(0, 0, 1)), translation: .zero)
    #expect(flat.voxelIndex(ofMillimetres: .zero) == nil)
  }

  @Test func volumeIsTheDeterminant() {
    // By hand: -0.7 (0.8 x 2.5 - 0) - 0 + 0.1 (0.1 x 0.2 - 0) = -1.398.
    #expect(abs(affine.determinant + 1.398) < 1e-12)
    let grid = VoxelGrid(shape: Voxel(4, 5, 6), affine: affine)
    #expect(abs(grid.voxelVolume - 1.398) < 1e-12)
  }

  @Test func distancesGoThroughTheAffine() {
    let grid = Affine(spacing: SIMD3(0.5, 2, 5))
    #expect(grid.distance(Voxel(0, 0, 0), Voxel(6, 2, 0)) == 5)
  }

  @Test func gridsMatchWithinATolerance() {
    let grid = VoxelGrid(shape: Voxel(4, 5, 6), affine: affine)
    var moved = affine
    moved.translation.x += 5e-4
    #expect(grid.matches(VoxelGrid(shape: grid.shape, affine: moved)))
    moved.translation.x += 1
    #expect(!grid.matches(VoxelGrid(shape: grid.shape, affine: moved)))
    #expect(!grid.matches(VoxelGrid(shape: Voxel(4, 5, 7), affine: affine)))
  }

  @Test func boxesGrowMeetAndJoin() throws {
    let box = try #require(VoxelBox(enclosing: [Voxel(3, 4, 5), Voxel(1, 6, 5)]))
    #expect(box == VoxelBox(lower: Voxel(1, 4, 5), upper: Voxel(4, 7, 6)))
    #expect(box.count == 9)
    let clipped = box.expanded(by: 2).intersection(
      VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(5, 5, 5)))
    #expect(clipped == VoxelBox(lower: Voxel(0, 2, 3), upper: Voxel(5, 5, 5)))
    let apart = VoxelBox(lower: Voxel(9, 9, 9), upper: Voxel(10, 10, 10))
    #expect(box.intersection(apart).isEmpty)
    #expect(box.union(apart).upper == Voxel(10, 10, 10))
    #expect(VoxelBox(enclosing: [Voxel]()) == nil)
  }
}

@Suite struct VolumeTests {
  private let grid = VoxelGrid(shape: Voxel(2, 3, 2), affine: Affine(spacing: SIMD3(1, 1, 1)))

  @Test func everyTypeIsScaledWhenRead() {
    func check<Scalar: VoxelScalar & ExpressibleByIntegerLiteral>(
      _: Scalar.Type, _ values: [Scalar]
    ) {
      let volume = Volume(grid: grid, voxels: values, slope: 2, intercept: -10)
      #expect(volume.type == Scalar.voxelType)
      #expect(volume[Voxel(1, 2, 1)] == 12)
      #expect(
        volume.statistics()
          == VolumeStatistics(minimum: -10, maximum: 12, mean: 1, nonfinite: 0))
    }
    check(UInt8.self, Array(0..<12))
    check(Int8.self, Array(0..<12))
    check(UInt16.self, Array(0..<12))
    check(Int16.self, Array(0..<12))
    check(UInt32.self, Array(0..<12))
    check(Int32.self, Array(0..<12))
    check(UInt64.self, Array(0..<12))
    check(Int64.self, Array(0..<12))
    check(Float.self, (0..<12).map { Float($0) })
    check(Double.self, (0..<12).map { Double($0) })
  }

  @Test func runsWalkEveryAxisBothWays() {
    let volume = Volume(grid: grid, voxels: (0..<12).map { Int16($0) })
    func run(_ start: Voxel, _ axis: Int, _ step: Int, _ count: Int) -> [Float] {
      var line = [Float](repeating: .nan, count: count)
      line.withUnsafeMutableBufferPointer {
        volume.readRun(from: start, axis: axis, step: step, into: $0)
      }
      return line
    }
    #expect(run(Voxel(0, 1, 0), 0, 1, 2) == [2, 3])
    #expect(run(Voxel(1, 2, 1), 1, -1, 3) == [11, 9, 7])
    #expect(run(Voxel(1, 0, 0), 2, 1, 2) == [1, 7])
  }

  @Test func nonFiniteVoxelsAreCountedAndLeftOut() {
    var values = [Float](repeating: 1, count: 12)
    values[3] = .nan
    values[7] = .infinity
    let statistics = Volume(grid: grid, voxels: values).statistics()
    #expect(statistics == VolumeStatistics(minimum: 1, maximum: 1, mean: 1, nonfinite: 2))
    let empty = Volume(grid: grid, voxels: [Float](repeating: .nan, count: 12)).statistics()
    #expect(empty.nonfinite == 12 && empty.mean.isNaN)
  }

  @Test func aNegativeSlopeSwapsTheExtremes() {
    let volume = Volume(grid: grid, voxels: (0..<12).map { Int16($0) }, slope: -1)
    #expect(volume.statistics().minimum == -11)
    #expect(volume.statistics().maximum == 0)
  }
}

@Suite struct MaskTests {
  private let grid = VoxelGrid(shape: Voxel(8, 8, 8), affine: Affine(spacing: SIMD3(1, 1, 1)))

  @Test func labelsLiveInTheBoxAlone() {
    var mask = Mask(
      emptyOn: grid, box: VoxelBox(lower: Voxel(6, 6, 6), upper: Voxel(20, 20, 20)))
    #expect(mask.box.upper == Voxel(8, 8, 8))
    mask[Voxel(7, 6, 7)] = 3
    #expect(mask[Voxel(7, 6, 7)] == 3)
    #expect(mask[Voxel(0, 0, 0)] == 0)
    #expect(mask.presentLabels == [3])
    #expect(mask.count(of: 3) == 1)
    #expect(mask.bounds(of: 3) == VoxelBox(enclosing: [Voxel(7, 6, 7)]))
    #expect(mask.bounds(of: 1) == nil)
  }
}

@Suite struct WindowTests {
  @Test func presetsAreTheUsualOnes() {
    #expect(IntensityWindow.Preset.lung.window == IntensityWindow(width: 1500, level: -600))
    #expect(IntensityWindow.Preset.soft.window.lower == -160)
    #expect(IntensityWindow(lower: -160, upper: 240).level == 40)
  }

  @Test func brightnessIsClippedAndNaNIsBlack() {
    let window = IntensityWindow(width: 400, level: 40)
    #expect(window.brightness(40) == 0.5)
    #expect(window.brightness(4000) == 1)
    #expect(window.brightness(-4000) == 0)
    #expect(window.brightness(.nan) == 0)
  }
}
