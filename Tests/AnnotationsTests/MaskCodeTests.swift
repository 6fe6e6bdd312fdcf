import Annotations
import Foundation
import Imaging
import Testing

@Suite struct MaskCodeTests {
  private func grid(_ x: Int, _ y: Int, _ z: Int) -> VoxelGrid {
    VoxelGrid(shape: Voxel(x, y, z), affine: Affine(spacing: SIMD3(0.7, 0.7, 2.5)))
  }

  private func voxels(_ mask: Mask, _ label: UInt8) -> Set<Voxel> {
    var result: Set<Voxel> = []
    mask.forEachLabelled { if $1 == label { result.insert($0) } }
    return result
  }

  @Test func randomMasksComeBackVoxelForVoxel() throws {
    var random = TestGenerator(seed: 1)
    for round in 0..<200 {
      let grid = grid(
        .random(in: 1...40, using: &random), .random(in: 1...30, using: &random),
        .random(in: 1...20, using: &random))
      func bounds(_ count: Int) -> (Int, Int) {
        let lower = Int.random(in: 0..<count, using: &random)
        return (lower, Int.random(in: (lower + 1)...count, using: &random))
      }
      let (x, y, z) = (bounds(grid.shape.x), bounds(grid.shape.y), bounds(grid.shape.z))
      let box = VoxelBox(lower: Voxel(x.0, y.0, z.0), upper: Voxel(x.1, y.1, z.1))
      // From nearly empty to nearly full, and two labels mixed.
      let share = Double(round) / 200
      let labels = (0..<box.count).map { _ -> UInt8 in
        Double.random(in: 0..<1, using: &random) < share ? .random(in: 6...7, using: &random) : 0
      }
      let mask = Mask(grid: grid, box: box, labels: labels)
      let code = try MaskCode(mask, label: 7)
      let read = try code.mask(on: grid, label: 7)
      #expect(voxels(read, 7) == voxels(mask, 7))
      #expect(read.presentLabels.allSatisfy { $0 == 7 })
      #expect(read.box == mask.bounds(of: 7) ?? Mask(emptyOn: grid).box)
      // What is read is canonical: it comes back as it is, and under any label.
      let again = try MaskCode(read, label: 7)
      #expect(again == code)
      #expect(try again.mask(on: grid, label: 7) == read)
      #expect(voxels(try code.mask(on: grid, label: 3), 3) == voxels(mask, 7))
    }
  }

  @Test func theHashIsOfTheVoxelsAlone() throws {
    let grid = grid(20, 20, 20)
    var small = Mask(
      emptyOn: grid, box: VoxelBox(lower: Voxel(4, 4, 4), upper: Voxel(6, 6, 6)))
    var large = Mask(emptyOn: grid, box: grid.box)
    for voxel in [Voxel(4, 5, 4), Voxel(5, 5, 5)] {
      small[voxel] = 1
      large[voxel] = 2
    }
    let code = try MaskCode(small, label: 1)
    #expect(try MaskCode(large, label: 2) == code)
    // FNV-1a of the bytes 20 20 20, 4 5 4, 2 1 2, 0 1 2 1.
    let bytes: [UInt8] = [20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 1, 2, 1]
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    #expect(UInt64(code.hash, radix: 16) == hash)
    large[Voxel(4, 4, 4)] = 2
    #expect(try MaskCode(large, label: 2).hash != code.hash)
  }

  @Test func itSurvivesJSON() throws {
    let grid = grid(9, 9, 9)
    let full = Mask(grid: grid, box: grid.box, labels: [UInt8](repeating: 1, count: grid.count))
    let code = try MaskCode(full, label: 1)
    let read = try JSONDecoder().decode(MaskCode.self, from: JSONEncoder().encode(code))
    #expect(try read.mask(on: grid, label: 1) == full)
    #expect(try MaskCode(full, label: 9).mask(on: grid, label: 1) == Mask(emptyOn: grid))
    #expect(throws: MaskCodeError.otherShape(Voxel(9, 9, 9))) {
      try read.mask(on: self.grid(9, 9, 10), label: 1)
    }
  }

  @Test func damageIsNoticed() throws {
    let grid = grid(12, 11, 10)
    let labels = (0..<grid.count).map { UInt8($0 % 7 < 3 ? 1 : 0) }
    let code = try MaskCode(Mask(grid: grid, box: grid.box, labels: labels), label: 1)
    let json = try JSONEncoder().encode(code)
    for index in json.indices {
      for bit in 0..<8 {
        var copy = json
        copy[index] ^= 1 << bit
        // Some damage is not even JSON, and some (of a key's spelling) no mask.
        guard let read = try? JSONDecoder().decode(MaskCode.self, from: copy) else { continue }
        // The gzip header's time and system are not checked by anybody, and mean nothing.
        if let mask = try? read.mask(on: grid, label: 1) { #expect(mask.labels == labels) }
      }
    }
  }
}
