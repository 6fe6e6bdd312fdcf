import Evaluation
import Imaging
import Testing

/// What must hold of surface distances whatever the masks.
@Suite struct SurfaceDistancesTests {
  static let spacings: [SIMD3<Double>] = [
    SIMD3(1, 1, 1), SIMD3(0.7, 0.7, 5), SIMD3(3, 0.5, 1.25),
  ]

  private func distances(_ reference: Mask, _ prediction: Mask) throws -> SurfaceDistances {
    try SurfaceDistances(of: 1, reference: reference, prediction: prediction)
  }

  /// Two rough balls that overlap; they reach the volume's border.
  private func pair(spacing: SIMD3<Double>, seed: UInt64 = 1) -> (Mask, Mask) {
    let grid = Masks.grid(Voxel(11, 10, 7), spacing: spacing)
    let radius = spacing.max() * 2.2
    return (
      Masks.roughBall(on: grid, center: SIMD3(4, 5, 3), radius: radius, seed: seed),
      Masks.roughBall(on: grid, center: SIMD3(6, 4, 3.5), radius: radius * 0.9, seed: seed + 99)
    )
  }

  @Test(arguments: spacings)
  func aMaskAgreesWithItselfAndAPairEitherWay(spacing: SIMD3<Double>) throws {
    let (a, b) = pair(spacing: spacing)
    let same = try distances(a, a)
    #expect(same.normalisedSurfaceDice(tolerance: 0) == 1)
    #expect(same.hausdorff() == 0)
    let (forth, back) = (try distances(a, b), try distances(b, a))
    #expect(forth.reference == back.prediction)
    #expect(forth.prediction == back.reference)
    for tolerance in [0, 0.7, 2, 5] {
      #expect(
        forth.normalisedSurfaceDice(tolerance: tolerance)
          == back.normalisedSurfaceDice(tolerance: tolerance))
    }
    #expect(forth.hausdorff(percentile: 95) == back.hausdorff(percentile: 95))
  }

  @Test(arguments: spacings)
  func moreToleranceNeverScoresLess(spacing: SIMD3<Double>) throws {
    let (a, b) = pair(spacing: spacing, seed: 7)
    let found = try distances(a, b)
    let scores = stride(from: 0, through: 30, by: 0.25)
      .map { found.normalisedSurfaceDice(tolerance: $0) }
    #expect(scores == scores.sorted())
    #expect(scores[0] < 1)
    #expect(found.normalisedSurfaceDice(tolerance: found.hausdorff()) == 1)
    let percentiles = stride(from: 0.0, through: 100, by: 5).map { found.hausdorff(percentile: $0) }
    #expect(percentiles == percentiles.sorted())
  }

  /// All 48 ways to lay the axes.
  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func turningTheVolumeChangesNothing(axes: [Int]) throws {
    let (a, b) = pair(spacing: SIMD3(0.7, 1.3, 5), seed: 3)
    let upright = try distances(a, b)
    for flips in 0..<8 {
      let flipped = Set((0..<3).filter { flips >> $0 & 1 == 1 })
      let turned = try distances(
        Masks.turned(a, axes: axes, flipped: flipped), Masks.turned(b, axes: axes, flipped: flipped)
      )
      for tolerance in [0.5, 2, 5.1] {
        let score = turned.normalisedSurfaceDice(tolerance: tolerance)
        #expect(abs(score - upright.normalisedSurfaceDice(tolerance: tolerance)) < 1e-12)
      }
      #expect(abs(turned.hausdorff(percentile: 95) - upright.hausdorff(percentile: 95)) < 1e-12)
    }
  }

  /// Neither the place in the volume nor its border nor what a mask keeps in memory matters.
  @Test func placeAndBorderChangeNothing() throws {
    let (a, b) = pair(spacing: SIMD3(0.7, 0.7, 5), seed: 5)
    let large = Masks.grid(Voxel(40, 30, 25), spacing: SIMD3(0.7, 0.7, 5))
    func moved(_ mask: Mask, by step: Voxel) -> Mask {
      var result = Mask(
        emptyOn: large,
        box: VoxelBox(
          lower: step,
          upper: Voxel(
            step.x + mask.grid.shape.x, step.y + mask.grid.shape.y, step.z + mask.grid.shape.z)))
      mask.forEachLabelled { result[Voxel($0.x + step.x, $0.y + step.y, $0.z + step.z)] = $1 }
      return result
    }
    let here = try distances(a, b)
    let there = Voxel(29, 20, 18)
    let stays = Mask(grid: large, box: large.box, labels: large.box.labels(of: moved(b, by: there)))
    #expect(try distances(moved(a, by: there), moved(b, by: there)) == here)
    #expect(try distances(moved(a, by: Voxel(9, 3, 4)), moved(b, by: Voxel(9, 3, 4))) == here)
    #expect(try distances(moved(a, by: there), stays) == here)
  }

  @Test(arguments: spacings)
  func exactDistancesAsByLookingAtEveryPair(spacing: SIMD3<Double>) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let (a, b) = pair(spacing: spacing, seed: seed * 11)
      let found = try distances(a, b)
      let (corners, others) = (surfaceCorners(a), surfaceCorners(b))
      let exact = corners.map { corner in
        others.map { ((corner - $0) * SIMD3<Double>(SIMD3<Float>(spacing))).length }.min()!
      }
      #expect(found.reference.count == exact.count)
      for (element, distance) in zip(found.reference, exact.sorted()) {
        #expect(abs(element.distance - distance) < 1e-12)
      }
    }
  }

  /// The corners where not all of eight voxels agree.
  private func surfaceCorners(_ mask: Mask) -> [SIMD3<Double>] {
    let shape = mask.grid.shape
    let corners = VoxelBox(
      lower: Voxel(0, 0, 0), upper: Voxel(shape.x + 1, shape.y + 1, shape.z + 1))
    return corners.voxels.filter { corner in
      let around = (0..<8).map {
        mask[Voxel(corner.x - $0 & 1, corner.y - $0 >> 1 & 1, corner.z - $0 >> 2)]
      }
      return Set(around).count > 1
    }.map(\.center)
  }
}

extension VoxelBox {
  var voxels: [Voxel] {
    (lower.z..<upper.z).flatMap { z in
      (lower.y..<upper.y).flatMap { y in (lower.x..<upper.x).map { Voxel($0, y, z) } }
    }
  }

  func labels(of mask: Mask) -> [UInt8] { voxels.map { mask[$0] } }
}
