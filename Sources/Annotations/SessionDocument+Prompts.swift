import Imaging

extension SessionDocument {
  /// Every lesion's complete diameter by label, without those that were recorded as gone, not to be
  /// measured or only followed by eye.
  ///
  /// - Throws: ``SessionError`` when there is none, one is half placed, or the document names
  ///   another study's shape.
  public func diameters(
    for grid: VoxelGrid, frame: Int = 0
  ) throws -> [(label: Int, diameter: Diameter)] {
    try check(grid, frame: frame)
    let measured = lesions.filter { !$0.isWithoutDiameter }
    guard !measured.isEmpty else { throw SessionError.noLesions }
    return try measured.map { lesion in
      let (a, b) = try lesion.ends()
      guard let a, let b else { throw SessionError.missingEnd(label: lesion.label) }
      return (lesion.label, Diameter(a, b))
    }
  }

  /// Refuses a document that was made on another grid or frame; one that names no image fits every
  /// image.
  public func check(_ grid: VoxelGrid, frame: Int = 0) throws {
    guard let image else { return }
    if let made = image.frame, made != frame { throw SessionError.otherFrame(made) }
    guard image.shape == [grid.shape.x, grid.shape.y, grid.shape.z] else {
      throw SessionError.otherShape(image.shape)
    }
    let rows = image.affine
    guard rows.count == 4, rows.allSatisfy({ $0.count == 4 && $0.allSatisfy(\.isFinite) }) else {
      throw SessionError.malformedAffine
    }
    func column(_ index: Int) -> SIMD3<Double> {
      SIMD3(rows[0][index], rows[1][index], rows[2][index])
    }
    let affine = Affine(
      columns: (column(0), column(1), column(2)), translation: column(3))
    guard grid.matches(VoxelGrid(shape: grid.shape, affine: affine), tolerance: 0.1) else {
      throw SessionError.otherPlace
    }
  }
}

extension SessionDocument {
  /// The lesions of one part of a larger document; they fit every image.
  package init(lesionsOf decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: PromptKeys.self)
    lesions = try container.decode([Lesion].self, forKey: .lesions)
  }

  private enum PromptKeys: String, CodingKey { case lesions }
}
