import Evaluation
import Imaging
import Testing

/// Scores of whole label maps by FLARE's rules.
@Suite struct CaseScoreTests {
  private let grid = Masks.grid(Voxel(20, 12, 8), spacing: SIMD3(1, 1, 2.5))

  private func mask(_ label: @escaping (Voxel) -> UInt8) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for voxel in grid.box.voxels { mask[voxel] = label(voxel) }
    return mask
  }

  @Test func lesionsAreScoredByLabelAndAveraged() throws {
    // Label 1 is the same in both, 2 is missed and 5 is made up.
    let reference = mask { $0.x < 4 ? 1 : $0.x > 15 ? 2 : 0 }
    let prediction = mask { $0.x < 4 ? 1 : $0.x == 10 ? 5 : 0 }
    let score = try CaseScore(reference: reference, prediction: prediction)
    #expect(Set(score.lesions.keys) == [1, 2, 5])
    let found = try #require(score.lesions[1])
    #expect(found.dice == 1)
    #expect(found.normalisedSurfaceDice == 1)
    #expect(found.hausdorff95 == 0)
    #expect(abs(found.referenceMillilitres - 4 * 12 * 8 * 2.5 / 1000) < 1e-12)
    let missed = try #require(score.lesions[2])
    #expect(missed.dice == 0)
    #expect(missed.normalisedSurfaceDice == 0)
    #expect(missed.hausdorff95 == .infinity)
    #expect(missed.predictionMillilitres == 0)
    #expect(abs(score.dice - 1.0 / 3) < 1e-12)
    #expect(abs(score.normalisedSurfaceDice - 1.0 / 3) < 1e-12)
  }

  @Test func nothingAgreesWithNothing() throws {
    let score = try CaseScore(reference: mask { _ in 0 }, prediction: Mask(emptyOn: grid))
    #expect(score.lesions.isEmpty)
    #expect(score.dice == 1)
    #expect(score.normalisedSurfaceDice == 1)
    let lesion = try LesionScore(
      of: 1, reference: mask { _ in 0 }, prediction: Mask(emptyOn: grid))
    #expect(lesion.dice == 1)
    #expect(lesion.normalisedSurfaceDice == 1)
  }

  /// A thin shell of a lesion is near its surface and still no segmentation of it.
  @Test func aLesionThatIsHardlyFoundScoresNothing() throws {
    let reference = mask { $0.x < 12 ? 1 : 0 }
    let sliver = mask { $0.x == 0 ? 1 : 0 }
    let surfaces = try SurfaceDistances(of: 1, reference: reference, prediction: sliver)
    #expect(surfaces.normalisedSurfaceDice(tolerance: 2) > 0.5)
    let score = try LesionScore(of: 1, reference: reference, prediction: sliver)
    #expect(score.dice < LesionScore.leastDice)
    #expect(score.normalisedSurfaceDice == 0)
  }
}
