extension ConvolutionTask {
  /// Where a row of the result goes.
  @usableFromInline struct Place {
    /// Where it is in the result and in channels like it.
    @usableFromInline var row: Int
    @usableFromInline var head: Int
    /// Where it is in the shortcut's sums.
    @usableFromInline var shortcut: Int

    @inlinable init(row: Int, head: Int, shortcut: Int) {
      self.row = row
      self.head = head
      self.shortcut = shortcut
    }
  }

  /// Turns the sums of 8 output channels into rows of the result.
  @inlinable @inline(__always)
  func finish<V: FloatVector>(
    block: Int, tile: ConvolutionTiling.Tile, space: ConvolutionTiling.Space, as: V.Type
  ) {
    let first = block * MicroKernel.block
    for output in first..<min(first + MicroKernel.block, tiling.outputs) {
      let sums = space.sums + (output - first) * tiling.sumPitch
      let place = place(output: output, tile: tile, firstBlock: tile.blocks.lowerBound)
      for run in 0..<tiling.runRows(of: tile) {
        let row = sums + run * tiling.rowPitch
        if tiling.stride == 1 {
          let y = Winograd.rows * run
          finishPlanes(
            row, output: output, place: advanced(place, slices: 0, rows: y),
            slices: tile.slices.count, rows: tile.rows.count - y, space: space, as: V.self)
        } else {
          for z in 0..<tile.slices.count {
            finishRow(
              row + z * MicroKernel.block * tiling.sumPitch, output: output,
              place: advanced(place, slices: z, rows: run), space: space, as: V.self)
          }
        }
      }
      if moments != nil { recordMoments(output: output, tile: tile, as: V.self) }
    }
  }

  @inlinable @inline(__always)
  func place(output: Int, tile: ConvolutionTiling.Tile, firstBlock: Int) -> Place {
    let extents = tiling.output
    let inMap = (tile.slices.lowerBound * extents.height + tile.rows.lowerBound) * extents.width
    let (block, lane) = output.quotientAndRemainder(dividingBy: MicroKernel.block)
    return Place(
      row: output * extents.count + inMap, head: inMap,
      shortcut: ((block - firstBlock) * tiling.depth * MicroKernel.block + lane)
        * tiling.shortcutPitch)
  }

  /// A row further on.
  @inlinable @inline(__always)
  func advanced(_ place: Place, slices: Int, rows: Int) -> Place {
    let step = slices * tiling.output.plane + rows * tiling.output.width
    return Place(
      row: place.row + step, head: place.head + step,
      shortcut: place.shortcut + slices * MicroKernel.block * tiling.shortcutPitch
        + rows * tiling.rowPitch)
  }

  /// A block of up to 4 slices by 2 rows.
  @inlinable @inline(__always)
  func finishPlanes<V: FloatVector>(
    _ sums: UnsafePointer<Float>, output: Int, place: Place, slices: Int, rows: Int,
    space: ConvolutionTiling.Space, as: V.Type
  ) {
    let width = tiling.output.width
    let whole = width - width % V.lanes
    for x in stride(from: 0, to: whole, by: V.lanes) {
      finishColumn(
        sums, x, output: output, place: place, slices: slices, rows: rows, space: space,
        as: V.self)
    }
    for x in whole..<width {
      finishColumn(
        sums, x, output: output, place: place, slices: slices, rows: rows, space: space,
        as: SingleLane<V>.self)
    }
  }

  @inlinable @inline(__always)
  func finishColumn<V: FloatVector>(
    _ sums: UnsafePointer<Float>, _ x: Int, output: Int, place: Place, slices: Int, rows: Int,
    space: ConvolutionTiling.Space, as: V.Type
  ) {
    let column = sums + x
    let (p0, p1, p2) = (pair(column, 0, V.self), pair(column, 1, V.self), pair(column, 2, V.self))
    let (p3, p4, p5) = (pair(column, 3, V.self), pair(column, 4, V.self), pair(column, 5, V.self))
    put(
      Winograd.slices((p0.0, p1.0, p2.0, p3.0, p4.0, p5.0)), x, output: output, place: place,
      slices: slices, space: space)
    if rows > 1 {
      put(
        Winograd.slices((p0.1, p1.1, p2.1, p3.1, p4.1, p5.1)), x, output: output,
        place: advanced(place, slices: 0, rows: 1), slices: slices, space: space)
    }
  }

  /// Two rows of one plane along z.
  @inlinable @inline(__always)
  func pair<V: FloatVector>(_ column: UnsafePointer<Float>, _ plane: Int, _: V.Type) -> (V, V) {
    let pitch = MicroKernel.block * tiling.sumPitch
    let first = column + plane * Winograd.rowPlanes * pitch
    return Winograd.rows(
      (V.load(first), V.load(first + pitch), V.load(first + 2 * pitch), V.load(first + 3 * pitch)))
  }

  /// Up to four slices of one row.
  @inlinable @inline(__always)
  func put<V: FloatVector>(
    _ values: (V, V, V, V), _ x: Int, output: Int, place: Place, slices: Int,
    space: ConvolutionTiling.Space
  ) {
    put(values.0, x, output: output, place: place, space: space)
    if slices > 1 {
      put(
        values.1, x, output: output, place: advanced(place, slices: 1, rows: 0), space: space)
    }
    if slices > 2 {
      put(
        values.2, x, output: output, place: advanced(place, slices: 2, rows: 0), space: space)
    }
    if slices > 3 {
      put(
        values.3, x, output: output, place: advanced(place, slices: 3, rows: 0), space: space)
    }
  }

  @inlinable @inline(__always)
  func finishRow<V: FloatVector>(
    _ sums: UnsafePointer<Float>, output: Int, place: Place, space: ConvolutionTiling.Space,
    as: V.Type
  ) {
    let width = tiling.output.width
    let whole = width - width % V.lanes
    for x in stride(from: 0, to: whole, by: V.lanes) {
      put(V.load(sums + x), x, output: output, place: place, space: space)
    }
    for x in whole..<width {
      put(SingleLane<V>.load(sums + x), x, output: output, place: place, space: space)
    }
  }

  /// Adds the residual and writes the result.
  @inlinable @inline(__always)
  func put<V: FloatVector>(
    _ value: V, _ x: Int, output: Int, place: Place, space: ConvolutionTiling.Space
  ) {
    var value = value
    switch residual {
    case .none: break
    case .identity(let source): value = value + V.load(source + place.row + x)
    case .projection: value = value + V.load(space.shortcut + place.shortcut + x)
    }
    if let target { value.store(target + place.row + x) }
    if let head {
      let logits = head.target + place.head + x
      let before = output == 0 ? V(repeating: head.bias) : V.load(logits)
      before.adding(value, times: head.weights[output]).store(logits)
    }
  }

  @inlinable @inline(__always)
  func recordMoments<V: FloatVector>(
    output: Int, tile: ConvolutionTiling.Tile, as: V.Type
  ) {
    guard let moments, let target else { return }
    let extents = tiling.output
    for z in tile.slices {
      for y in tile.rows {
        let index = (output * extents.depth + z) * extents.height + y
        let row = target + index * extents.width
        moments[index] = RowMoments(row, count: extents.width, as: V.self)
      }
    }
  }
}
