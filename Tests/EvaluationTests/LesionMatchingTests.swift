import Evaluation
import Imaging
import Testing

@Suite struct LesionMatchingTests {
  let grid = VoxelGrid(shape: Voxel(20, 4, 2), affine: Affine(spacing: SIMD3(1, 1, 1)))

  /// A mask of runs along x in the first row: label by range.
  func mask(_ runs: [(UInt8, Range<Int>)]) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for (label, range) in runs { for x in range { mask[Voxel(x, 0, 0)] = label } }
    return mask
  }

  @Test func labelsAreMatchedByOverlapWhateverTheyAre() {
    let truth = mask([(1, 0..<4), (2, 6..<10), (7, 14..<18)])
    let matching = LesionMatching(
      truth: truth, predictions: [5: mask([(5, 6..<9)]), 9: mask([(9, 1..<5)])])
    #expect(
      matching.pairs == [
        .init(truth: 1, prediction: 9), .init(truth: 2, prediction: 5),
        .init(truth: 7, prediction: nil),
      ])
  }

  @Test func theBetterOverlapWinsAndTheOtherIsInvented() {
    let truth = mask([(1, 0..<10)])
    let matching = LesionMatching(
      truth: truth, predictions: [1: mask([(1, 0..<2)]), 2: mask([(2, 2..<9)])])
    #expect(
      matching.pairs == [.init(truth: 1, prediction: 2), .init(truth: nil, prediction: 1)])
  }

  @Test func equalOverlapsResolveByLabel() {
    let truth = mask([(3, 0..<4), (4, 4..<8)])
    let matching = LesionMatching(truth: truth, predictions: [1: mask([(1, 2..<6)])])
    #expect(
      matching.pairs == [.init(truth: 3, prediction: 1), .init(truth: 4, prediction: nil)])
  }

  @Test func nothingMatchesNothing() {
    #expect(LesionMatching(truth: mask([]), predictions: [:]).pairs.isEmpty)
    #expect(
      LesionMatching(truth: mask([]), predictions: [2: mask([(2, 0..<3)])]).pairs
        == [.init(truth: nil, prediction: 2)])
  }
}
