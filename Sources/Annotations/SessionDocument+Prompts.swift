import Imaging

extension SessionDocument {
  /// Every lesion's complete diameter by label.
  ///
  /// - Throws: ``SessionError`` when there is none, one is half placed, or the document names
  ///   another study's shape.
  public func diameters(for grid: VoxelGrid) throws -> [(label: Int, diameter: Diameter)] {
    try check(grid)
    guard !lesions.isEmpty else { throw SessionError.noLesions }
    return try lesions.map { lesion in
      let (a, b) = try lesion.ends()
      guard let a, let b else { throw SessionError.missingEnd(label: lesion.label) }
      return (lesion.label, Diameter(a, b))
    }
  }

  /// Refuses a document that was made on a volume of another shape.
  public func check(_ grid: VoxelGrid) throws {
    guard let image, image.shape != [grid.shape.x, grid.shape.y, grid.shape.z] else { return }
    throw SessionError.otherStudy(shape: image.shape)
  }
}
