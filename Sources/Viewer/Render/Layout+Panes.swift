import Imaging

extension Layout {
  /// The smallest inside of a pane that shows anything of use.
  private static let leastPane = (columns: 16, rows: 4)

  /// The insides of three panes with a frame each, in the room of the one picture: axial the
  /// largest, with coronal and sagittal beside it on a broad screen, below it on a tall one. `nil`
  /// where there is no room for them.
  func threePanes(cellAspect: Double) -> [(plane: Plane, rect: CellRect)]? {
    let outer = CellRect(
      column: picture.column - 1, row: picture.row - 1, columns: picture.columns + 2,
      rows: picture.rows + 2)
    let boxes =
      Double(outer.columns) * cellAspect >= Double(outer.rows)
      ? Self.beside(outer) : Self.below(outer)
    let panes = zip([Plane.axial, .coronal, .sagittal], boxes).map { plane, box in
      (
        plane: plane,
        rect: CellRect(
          column: box.column + 1, row: box.row + 1, columns: box.columns - 2, rows: box.rows - 2)
      )
    }
    let fits = panes.allSatisfy {
      $0.rect.columns >= Self.leastPane.columns && $0.rect.rows >= Self.leastPane.rows
    }
    return fits ? panes : nil
  }

  private static func beside(_ outer: CellRect) -> [CellRect] {
    var (axial, coronal, sagittal) = (outer, outer, outer)
    axial.columns = outer.columns * 3 / 5
    coronal.column = outer.column + axial.columns
    coronal.columns = outer.columns - axial.columns
    coronal.rows = outer.rows / 2
    sagittal.column = coronal.column
    sagittal.columns = coronal.columns
    sagittal.row = outer.row + coronal.rows
    sagittal.rows = outer.rows - coronal.rows
    return [axial, coronal, sagittal]
  }

  private static func below(_ outer: CellRect) -> [CellRect] {
    var (axial, coronal, sagittal) = (outer, outer, outer)
    axial.rows = outer.rows * 3 / 5
    coronal.row = outer.row + axial.rows
    coronal.rows = outer.rows - axial.rows
    coronal.columns = outer.columns / 2
    sagittal.row = coronal.row
    sagittal.rows = coronal.rows
    sagittal.column = outer.column + coronal.columns
    sagittal.columns = outer.columns - coronal.columns
    return [axial, coronal, sagittal]
  }
}
