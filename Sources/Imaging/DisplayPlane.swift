/// The three planes in which CT is read.
public enum Plane: String, CaseIterable, Sendable {
  case axial, coronal, sagittal

  /// The patient axis that a slice of this plane is perpendicular to.
  public var normal: PatientAxis {
    switch self {
    case .axial: .superiorInferior
    case .coronal: .anteriorPosterior
    case .sagittal: .rightLeft
    }
  }
}

/// How a slice of a stored grid is laid out on a screen, by radiological convention: in axial
/// and coronal slices the patient's right is on the left of the screen, anterior (axial) or
/// superior (coronal, sagittal) is up, and in sagittal slices anterior is on the left.
///
/// Columns and rows count display voxels from the left and the top, from 0.
public struct DisplayPlane: Hashable, Sendable {
  public let plane: Plane
  /// The voxel axes (0, 1, 2) along the screen's columns and rows, and across slices.
  public let columnAxis: Int
  public let rowAxis: Int
  public let sliceAxis: Int
  /// Whether the column (row) runs against the voxel index.
  public let columnFlipped: Bool
  public let rowFlipped: Bool
  /// Whether slices, counted as a reader does from inferior, posterior or left upwards, run
  /// against the voxel index.
  public let sliceFlipped: Bool
  /// What stands at each edge of the picture; "?" when the grid's orientation is unknown.
  public let leftLetter: Character
  public let rightLetter: Character
  public let topLetter: Character
  public let bottomLetter: Character
  private let shape: Voxel

  public init(_ plane: Plane, of grid: VoxelGrid) {
    let orientation = Orientation(grid.affine)
    // (patient axis, whether its RAS-positive direction points right / down on the screen)
    let (column, columnPositiveRight, row, rowPositiveDown):
      (PatientAxis, Bool, PatientAxis, Bool) =
        switch plane {
        case .axial: (.rightLeft, false, .anteriorPosterior, false)
        case .coronal: (.rightLeft, false, .superiorInferior, false)
        case .sagittal: (.anteriorPosterior, false, .superiorInferior, false)
        }
    self.plane = plane
    shape = grid.shape
    columnAxis = orientation.voxelAxis(of: column)
    rowAxis = orientation.voxelAxis(of: row)
    sliceAxis = orientation.voxelAxis(of: plane.normal)
    columnFlipped = orientation.forward[columnAxis] != columnPositiveRight
    rowFlipped = orientation.forward[rowAxis] != rowPositiveDown
    sliceFlipped = !orientation.forward[sliceAxis]
    let known = grid.hasKnownOrientation
    leftLetter = known ? column.letter(forward: !columnPositiveRight) : "?"
    rightLetter = known ? column.letter(forward: columnPositiveRight) : "?"
    topLetter = known ? row.letter(forward: !rowPositiveDown) : "?"
    bottomLetter = known ? row.letter(forward: rowPositiveDown) : "?"
  }

  public var columns: Int { shape[columnAxis] }
  public var rows: Int { shape[rowAxis] }
  public var slices: Int { shape[sliceAxis] }

  /// The voxel shown at a column and row of a slice (all in display counting).
  public func voxel(column: Int, row: Int, slice: Int) -> Voxel {
    var voxel = Voxel(0, 0, 0)
    voxel[columnAxis] = columnFlipped ? columns - 1 - column : column
    voxel[rowAxis] = rowFlipped ? rows - 1 - row : row
    voxel[sliceAxis] = sliceFlipped ? slices - 1 - slice : slice
    return voxel
  }

  /// Where a voxel is shown: the inverse of ``voxel(column:row:slice:)``.
  public func position(of voxel: Voxel) -> (column: Int, row: Int, slice: Int) {
    (
      columnFlipped ? columns - 1 - voxel[columnAxis] : voxel[columnAxis],
      rowFlipped ? rows - 1 - voxel[rowAxis] : voxel[rowAxis],
      sliceFlipped ? slices - 1 - voxel[sliceAxis] : voxel[sliceAxis]
    )
  }

  /// Where the voxels of a box are shown; `nil` for an empty box.
  public func range(
    of box: VoxelBox
  ) -> (columns: Range<Int>, rows: Range<Int>, slices: Range<Int>)? {
    guard !box.isEmpty else { return nil }
    let corner = position(of: box.lower)
    let opposite = position(of: Voxel(box.upper.x - 1, box.upper.y - 1, box.upper.z - 1))
    func range(_ a: Int, _ b: Int) -> Range<Int> { min(a, b)..<max(a, b) + 1 }
    return (
      range(corner.column, opposite.column), range(corner.row, opposite.row),
      range(corner.slice, opposite.slice)
    )
  }
}
