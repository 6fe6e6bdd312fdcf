import Imaging
import Testing

@Suite struct SliceDisagreementTests {
  private let grid = VoxelGrid(
    shape: Voxel(20, 16, 10),
    affine: Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 3)), translation: .zero))
  private var plane: DisplayPlane { DisplayPlane(.axial, of: grid) }

  private func mask(_ label: UInt8, _ boxes: (Range<Int>, Range<Int>, Int)...) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for (columns, rows, slice) in boxes {
      for y in rows { for x in columns { mask[Voxel(x, y, slice)] = label } }
    }
    return mask
  }

  @Test("The slice with the most voxels that one mask alone has, not the one of the lowest DSC")
  func worstSlice() throws {
    let reference = mask(2, (4..<10, 4..<10, 3), (4..<10, 4..<10, 4), (6..<7, 6..<7, 5))
    let prediction = mask(7, (4..<10, 4..<10, 3), (7..<13, 4..<10, 4))
    let found = try #require(
      SliceDisagreement(reference: (reference, 2), prediction: (prediction, 7), in: plane))
    #expect(found.slice == 4 && found.voxels == 36)
    #expect(found.centre == Voxel(8, 6, 4))
    #expect(found.bounds == VoxelBox(lower: Voxel(4, 4, 3), upper: Voxel(13, 10, 6)))
  }

  @Test("Masks that are the same: the largest area of the reference, the first of equals")
  func same() throws {
    let both = mask(1, (4..<6, 4..<6, 2), (4..<9, 4..<9, 3), (5..<10, 4..<9, 4))
    let found = try #require(
      SliceDisagreement(reference: (both, 1), prediction: (both, 1), in: plane))
    #expect(found.slice == 3 && found.voxels == 0 && found.centre == Voxel(6, 6, 3))
  }

  @Test("A lesion that one of the two has alone, in each plane; none without voxels")
  func alone() throws {
    let one = mask(1, (4..<6, 4..<7, 2), (4..<9, 4..<6, 3))
    for isMissed in [true, false] {
      for (plane, slice) in [(Plane.axial, 3), (.coronal, 4), (.sagittal, 4)] {
        let found = try #require(
          SliceDisagreement(
            reference: isMissed ? (one, 1) : nil, prediction: isMissed ? nil : (one, 1),
            in: DisplayPlane(plane, of: grid)))
        #expect(found.slice == slice, "\(plane)")
      }
    }
    #expect(SliceDisagreement(reference: nil, prediction: nil, in: plane) == nil)
    #expect(SliceDisagreement(reference: (one, 9), prediction: nil, in: plane) == nil)
  }

  @Test("Random masks agree with a count voxel by voxel")
  func random() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      let a = RandomMasks.mask(on: grid, density: 0.3, labels: 2, seed: seed)
      let b = RandomMasks.mask(on: grid, density: 0.3, labels: 2, seed: seed + 100)
      for plane in Plane.allCases.map({ DisplayPlane($0, of: grid) }) {
        let found = SliceDisagreement(reference: (a, 1), prediction: (b, 2), in: plane)
        var counts: [Int: Int] = [:]
        for voxel in grid.box.voxels where (a[voxel] == 1) != (b[voxel] == 2) {
          counts[voxel[plane.sliceAxis], default: 0] += 1
        }
        let most = counts.values.max()
        #expect(found?.voxels == most, "seed \(seed)")
        #expect(found?.slice == counts.filter { $0.value == most }.keys.min(), "seed \(seed)")
      }
    }
  }
}
