import Evaluation
import Foundation
import Imaging
import Testing

/// What a diameter tells without a network.
struct BaselineTests {
  /// 1 x 1 x 2 mm, axes to the left, to posterior and to superior, and an origin of its own.
  private let grid = VoxelGrid(
    shape: Voxel(64, 60, 30),
    affine: Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 2)), translation: SIMD3(30, 9, -70)))

  private func volume(on grid: VoxelGrid, _ value: (Voxel) -> Float) -> Volume {
    var voxels: [Float] = []
    for z in 0..<grid.shape.z {
      for y in 0..<grid.shape.y {
        for x in 0..<grid.shape.x { voxels.append(value(Voxel(x, y, z))) }
      }
    }
    return Volume(grid: grid, voxels: voxels)
  }

  private func voxels(of mask: Mask) -> Set<Voxel> {
    var voxels = Set<Voxel>()
    mask.forEachLabelled { voxel, _ in voxels.insert(voxel) }
    return voxels
  }

  @Test("The sphere has the diameter as its own, whatever the spacing")
  func sphere() {
    let diameter = Diameter(Voxel(12, 30, 15), Voxel(52, 30, 15))
    let mask = Baseline.sphere.mask(of: diameter, in: volume(on: grid) { _ in 0 })
    #expect(mask.bounds(of: 1) == VoxelBox(lower: Voxel(12, 10, 5), upper: Voxel(53, 51, 26)))
    let cubicMillimetres = Double(mask.count(of: 1)) * grid.voxelVolume
    #expect(abs(cubicMillimetres / (4 / 3 * Double.pi * 8000) - 1) < 0.01)
  }

  @Test("The ellipsoid's two other axes are 0.75 of the diameter, whichever way that lies")
  func ellipsoid() {
    let volume = volume(on: grid) { _ in 0 }
    let along = Baseline.ellipsoid.mask(
      of: Diameter(Voxel(12, 30, 15), Voxel(52, 30, 15)), in: volume)
    #expect(along.bounds(of: 1) == VoxelBox(lower: Voxel(12, 15, 8), upper: Voxel(53, 46, 23)))
    // A diagonal of 3-4-5: the same ellipsoid, turned.
    let diagonal = Diameter(Voxel(20, 14, 15), Voxel(44, 46, 15))
    let turned = Baseline.ellipsoid.mask(of: diagonal, in: volume)
    #expect(abs(Double(turned.count(of: 1)) / Double(along.count(of: 1)) - 1) < 0.01)
    let expected = 4 / 3 * Double.pi * 20 * 15 * 15
    #expect(abs(Double(turned.count(of: 1)) * grid.voxelVolume / expected - 1) < 0.01)
    // 14 mm along and across the diameter from its middle (32, 30): within 20 mm, within 15 mm;
    // 18 mm: within the one alone.
    for (voxel, isInside) in [
      (Voxel(40, 41, 15), true), (Voxel(43, 22, 15), true), (Voxel(43, 44, 15), true),
      (Voxel(46, 19, 15), false),
    ] {
      #expect((turned[voxel] == 1) == isInside, "\(voxel)")
    }
  }

  @Test("On an oblique grid a sphere is as large, and at the grid's edge it is cut")
  func oblique() {
    let (c, s) = (cos(0.4), sin(0.4))
    let oblique = VoxelGrid(
      shape: Voxel(50, 50, 30),
      affine: Affine(
        columns: (SIMD3(c, s, 0), SIMD3(-s, c, 0) * 1.2, SIMD3(0.3, 0, 2)),
        translation: SIMD3(-5, 7, 100)))
    let diameter = Diameter(Voxel(10, 25, 14), Voxel(40, 25, 14))
    let whole = Baseline.sphere.mask(of: diameter, in: volume(on: oblique) { _ in 0 })
    let expected = 4 / 3 * Double.pi * pow(15, 3)
    #expect(abs(Double(whole.count(of: 1)) * oblique.voxelVolume / expected - 1) < 0.02)
    // The middle of the diameter at the first slice: half of the sphere is left.
    let edge = Diameter(Voxel(12, 30, 0), Voxel(52, 30, 0))
    let half = Baseline.sphere.mask(of: edge, in: volume(on: grid) { _ in 0 })
    #expect(half.bounds(of: 1)?.lower.z == 0)
    #expect(half.bounds(of: 1)?.upper.z == 11)
  }

  @Test("A region grows through corners, within its band and inside the sphere")
  func regionGrowing() {
    // A diagonal line of voxels at 100 HU through the middle (32, 30, 15), with one step to the
    // next line only by a corner; it leaves the sphere at both ends.
    let line = Set((0..<60).map { Voxel($0 + 2, $0, 15) })
    let diameter = Diameter(Voxel(22, 30, 15), Voxel(42, 30, 15))
    let sphere = voxels(of: Baseline.sphere.mask(of: diameter, in: volume(on: grid) { _ in 0 }))
    let core = sphere.filter {
      (pow(Double($0.x - 32), 2) + pow(Double($0.y - 30), 2) + pow(2 * Double($0.z - 15), 2)) <= 4
    }
    #expect(core.count == 13 + 2)
    let image = volume(on: grid) { line.contains($0) || core.contains($0) ? 100 : -900 }
    let grown = voxels(of: Baseline.regionGrowing.mask(of: diameter, in: image))
    let isExpected = grown == line.intersection(sphere).union(core)
    #expect(isExpected, "\(grown.count) voxels")
  }

  @Test("The band is 150 HU to either side of the middle's mean, bounds included")
  func band() {
    let diameter = Diameter(Voxel(22, 30, 15), Voxel(42, 30, 15))
    for (step, isReached) in [(150, true), (-150, true), (151, false), (-151, false)] {
      let image = volume(on: grid) { voxel in
        voxel.x >= 36 ? Float(40 + step) : 40
      }
      let mask = Baseline.regionGrowing.mask(of: diameter, in: image)
      #expect((mask[Voxel(38, 30, 15)] == 1) == isReached, "\(step)")
      #expect(mask[Voxel(35, 30, 15)] == 1)
    }
  }

  @Test("What is not joined to the middle, and what is no number, stays out")
  func gaps() {
    let diameter = Diameter(Voxel(22, 30, 15), Voxel(42, 30, 15))
    let image = volume(on: grid) { voxel in
      voxel.x == 36 ? -900 : voxel == Voxel(31, 30, 15) ? .nan : 40
    }
    let mask = Baseline.regionGrowing.mask(of: diameter, in: image)
    #expect(mask[Voxel(35, 30, 15)] == 1 && mask[Voxel(37, 30, 15)] == 0)
    #expect(mask[Voxel(31, 30, 15)] == 0)
    let nothing = volume(on: grid) { _ in .nan }
    #expect(Baseline.regionGrowing.mask(of: diameter, in: nothing).count(of: 1) == 1)
  }

  @Test("The box that is asked for holds every voxel that is read")
  func box() {
    for diameter in [
      Diameter(Voxel(0, 0, 0), Voxel(1, 0, 0)), Diameter(Voxel(20, 20, 29), Voxel(43, 30, 29)),
    ] {
      let box = Baseline.box(of: diameter, on: grid)
      let part = Volume(
        grid: grid, box: box, type: .float32,
        buffer: VoxelBuffer([Float](repeating: 40, count: box.count)))
      let whole = volume(on: grid) { _ in 40 }
      for baseline in Baseline.allCases {
        // Reading outside the box would stop the program.
        let isSame =
          baseline.mask(of: diameter, in: part) == baseline.mask(of: diameter, in: whole)
        #expect(isSame, "\(baseline.name)")
        #expect(baseline.mask(of: diameter, in: part).count(of: 1) >= 1, "\(baseline.name)")
      }
    }
  }
}
