import Imaging

extension SessionReport {
  /// What a session says.
  ///
  /// - Parameter study: the study's name where the document has none.
  public init(_ document: SessionDocument, study: String = "") {
    let grid = document.image?.grid
    self.init(
      study: document.image?.file ?? study,
      lesions: document.lesions.map { LesionReport($0, on: grid) })
    software = document.software
    date = document.modified
    reader = document.reader
    weights = document.weights.map { Weights(file: $0.file, sha256: $0.sha256) }
    if let grid {
      let plane = DisplayPlane(.axial, of: grid)
      sliceCount = plane.slices
      sliceSpacingMillimetres = grid.spacing[plane.sliceAxis]
    }
  }
}

extension LesionReport {
  /// What a session says of a lesion.
  ///
  /// - Parameter grid: counts the slices; ends outside of it have none.
  public init(_ lesion: SessionDocument.Lesion, on grid: VoxelGrid? = nil) {
    self.init(label: lesion.label)
    name = lesion.name
    // A session leaves out what is not said: a lesion is a target unless it says otherwise.
    role = lesion.role ?? .target
    organ = lesion.organ
    isNode = lesion.isNode ?? false
    finding = lesion.finding.flatMap(Finding.init) ?? .present
    isUnconfirmed = lesion.unconfirmed ?? false
    shortDiameterMillimetres = lesion.shortDiameterMillimetres
    isEdited = lesion.maskEdited ?? false
    a = Place(lesion.a, position: lesion.aMillimetres, grid: grid)
    b = Place(lesion.b, position: lesion.bMillimetres, grid: grid)
    diameterMillimetres = lesion.diameterMillimetres
    if diameterMillimetres == nil, let a, let b, let grid {
      // A prompt file may name voxels alone.
      diameterMillimetres = grid.affine.distance(a.voxel, b.voxel)
    }
    measurement = lesion.measurement
    isStale = lesion.stale ?? false
    isRescued = lesion.rescued ?? false
  }
}

extension LesionReport.Place {
  /// - Parameters:
  ///   - indices, position: as the document has them; `nil` unless there are three of them.
  init?(_ indices: [Int]?, position: [Double]?, grid: VoxelGrid?) {
    guard let indices, indices.count == 3 else { return nil }
    voxel = Voxel(indices[0], indices[1], indices[2])
    if let position, position.count == 3 {
      self.position = SIMD3(position[0], position[1], position[2])
    }
    // Documents are written by hand too: indices far outside are not to be reckoned with.
    guard let grid, grid.contains(voxel) else { return }
    self.position = self.position ?? grid.affine(voxel)
    slice = DisplayPlane(.axial, of: grid).position(of: voxel).slice + 1
  }
}

extension SessionDocument.Image {
  /// The grid; `nil` where shape or affine are not those of one.
  public var grid: VoxelGrid? {
    guard shape.count == 3, shape.allSatisfy({ (1...Int(Int32.max)).contains($0) }),
      affine.count == 4, affine.allSatisfy({ $0.count == 4 && $0.allSatisfy(\.isFinite) })
    else { return nil }
    func column(_ index: Int) -> SIMD3<Double> {
      SIMD3(affine[0][index], affine[1][index], affine[2][index])
    }
    return VoxelGrid(
      shape: Voxel(shape[0], shape[1], shape[2]),
      affine: Affine(columns: (column(0), column(1), column(2)), translation: column(3)))
  }
}
