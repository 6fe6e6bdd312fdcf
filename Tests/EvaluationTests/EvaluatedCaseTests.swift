import Evaluation
import Imaging
import Testing

/// The lesions of a case, paired, scored and averaged.
struct EvaluatedCaseTests {
  private let grid = Masks.grid(Voxel(24, 8, 4), spacing: SIMD3(1, 0.5, 2))

  /// A mask of bars along x in the first row of slice 1: label by range.
  private func mask(_ bars: [(UInt8, Range<Int>)]) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for (label, range) in bars { for x in range { mask[Voxel(x, 0, 1)] = label } }
    return mask
  }

  private func evaluated(
    _ reference: [(UInt8, Range<Int>)], _ prediction: [(UInt8, Range<Int>)],
    matching: MatchingRule = .labels, tolerance: Double = 2, problem: String? = nil
  ) throws -> EvaluatedCase {
    let pair = try MaskPair(reference: mask(reference), prediction: mask(prediction))
    return EvaluatedCase(
      name: "case", files: EvaluatedCase.Files(prediction: nil, reference: "r"), grid: grid,
      lesions: try EvaluatedLesion.all(in: pair, matching: matching, tolerance: tolerance),
      problem: problem)
  }

  @Test("A lesion has its overlap, volumes, diameters and errors")
  func lesion() throws {
    let one = try evaluated([(1, 2..<12)], [(1, 4..<16)])
    #expect(one.lesions.count == 1)
    let lesion = one.lesions[0]
    #expect(lesion.label == 1 && lesion.prediction?.label == 1)
    #expect(lesion.truePositives == 8)
    #expect(lesion.falsePositives == 4)
    #expect(lesion.falseNegatives == 2)
    #expect(abs(lesion.dice - 16.0 / 22) < 1e-12)
    #expect(abs(lesion.overlap.intersectionOverUnion - 8.0 / 14) < 1e-12)
    // Voxels of 1 mm3.
    #expect(abs(lesion.referenceMillilitres - 0.010) < 1e-12)
    #expect(abs((lesion.volumeError ?? 0) - 0.2) < 1e-9)
    #expect(lesion.reference?.diameterMillimetres == 9)
    #expect(lesion.reference?.diameter == Diameter(Voxel(2, 0, 1), Voxel(11, 0, 1)))
    #expect(lesion.diameterError == 2)
    #expect(lesion.size == .under10)
    #expect(lesion.reference?.box == VoxelBox(lower: Voxel(2, 0, 1), upper: Voxel(12, 1, 2)))
    #expect(one.dice == lesion.dice)
    #expect(one.normalisedSurfaceDice == lesion.normalisedSurfaceDice)
  }

  @Test("Scores are LesionScore's, labels FLARE's: of either mask, one lesion each")
  func labels() throws {
    let (reference, prediction): ([(UInt8, Range<Int>)], [(UInt8, Range<Int>)]) = (
      [(1, 0..<4), (2, 6..<10), (9, 12..<14)], [(1, 1..<5), (4, 16..<20), (9, 20..<22)]
    )
    let one = try evaluated(reference, prediction)
    #expect(one.lesions.map(\.label) == [1, 2, 9, 4])
    let score = try CaseScore(reference: mask(reference), prediction: mask(prediction))
    for lesion in one.lesions {
      let expected = try #require(score.lesions[lesion.label])
      #expect(lesion.dice == expected.dice)
      #expect(lesion.normalisedSurfaceDice == expected.normalisedSurfaceDice)
      #expect(lesion.hausdorff95 == (expected.hausdorff95.isFinite ? expected.hausdorff95 : nil))
    }
    #expect(abs(one.dice - score.dice) < 1e-12)
    // Not found; found elsewhere; not there.
    #expect(one.lesions[1].hausdorff95 == nil && one.lesions[1].volumeError == -1)
    #expect(one.lesions[1].diameterError == nil)
    #expect(one.lesions[2].dice == 0 && one.lesions[2].hausdorff95 != nil)
    #expect(one.lesions[3].reference == nil && one.lesions[3].volumeError == nil)
    #expect(one.lesions[3].size == nil && one.lesions[3].dice == 0)
  }

  @Test("By overlap, labels do not matter; what has no partner counts as 0")
  func overlap() throws {
    let one = try evaluated(
      [(1, 0..<4), (2, 6..<10), (7, 14..<18)], [(2, 0..<4), (9, 7..<11), (1, 20..<22)],
      matching: .overlap)
    #expect(one.lesions.map { $0.reference?.label } == [1, 2, 7, nil])
    #expect(one.lesions.map { $0.prediction?.label } == [2, 9, nil, 1])
    #expect(one.lesions.map(\.dice) == [1, 0.75, 0, 0])
    #expect(one.dice == 1.75 / 4)
  }

  @Test("Two empty masks agree; a case without a prediction counts as 0, empty or not")
  func empties() throws {
    let none = try evaluated([], [])
    #expect(none.lesions.isEmpty && none.dice == 1 && none.normalisedSurfaceDice == 1)
    let missed = try evaluated([(1, 0..<4)], [])
    #expect(missed.dice == 0 && missed.normalisedSurfaceDice == 0)
    let invented = try evaluated([], [(1, 0..<4)])
    #expect(invented.dice == 0 && invented.normalisedSurfaceDice == 0)
    let failed = try evaluated([], [], problem: "there is no prediction")
    #expect(failed.dice == 0 && failed.normalisedSurfaceDice == 0)
  }

  @Test("Below a Dice coefficient of 0.2 the surface counts as 0")
  func leastDice() throws {
    let one = try evaluated([(1, 0..<10)], [(1, 9..<19)], tolerance: 100)
    #expect(one.lesions[0].dice == 0.1 && one.lesions[0].normalisedSurfaceDice == 0)
    let other = try evaluated([(1, 0..<10)], [(1, 8..<18)], tolerance: 100)
    #expect(other.lesions[0].dice == 0.2 && other.lesions[0].normalisedSurfaceDice == 1)
  }

  @Test("It stops when it is told to")
  func cancellation() throws {
    let pair = try MaskPair(reference: mask([(1, 0..<4)]), prediction: mask([]))
    #expect(throws: CancellationError.self) {
      try EvaluatedLesion.all(in: pair, matching: .labels, tolerance: 2, isCancelled: { true })
    }
  }

  @Test("Random label maps: a pair's overlaps, and partners as LesionMatching finds them")
  func pairs() throws {
    var chance = Xorshift(seed: 11)
    let grid = Masks.grid(Voxel(70, 9, 5), spacing: SIMD3(1, 1, 1))
    func random(_ box: VoxelBox) -> Mask {
      let labels = (0..<box.count).map { _ in
        chance.uniform() < 0.4 ? UInt8(1 + chance.uniform() * 4) : 0
      }
      return Mask(grid: grid, box: box, labels: labels)
    }
    for _ in 0..<20 {
      let reference = random(VoxelBox(lower: Voxel(2, 1, 0), upper: Voxel(70, 8, 4)))
      let prediction = random(VoxelBox(lower: Voxel(0, 2, 1), upper: Voxel(66, 9, 5)))
      let pair = try MaskPair(reference: reference, prediction: prediction)
      for label in UInt8(1)...5 {
        for predicted in UInt8(1)...5 {
          var shared = 0
          reference.forEachLabelled { voxel, found in
            if found == label, prediction[voxel] == predicted { shared += 1 }
          }
          let overlap = pair.overlap(of: label, predicted: predicted)
          #expect(overlap.shared == shared)
          #expect(overlap.reference == reference.count(of: label))
          #expect(overlap.prediction == prediction.count(of: predicted))
        }
      }
      let byLabel = Dictionary(
        uniqueKeysWithValues: prediction.byLabel().map { (UInt8($0.key), $0.value) })
      #expect(LesionMatching(pair) == LesionMatching(truth: reference, predictions: byLabel))
    }
  }
}
