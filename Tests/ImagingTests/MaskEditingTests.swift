import Imaging
import Testing

/// Every edit against the plainest way to say it, on masks by chance.
@Suite struct MaskEditingTests {
  private func expectEach(
    density: Double = 0.35, labels: Int = 1,
    _ body: (Mask, inout Chance, Comment) -> Void
  ) {
    for (number, grid) in RandomMasks.grids.enumerated() {
      for seed in 1...12 as ClosedRange<UInt64> {
        var chance = Chance(seed: seed + 100)
        let mask = RandomMasks.mask(
          on: grid, density: density, labels: labels, seed: seed)
        body(mask, &chance, "grid \(number), seed \(seed)")
      }
    }
  }

  private func inside(
    _ grid: VoxelGrid, _ center: Voxel, _ radius: Double, sliceAxis: Int
  ) -> (Voxel) -> Bool {
    { voxel in
      voxel[sliceAxis] == center[sliceAxis]
        && grid.affine.distance(voxel, center) <= radius + 1e-9
    }
  }

  @Test("A brush sets or clears just the voxels within its radius, and the box fits")
  func brushes() {
    expectEach { mask, chance, place in
      let (grid, center) = (mask.grid, chance.voxel(in: mask.grid.box))
      let radius = chance.uniform() * 5
      for plane in Plane.allCases.map({ DisplayPlane($0, of: grid) }) {
        let region = RegionOfInterest.disc(at: center, radiusMillimetres: radius, in: plane)
        let isInside = inside(grid, center, radius, sliceAxis: plane.sliceAxis)
        var painted = RandomMasks.voxels(of: mask)
        var limited = painted
        var erased = painted
        for voxel in grid.box.voxels where isInside(voxel) {
          painted[voxel] = 3
          if voxel.x % 2 == 0 { limited[voxel] = 3 }
          erased[voxel] = nil
        }
        let results = [
          (mask.painting(region, label: 3), painted),
          (mask.painting(region, label: 3) { $0.x % 2 == 0 }, limited),
          (mask.erasing(region), erased),
        ]
        for (result, expected) in results {
          let isSame = RandomMasks.voxels(of: result) == expected
          #expect(isSame, place)
          #expect(RandomMasks.fits(result), place)
        }
      }
    }
  }

  @Test(
    "Radius 0, and whatever is no length, is the one voxel; a radius without end the whole slice")
  func extremeBrushes() {
    let grid = RandomMasks.grids[1]
    let empty = Mask(emptyOn: grid)
    let plane = DisplayPlane(.axial, of: grid)
    for radius in [0, -3, Double.nan] {
      let dot = empty.painting(
        .disc(at: Voxel(4, 5, 6), radiusMillimetres: radius, in: plane), label: 2)
      #expect(RandomMasks.voxels(of: dot) == [Voxel(4, 5, 6): 2])
    }
    for radius in [.infinity, 1e300] {
      let disc = RegionOfInterest.disc(at: Voxel(4, 5, 6), radiusMillimetres: radius, in: plane)
      let slice = empty.painting(disc, label: 2)
      #expect(slice.count(of: 2) == grid.shape.x * grid.shape.y)
      #expect(slice.erasing(disc) == empty)
    }
    let outside = empty.painting(
      .disc(at: Voxel(-40, 5, 6), radiusMillimetres: 3, in: plane), label: 2)
    #expect(outside == empty)
  }

  @Test("The piece at a voxel is what 26 neighbours reach of its label")
  func components() {
    expectEach(density: 0.2, labels: 2) { mask, chance, place in
      let voxel = chance.voxel(in: mask.box)
      let kept = mask.keepingComponent(at: voxel)
      let label = mask[voxel]
      guard label != 0 else {
        #expect(kept == nil, place)
        return
      }
      let same = Set(RandomMasks.voxels(of: mask, label: label).keys)
      let expected = RandomMasks.reached(
        from: voxel, within: same, steps: RandomMasks.steps(facesOnly: false))
      let found = kept.map { RandomMasks.voxels(of: $0) } ?? [:]
      let isSame = found == Dictionary(uniqueKeysWithValues: expected.map { ($0, label) })
      #expect(isSame, place)
      #expect(kept.map(RandomMasks.fits) == true, place)
      var rest = same
      var count = 0
      while let first = rest.first {
        rest.subtract(
          RandomMasks.reached(
            from: first, within: rest, steps: RandomMasks.steps(facesOnly: false)))
        count += 1
      }
      #expect(mask.componentCount(of: label) == count, place)
    }
  }

