import Evaluation
import Imaging
import Testing

/// The diameter that a true mask implies.
struct MaskDiameterTests {
  private func mask(_ voxels: [Voxel], label: UInt8 = 1, on grid: VoxelGrid) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for voxel in voxels { mask[voxel] = label }
    return mask
  }

  private let grid = Masks.grid(Voxel(20, 20, 6), spacing: SIMD3(1, 1, 3))

  @Test("It lies in the slice with the most voxels, though another is longer")
  func largestSection() {
    let block = (5...8).flatMap { y in (4...8).map { Voxel($0, y, 3) } }
    let thread = (0...15).map { Voxel($0, 10, 2) }
    let diameter = Diameter(ofLargestSectionOf: 1, in: mask(block + thread, on: grid))
    #expect(diameter == Diameter(Voxel(4, 5, 3), Voxel(8, 8, 3)))
  }

  @Test("Of equal slices the first is taken, of equal pairs the first by x, y, z")
  func ties() {
    let square = [2, 4].flatMap { z in (5...8).flatMap { y in (5...8).map { Voxel($0, y, z) } } }
    let diameter = Diameter(ofLargestSectionOf: 1, in: mask(square, on: grid))
    #expect(diameter == Diameter(Voxel(5, 5, 2), Voxel(8, 8, 2)))
  }

  @Test("The longest of all pairs is found, through the affine, for any shape and label")
  func allPairs() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let grid = Masks.grid(Voxel(24, 24, 1), spacing: SIMD3(0.7, 1.3, 3))
      var chance = Xorshift(seed: seed)
      let voxels = (0..<40).map { _ in
        Voxel(Int(chance.uniform() * 24), Int(chance.uniform() * 24), 0)
      }
      let longest = voxels.flatMap { a in voxels.map { grid.affine.distance(a, $0) } }.max() ?? 0
      let found = Diameter(ofLargestSectionOf: 9, in: mask(voxels, label: 9, on: grid))
      #expect(abs((found?.millimetres(in: grid) ?? 0) - longest) < 1e-9, "seed \(seed)")
    }
  }

  @Test("Slices are the patient's axial ones, whichever axis of the file they run along")
  func storedAxes() {
    // x to superior, y to the right, z to anterior.
    let grid = VoxelGrid(
      shape: Voxel(6, 20, 20),
      affine: Affine(
        columns: (SIMD3(0, 0, 3), SIMD3(1, 0, 0), SIMD3(0, 1, 0)), translation: .zero))
    let block = (5...8).flatMap { y in (4...8).map { Voxel(3, y, $0) } }
    let diameter = Diameter(ofLargestSectionOf: 1, in: mask(block, on: grid))
    #expect(diameter == Diameter(Voxel(3, 5, 4), Voxel(3, 8, 8)))
  }

  @Test("A label that is absent has none, and that of single voxels has no length")
  func degenerate() {
    let dots = mask([Voxel(3, 3, 1), Voxel(3, 3, 2)], on: grid)
    #expect(Diameter(ofLargestSectionOf: 2, in: dots) == nil)
    #expect(
      Diameter(ofLargestSectionOf: 1, in: dots) == Diameter(Voxel(3, 3, 1), Voxel(3, 3, 1)))
  }
}
