import Evaluation
import Imaging
import Testing

/// Masks so small that their scores can be told by hand.
@Suite struct SurfaceCasesTests {
  private func mask(
    _ voxels: [Voxel], shape: Voxel = Voxel(6, 6, 6), spacing: SIMD3<Double> = SIMD3(1, 1, 1),
    label: UInt8 = 1
  ) -> Mask {
    Masks.mask(on: Masks.grid(shape, spacing: spacing), label: label) { voxels.contains($0) }
  }

  @Test func emptyMasks() throws {
    let (empty, one) = (mask([]), mask([Voxel(2, 2, 2)]))
    let both = try SurfaceDistances(of: 1, reference: empty, prediction: empty)
    #expect(both.normalisedSurfaceDice(tolerance: 1) == 1)
    #expect(both.hausdorff() == .infinity)
    #expect(both.referenceArea == 0)
    for (a, b) in [(empty, one), (one, empty)] {
      let found = try SurfaceDistances(of: 1, reference: a, prediction: b)
      #expect(found.normalisedSurfaceDice(tolerance: 1e9) == 0)
      #expect(found.normalisedSurfaceDice(tolerance: .infinity) == 0)
      #expect(found.hausdorff(percentile: 95) == .infinity)
    }
  }

  /// One voxel has eight corners, each with the triangle that cuts it off.
  @Test func oneVoxel() throws {
    let one = mask([Voxel(0, 5, 3)], spacing: SIMD3(0.5, 2, 5))
    let found = try SurfaceDistances(of: 1, reference: one, prediction: one)
    #expect(found.reference.count == 8)
    let triangle = SIMD3(10, 2.5, 1).length / 8
    #expect(abs(found.referenceArea - 8 * triangle) < 1e-12)
    #expect(found.hausdorff() == 0)
  }

  @Test func voxelsTwoMillimetresApart() throws {
    let found = try SurfaceDistances(
      of: 1, reference: mask([Voxel(1, 2, 2)]), prediction: mask([Voxel(3, 2, 2)]))
    #expect(found.normalisedSurfaceDice(tolerance: 0.99) == 0)
    #expect(abs(found.normalisedSurfaceDice(tolerance: 1) - 0.5) < 1e-12)
    #expect(found.normalisedSurfaceDice(tolerance: 2) == 1)
    #expect(found.hausdorff(percentile: 40) == 1)
    #expect(found.hausdorff(percentile: 95) == 2)
  }

  /// Slabs of one slice, a slice of 5 mm apart: every corner is 5 mm from the other or touches it.
  @Test func thinSlabs() throws {
    let shape = Voxel(9, 8, 4)
    let grid = Masks.grid(shape, spacing: SIMD3(0.7, 0.7, 5))
    let slabs = (1...2).map { z in Masks.mask(on: grid) { $0.z == z } }
    let found = try SurfaceDistances(of: 1, reference: slabs[0], prediction: slabs[1])
    #expect(found.reference.count == 2 * 10 * 9)
    #expect(Set(found.reference.map(\.distance)) == [0, 5])
    #expect(abs(found.normalisedSurfaceDice(tolerance: 4.9) - 0.5) < 1e-12)
    #expect(found.normalisedSurfaceDice(tolerance: 5) == 1)
  }

  /// A spacing is what single precision makes of it: five voxels of 0.8 mm are a little over 4 mm.
  @Test func toleranceOfWholeVoxelsFollowsTheHeader() throws {
    let found = try SurfaceDistances(
      of: 1, reference: mask([Voxel(0, 0, 0)], spacing: SIMD3(0.8, 1, 1)),
      prediction: mask([Voxel(5, 0, 0)], spacing: SIMD3(0.8, 1, 1)))
    #expect(found.hausdorff() > 4)
    #expect(abs(found.normalisedSurfaceDice(tolerance: 4) - 0.5) < 1e-12)
  }

  @Test func labelsArePairedAsAsked() throws {
    let reference = mask([Voxel(1, 1, 1)], label: 3)
    let prediction = mask([Voxel(1, 1, 1)], label: 7)
    let apart = try SurfaceDistances(of: 3, reference: reference, prediction: prediction)
    #expect(apart.normalisedSurfaceDice(tolerance: 2) == 0)
    let paired = try SurfaceDistances(
      of: 3, reference: reference, prediction: prediction, predictedLabel: 7)
    #expect(paired.normalisedSurfaceDice(tolerance: 0) == 1)
  }

  @Test func masksOfOtherShapesAreRefused() {
    #expect(throws: OverlapError.self) {
      try SurfaceDistances(
        of: 1, reference: mask([]), prediction: mask([], shape: Voxel(6, 6, 5)))
    }
  }
}