  @Test("A hole is background that 4 neighbours in its slice do not lead out of")
  func holes() {
    var filledAny = false
    expectEach(density: 0.72) { mask, _, place in
      for plane in Plane.allCases.map({ DisplayPlane($0, of: mask.grid) }) {
        let outer = VoxelBox(
          lower: Voxel(-1, -1, -1),
          upper: Voxel(mask.grid.shape.x + 1, mask.grid.shape.y + 1, mask.grid.shape.z + 1))
        let background = Set(outer.voxels.filter { mask[$0] == 0 })
        let steps = RandomMasks.steps(facesOnly: true, within: plane.sliceAxis)
        var open = Set<Voxel>()
        // In a slice, every slice has an outside of its own.
        for slice in -1...plane.slices {
          var corner = Voxel(-1, -1, -1)
          corner[plane.sliceAxis] = slice
          open.formUnion(RandomMasks.reached(from: corner, within: background, steps: steps))
        }
        let expected = Set(mask.grid.box.voxels).subtracting(open)
        let result = mask.fillingHoles(in: plane)
        let isSame = Set(RandomMasks.voxels(of: result).keys) == expected
        #expect(isSame, place)
        #expect(RandomMasks.fits(result), place)
        filledAny = filledAny || expected.count > RandomMasks.voxels(of: mask).count
      }
    }
    #expect(filledAny, "the masks had holes")
  }

  @Test("Lesions are kept apart and joined again")
  func joining() {
    expectEach(labels: 3) { mask, chance, place in
      let known = RandomMasks.voxels(of: mask)
      let parts = Array(mask.byLabel().values)
      let joined = Mask.joined(parts, on: mask.grid)
      #expect(joined == mask.trimmed(), place)

      let other = RandomMasks.mask(
        on: mask.grid, density: 0.3, seed: UInt64(chance.uniform() * 1e6))
      let taken = RandomMasks.voxels(of: other)
      let apart = mask.removing(voxelsOf: other)
      let isApart = RandomMasks.voxels(of: apart) == known.filter { taken[$0.key] == nil }
      #expect(isApart && RandomMasks.fits(apart), place)

      // The first of the list keeps what both claim.
      let both = RandomMasks.voxels(of: Mask.joined([other, mask], on: mask.grid))
      #expect(both == known.merging(taken) { $1 }, place)
    }
  }

  @Test("Bounds, room and trimming agree with a search of every voxel")
  func bounds() {
    expectEach(density: 0.02, labels: 2) { mask, chance, place in
      for label in 1...3 as ClosedRange<UInt8> {
        let voxels = RandomMasks.voxels(of: mask, label: label).keys
        #expect(mask.bounds(of: label) == VoxelBox(enclosing: voxels), place)
      }
      let room = VoxelBox(
        lower: chance.voxel(in: mask.grid.box), upper: chance.voxel(in: mask.grid.box))
      let resized = mask.resized(to: room)
      let expected = RandomMasks.voxels(of: mask).filter { room.contains($0.key) }
      #expect(RandomMasks.voxels(of: resized) == expected, place)
      #expect(RandomMasks.fits(mask.trimmed()), place)
    }
    let wide = VoxelGrid(shape: Voxel(100, 3, 2), affine: Affine(spacing: SIMD3(1, 1, 1)))
    var mask = Mask(emptyOn: wide, box: wide.box)
    for x in [40, 71, 99] {
      mask[Voxel(x, 1, 1)] = 1
      #expect(mask.bounds == VoxelBox(lower: Voxel(40, 1, 1), upper: Voxel(x + 1, 2, 2)))
    }
  }
}
