import Imaging
import Testing

/// Short axes and the search for a section.
@Suite struct SectionAxesTests {
  private let grid = VoxelGrid(
    shape: Voxel(120, 120, 3), affine: Affine(spacing: SIMD3(0.7, 0.7, 3)))

  @Test("A perpendicular is within half a step, from any end to any end on any grid")
  func perpendicular() {
    for (number, grid) in RandomMasks.grids.enumerated() {
      let plane = DisplayPlane(.axial, of: grid)
      let steps = [plane.columnAxis, plane.rowAxis].map { grid.affine.column($0) }
      let coarser = max(steps[0].length, steps[1].length)
      var chance = Chance(seed: 11)
      var inside = 0
      for draw in 0..<400 {
        let place: Comment = "grid \(number), draw \(draw)"
        var voxels = (0..<4).map { _ in chance.voxel(in: grid.box) }
        for index in 1..<4 { voxels[index][plane.sliceAxis] = voxels[0][plane.sliceAxis] }
        let long = Diameter(voxels[0], voxels[1])
        guard long.a != long.b else { continue }
        var proposed = voxels[3]
        proposed[plane.sliceAxis] = 0
        let short = long.perpendicular(
          from: voxels[2], towards: proposed, in: plane, on: grid)
        #expect(short.a == voxels[2] && grid.contains(short.b), place)
        #expect(short.b[plane.sliceAxis] == short.a[plane.sliceAxis], place)
        // Where the nine voxels around the ideal place are inside, nothing else is.
        let rim = [plane.columnAxis, plane.rowAxis].contains {
          short.b[$0] < 2 || short.b[$0] > grid.shape[$0] - 3
        }
        if rim { continue }
        inside += 1
        let along = grid.affine.vector(long.b.center - long.a.center)
        let line = grid.affine.vector(short.b.center - short.a.center)
        let off = abs((line * along).sum()) / along.length
        #expect(off <= coarser / 2 + 1e-9, place)
        let wanted = grid.affine.vector(voxels[3].center - short.a.center)
        let heights = [line, wanted].map { vector in
          (vector - along * ((vector * along).sum() / (along * along).sum())).length
        }
        let reach = 1.5 * (steps[0].length + steps[1].length)
        #expect(abs(heights[0] - heights[1]) <= reach + 1e-9, place)
      }
      #expect(inside > 20, "grid \(number)")
    }
  }

  @Test("The section that a rough diameter crosses has its axes, and no other")
  func maskSections() throws {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for y in 20...29 { for x in 10...49 { mask[Voxel(x, y, 1)] = 4 } }
    for x in 60...110 { mask[Voxel(x, 80, 1)] = 4 }
    let rough = Diameter(Voxel(13, 24, 1), Voxel(60, 26, 1))
    let axes = try #require(mask.axes(of: 4, near: rough))
    #expect(axes.longAxis == Diameter(Voxel(10, 20, 1), Voxel(49, 29, 1)))
    #expect(abs(axes.longMillimetres - 0.7 * (39.0 * 39 + 81).squareRoot()) < 1e-9)
    let level = Diameter(Voxel(10, 24, 1), Voxel(49, 24, 1))
    let across = try #require(mask.axes(of: 4, across: level))
    #expect(across.longAxis == level)
    #expect(abs(across.shortMillimetres - 6.3) < 1e-9)
    #expect(across.shortAxis.map { abs($0.a.y - $0.b.y) } == 9)
    #expect(mask.axes(of: 3, near: rough) == nil)
    #expect(mask.axes(of: 4, near: Diameter(Voxel(2, 2, 1), Voxel(9, 9, 1))) == nil)
    #expect(mask.axes(of: 4, near: Diameter(Voxel(13, 24, 0), Voxel(60, 26, 1))) == nil)
    let line = try #require(
      mask.axes(of: 4, near: Diameter(Voxel(70, 80, 1), Voxel(75, 80, 1))))
    #expect(line.shortAxis == nil && line.shortMillimetres == 0)
  }

  /// An ellipse of 28 by 16.8 mm at 50 HU in -800 HU with noise; more can be drawn in.
  private func volume(
    inside: Double = 50, _ more: (Voxel) -> Double? = { _ in nil }
  ) -> Volume {
    var chance = Chance(seed: 5)
    return Volume(
      grid: grid,
      voxels: grid.box.voxels.map { voxel -> Float in
        let offset = (voxel.center - SIMD3(60, 60, 1)) / SIMD3(20, 12, 2)
        let level = more(voxel) ?? ((offset * offset).sum() <= 1 ? inside : -800)
        return Float(level + (chance.uniform() - 0.5) * 60)
      })
  }

  private let rough = Diameter(Voxel(43, 62, 1), Voxel(77, 57, 1))

  @Test("A section that stands out is found from rough ends")
  func clearSections() throws {
    let vessel = { (voxel: Voxel) -> Double? in voxel.y == 60 && voxel.x > 60 ? 40 : nil }
    let wall = { (voxel: Voxel) -> Double? in voxel.y > 76 ? 60 : nil }
    for volume in [volume(), volume(vessel), volume(wall), volume(inside: -1300)] {
      let axes = try volume.sectionAxes(near: rough)
      #expect(abs(axes.longMillimetres - 28) <= 1.4)
      #expect(abs(axes.shortMillimetres - 16.8) <= 1.4)
    }
  }

  @Test("What is not clear is refused, and why is said")
  func unclearSections() {
    func reason(_ volume: Volume, _ diameter: Diameter) -> UnclearSection? {
      do {
        _ = try volume.sectionAxes(near: diameter)
        return nil
      } catch {
        return error
      }
    }
    #expect(reason(volume(inside: -800), rough) == .noContrast)
    // A band as wide as the lesion, and longer than what is looked at.
    #expect(reason(volume { abs($0.y - 60) < 12 ? 50 : nil }, rough) == .leaking)
    #expect(reason(volume { $0.y > 72 ? 50 : nil }, rough) == .leaking)
    let long = Diameter(Voxel(30, 62, 1), Voxel(90, 57, 1))
    #expect(reason(volume(), long) == .otherSize)
    #expect(reason(volume(), Diameter(Voxel(43, 62, 0), Voxel(77, 57, 1))) == .notAxial)
    #expect(reason(volume(), Diameter(rough.a, rough.a)) == .noLength)
    #expect(reason(volume { _ in .nan }, rough) == .outside)
    let box = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(5, 5, 3))
    let part = Volume(
      grid: grid, box: box, type: .int16, buffer: VoxelBuffer([Int16](repeating: 1, count: 75)))
    #expect(reason(part, rough) == .outside)
  }
}
