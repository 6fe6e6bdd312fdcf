import Evaluation
import Imaging
import Testing

@Suite struct DiceTests {
  private let grid = VoxelGrid(shape: Voxel(4, 4, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))

  private func mask(_ voxels: [Voxel], label: UInt8 = 1) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for voxel in voxels { mask[voxel] = label }
    return mask
  }

  @Test func halfOverlapIsOneHalf() throws {
    let reference = mask([Voxel(0, 0, 0), Voxel(1, 0, 0)])
    let prediction = mask([Voxel(1, 0, 0), Voxel(2, 0, 0)])
    let overlap = try Overlap(of: 1, reference: reference, prediction: prediction)
    #expect(overlap.shared == 1)
    #expect(overlap.dice == 0.5)
  }

  @Test func emptyAgreesWithEmptyAlone() throws {
    let empty = mask([])
    let one = mask([Voxel(0, 0, 0)])
    #expect(try Overlap(of: 1, reference: empty, prediction: empty).dice == 1)
    #expect(try Overlap(of: 1, reference: one, prediction: empty).dice == 0)
    #expect(try Overlap(of: 1, reference: empty, prediction: one).dice == 0)
  }

  @Test func labelsArePairedAsAsked() throws {
    let reference = mask([Voxel(0, 0, 0)], label: 1)
    let prediction = mask([Voxel(0, 0, 0)], label: 7)
    #expect(try Overlap(of: 1, reference: reference, prediction: prediction).dice == 0)
    let paired = try Overlap(
      of: 1, reference: reference, prediction: prediction, predictedLabel: 7)
    #expect(paired.dice == 1)
  }

  @Test func masksOfOtherShapesAreRefused() {
    let other = VoxelGrid(shape: Voxel(4, 4, 5), affine: grid.affine)
    #expect(throws: OverlapError.self) {
      try Overlap(of: 1, reference: mask([]), prediction: Mask(emptyOn: other))
    }
  }
}
