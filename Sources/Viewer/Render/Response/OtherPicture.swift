import Imaging
import Recist

/// Another timepoint's picture beside the one that keys act on: the slice with the same lesion, or
/// the same share of the way through the study.
struct OtherPicture {
  let state: State
  let layout: Layout
  let rect: CellRect

  func draw(on canvas: inout Canvas) {
    guard let id = state.otherTimepoint else { return }
    let name = state.cases[id].name
    guard case .loaded(let study) = state.reading(of: id)?.study,
      let reading = state.reading(of: id)
    else {
      drawMissing(id, name, on: &canvas)
      return
    }
    let partner = state.partner(at: id)
    guard let geometry = geometry(of: study, reading, partner) else {
      drawLabel(name, in: rect, on: &canvas)
      return
    }
    var picture = Picture(
      of: study.volume, geometry: geometry, window: state.window.window,
      showsImage: state.display.showsImage, interpolates: state.display.interpolates,
      slab: state.display.slab)
    let lesions = reading.work.lesions
    if state.display.showsMask {
      picture.draw(
        lesions, geometry: geometry, selected: partner?.id, overlay: state.display.overlay)
    }
    if state.display.showsAnnotations {
      for lesion in lesions {
        picture.draw(
          lesion, live: nil, geometry: geometry, isSelected: lesion.id == partner?.id)
      }
    }
    canvas.draw(picture, in: rect, style: state.pixelStyle)
    canvas.drawLetters(of: geometry.plane, around: rect)
    drawLabel(
      name, geometry, in: rect, besides: state.cases.current.name, on: &canvas)
    if let main = state.geometry, let own = state.loaded?.name {
      drawLabel(own, main, in: layout.picture, besides: name, on: &canvas)
    }
    drawSizes(partner, study.volume.grid, on: &canvas)
  }

  /// As close as the main picture, and with the lesion at the same place in it: where the main
  /// picture moves, this one goes along. Without a partner it is the same share of the slice.
  private func geometry(
    of study: LoadedStudy, _ reading: Reading, _ partner: Lesion?
  ) -> SliceGeometry? {
    guard let volume = state.volume, let main = state.geometry else { return nil }
    let grid = study.volume.grid
    let place =
      partner.flatMap { reading.place(of: $0.id) }
      ?? volume.grid.samePlace(as: state.cursor, in: grid)
    let plane = DisplayPlane(state.plane, of: grid)
    func geometry(_ centre: SIMD2<Double>) -> SliceGeometry {
      SliceGeometry(
        plane: plane, grid: grid, slice: plane.position(of: place).slice, picture: rect,
        style: state.pixelStyle, cellAspect: state.options.cellAspect,
        viewport: Viewport(
          zoom: .millimetresPerColumn(main.millimetresPerColumn), centres: [plane.plane: centre]))
    }
    guard partner != nil, let here = state.selected.flatMap({ state.reading.place(of: $0) }) else {
      let extent = SIMD2(Double(main.plane.columns), Double(main.plane.rows))
      return geometry(
        main.centre / extent * SIMD2(Double(plane.columns), Double(plane.rows)))
    }
    let middle = geometry(.zero)
    // Pixels are of one size in both.
    let pixels = (main.centre - main.position(of: here)) / main.voxelsPerPixel
    return geometry(middle.position(of: place) + pixels * middle.voxelsPerPixel)
  }

  private func drawMissing(_ id: CaseID, _ name: String, on canvas: inout Canvas) {
    drawLabel(name, in: rect, on: &canvas)
    if case .failed(let message) = state.reading(of: id)?.study {
      canvas.drawNotice(message, in: rect, style: canvas.theme.warning)
    } else {
      canvas.drawNotice("Reading \(name)", in: rect, style: .plain)
    }
  }

  // MARK: Text

  /// A name and a slice on a picture's upper edge, up to the letter in its middle.
  private func drawLabel(
    _ name: String, _ geometry: SliceGeometry? = nil, in rect: CellRect, besides other: String = "",
    on canvas: inout Canvas
  ) {
    let place = geometry.map { " \(state.planeName) \($0.slice + 1)/\($0.plane.slices)" } ?? ""
    let width = max(1, rect.columns / 2 - 3)
    let names = [name] + (other.isEmpty ? [] : [other])
    let shown = DistinctLabels(names.map(State.label), width: width - place.count).texts[0]
    canvas.write(
      " \(shown)\(place) ", column: rect.column, row: rect.row - 1, width: width + 2, style: .bold)
  }

  /// The lesion's length here and there, on the lower edges.
  private func drawSizes(_ partner: Lesion?, _ grid: VoxelGrid, on canvas: inout Canvas) {
    func draw(_ lesion: Lesion?, _ grid: VoxelGrid, in rect: CellRect) {
      guard let lesion, let length = lesion.diameter?.millimetres(in: grid) else { return }
      let width = max(1, rect.columns / 2 - 1)
      canvas.write(
        " \(lesion.id): \(fixed(length, 1)) mm ", column: rect.column, row: rect.row + rect.rows,
        width: width, style: .bold)
    }
    draw(partner, grid, in: rect)
    if let volume = state.volume, partner != nil {
      draw(state.selectedLesion, volume.grid, in: layout.picture)
    }
  }
}

extension Canvas {
  /// The edges between two pictures.
  mutating func drawDivider(_ layout: Layout) {
    guard let other = layout.otherPicture else { return }
    let main = layout.picture
    guard other.column > main.column else {
      for row in [main.row + main.rows, other.row - 1] {
        for column in main.column..<main.column + main.columns {
          set(Cell(lines.horizontal), column: column, row: row)
        }
      }
      return
    }
    for column in [main.column + main.columns, other.column - 1] {
      for row in main.row..<main.row + main.rows {
        set(Cell(lines.vertical), column: column, row: row)
      }
      set(Cell(lines.teeDown), column: column, row: main.row - 1)
      set(Cell(lines.teeUp), column: column, row: main.row + main.rows)
    }
  }
}

extension CellRect {
  /// The insides of two framed pictures in the room of one: side by side or one below the other,
  /// whichever is the larger for a slice that is about square; `nil` where neither is of use.
  ///
  /// - Parameter cellAspect: width of a cell divided by its height.
  func halves(cellAspect: Double) -> (first: CellRect, second: CellRect)? {
    let width = (columns - 2) / 2
    let height = (rows - 2) / 2
    func side(_ columns: Int, _ rows: Int) -> Double {
      min(Double(columns) * cellAspect, Double(rows))
    }
    let fitsBeside = width >= Layout.leastPictureColumns
    let fitsBelow = height >= 6
    if fitsBeside, !fitsBelow || side(width, rows) >= side(columns, height) {
      return (
        CellRect(column: column, row: row, columns: width, rows: rows),
        CellRect(
          column: column + width + 2, row: row, columns: columns - width - 2, rows: rows)
      )
    }
    guard fitsBelow else { return nil }
    return (
      CellRect(column: column, row: row, columns: columns, rows: height),
      CellRect(column: column, row: row + height + 2, columns: columns, rows: rows - height - 2)
    )
  }
}
