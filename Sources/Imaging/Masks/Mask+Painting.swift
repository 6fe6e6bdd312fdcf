extension Mask {
  /// The mask with a region's voxels set to a label; its box grows as needed and fits the result.
  ///
  /// - Parameters:
  ///   - region: the brush, a disc in a displayed slice. What of it lies outside the
  ///     grid is left out.
  ///   - label: from 1; 0 erases.
  ///   - isPaintable: which voxels may change: those within a range of HU, say, or of no other
  ///     lesion. All of them when it is left out.
  public func painting(
    _ region: RegionOfInterest, label: UInt8, where isPaintable: ((Voxel) -> Bool)? = nil
  ) -> Mask {
    // Erasing needs no room beyond the box.
    let reach = region.box(on: grid)
    var result = resized(to: label == 0 ? box : box.union(reach))
    region.forEachRun(on: grid, in: result.box) { start, count in
      result.set(label, from: start, count: count, where: isPaintable)
    }
    return result.trimmed()
  }

  /// The mask with a region's voxels set to background; its box fits what is left.
  public func erasing(
    _ region: RegionOfInterest, where isErasable: ((Voxel) -> Bool)? = nil
  ) -> Mask {
    painting(region, label: 0, where: isErasable)
  }
}
