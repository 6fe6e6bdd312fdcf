import Imaging

/// How much a prompt is off: both ends of a diameter are displaced in their slice, each by the same
/// distance in a direction of its own.
package struct EndpointJitter: Hashable, Sendable {
  /// How far each end is displaced, in voxels.
  package let radius: Double
  package let seed: UInt64

  package init(radius: Double, seed: UInt64) {
    self.radius = radius
    self.seed = seed
  }

  /// One displaced diameter.
  ///
  /// Each end goes by exactly `radius` voxels in a direction that is uniform on the circle, then to
  /// the nearest voxel, then to the nearest one inside the grid. Draws in which both ends fall
  /// together are drawn again.
  ///
  /// - Parameters:
  ///   - diameter: with different ends, inside the grid.
  ///   - lesion: names the lesion. It, the seed, the radius and the draw decide; which other
  ///     lesions, radii and draws there are does not.
  ///   - draw: the draw's number.
  package func displaced(
    _ diameter: Diameter, on grid: VoxelGrid, lesion: String, draw: Int
  ) -> Diameter {
    var generator = SeededGenerator(seed: seed, name: "\(lesion) \(radius) \(draw)")
    let plane = DisplayPlane(.axial, of: grid)
    func moved(_ voxel: Voxel) -> Voxel {
      let step = generator.direction() * radius
      var voxel = voxel
      voxel[plane.columnAxis] += Int(step.x.rounded())
      voxel[plane.rowAxis] += Int(step.y.rounded())
      return grid.clamped(voxel)
    }
    // Rarely more than a few; a limit, since nothing may run for ever by chance.
    for _ in 0..<1000 {
      let result = Diameter(moved(diameter.a), moved(diameter.b))
      if result.a != result.b { return result }
    }
    return diameter
  }
}
