extension ConvolutionTask {
  /// Copies what a tile needs into `space.voxels`, transformed.
  @inlinable @inline(__always)
  func load<V: FloatVector>(
    _ tile: ConvolutionTiling.Tile, space: ConvolutionTiling.Space, as: V.Type
  ) {
    let reader = RowReader(extents: tiling.input, narrow: space.narrow)
    for (index, channel) in channels.enumerated() {
      let voxels = space.voxels + index * tiling.channelPitch
      if tiling.stride == 1 {
        loadPlanes(channel, tile: tile, reader: reader, rows: space.rows, to: voxels, as: V.self)
      } else {
        loadQuarters(channel, tile: tile, reader: reader, rows: space.rows, to: voxels, as: V.self)
      }
    }
  }

  /// At stride 1: Winograd's planes.
  @inlinable @inline(__always)
  func loadPlanes<V: FloatVector>(
    _ channel: InputChannel, tile: ConvolutionTiling.Tile, reader: RowReader,
    rows: UnsafeMutablePointer<Float>, to voxels: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let (pitch, plane) = (tiling.bufferPitch, tiling.planePitch)
    // The planes along z of the last four rows, in turn.
    let ring = rows + Winograd.slicePlanes * pitch
    let ringPitch = Winograd.slicePlanes * pitch
    let pairs = tiling.runRows(of: tile)
    for y in 0..<2 * pairs + 2 {
      readSlices(
        channel, z: tile.slices.lowerBound - 1, y: tile.rows.lowerBound + y - 1, reader: reader,
        rows: rows, to: ring + y % 4 * ringPitch, as: V.self)
      guard y >= 3, y % 2 == 1 else { continue }
      let target = voxels + (y - 3) / 2 * tiling.rowPitch
      for z in 0..<Winograd.slicePlanes {
        let first = UnsafePointer(ring + z * pitch)
        let (old, new) = (first + (y - 3) % 4 * ringPitch, first + (y - 1) % 4 * ringPitch)
        transformRows(
          (old, old + ringPitch, new, new + ringPitch),
          to: target + z * Winograd.rowPlanes * plane, pitch: plane, as: V.self)
      }
    }
    for index in 0..<Winograd.planes { voxels[index * plane - 1] = 0 }
  }

  /// Reads row y of six slices, from z on, and writes its planes along z.
  @inlinable @inline(__always)
  func readSlices<V: FloatVector>(
    _ channel: InputChannel, z: Int, y: Int, reader: RowReader, rows: UnsafeMutablePointer<Float>,
    to target: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let (extents, pitch) = (tiling.input, tiling.bufferPitch)
    for slice in 0..<Winograd.slicePlanes {
      reader.prefetch(channel, z: z + slice, y: y + RowReader.rowsAhead)
    }
    guard !channel.isDoubled, 0 <= z, z + Winograd.slicePlanes <= extents.depth, 0 <= y,
      y < extents.height
    else {
      for slice in 0..<Winograd.slicePlanes {
        reader.read(channel, z: z + slice, y: y, to: rows + slice * pitch, as: V.self)
      }
      return transformSlices(0..<tiling.rowPitch, to: target, as: V.self) { slice, x in
        V.load(rows + slice * pitch + x)
      }
    }
    // Nothing but voxels: most rows of most maps, whose whole vectors need no buffer.
    let source = reader.row(channel, z: z, y: y)
    let whole = extents.width - extents.width % V.lanes
    transformSlices(0..<whole, to: target, as: V.self) { slice, x in
      reader.map(V.load(source + slice * extents.plane + x), by: channel)
    }
    for slice in 0..<Winograd.slicePlanes {
      let row = rows + slice * pitch
      reader.readRest(channel, z: z + slice, y: y, to: row, as: V.self)
      (row + extents.width).update(repeating: 0, count: reader.length - extents.width)
    }
    transformSlices(whole..<tiling.rowPitch, to: target, as: V.self) { slice, x in
      V.load(rows + slice * pitch + x)
    }
  }

  /// Six slices of some columns of a row to its planes along z.
  @inlinable @inline(__always)
  func transformSlices<V: FloatVector>(
    _ columns: Range<Int>, to target: UnsafeMutablePointer<Float>, as: V.Type,
    voxels: (_ slice: Int, _ x: Int) -> V
  ) {
    let pitch = tiling.bufferPitch
    for x in stride(from: columns.lowerBound, to: columns.upperBound, by: V.lanes) {
      let planes = Winograd.slicePlanes(
        (
          voxels(0, x), voxels(1, x), voxels(2, x), voxels(3, x), voxels(4, x), voxels(5, x)
        ))
      let place = target + x
      planes.0.store(place)
      planes.1.store(place + pitch)
      planes.2.store(place + 2 * pitch)
      planes.3.store(place + 3 * pitch)
      planes.4.store(place + 4 * pitch)
      planes.5.store(place + 5 * pitch)
    }
  }

  /// Four rows of one plane along z to the planes along y.
  ///
  /// The zeros after a row come along: they are the border, and overwritten by the next row.
  @inlinable @inline(__always)
  func transformRows<V: FloatVector>(
    _ rows:
      (
        UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
      ), to target: UnsafeMutablePointer<Float>, pitch: Int, as: V.Type
  ) {
    for x in stride(from: 0, to: tiling.rowPitch, by: V.lanes) {
      let planes = Winograd.rowPlanes(
        (V.load(rows.0 + x), V.load(rows.1 + x), V.load(rows.2 + x), V.load(rows.3 + x)))
      let place = target + x
      planes.0.store(place)
      planes.1.store(place + pitch)
      planes.2.store(place + 2 * pitch)
      planes.3.store(place + 3 * pitch)
    }
  }

  /// At stride 2: the even and odd columns of the even and odd rows of the padded map.
  @inlinable @inline(__always)
  func loadQuarters<V: FloatVector>(
    _ channel: InputChannel, tile: ConvolutionTiling.Tile, reader: RowReader,
    rows: UnsafeMutablePointer<Float>, to voxels: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let plane = tiling.planePitch
    for z in 0..<2 * tile.slices.count + 1 {
      for y in 0..<2 * tile.rows.count + 1 {
        let (slice, row) = (2 * tile.slices.lowerBound + z - 1, 2 * tile.rows.lowerBound + y - 1)
        reader.prefetch(channel, z: slice, y: row + 2 * RowReader.rowsAhead)
        reader.read(channel, z: slice, y: row, to: rows, as: V.self)
        let even = voxels + (z * 4 + y % 2 * 2) * plane + y / 2 * tiling.rowPitch
        let odd = even + plane
        // Column 0 of the padded map is the border.
        even[0] = 0
        for x in stride(from: 0, to: tiling.output.width, by: V.lanes) {
          let halves = V.split(V.load(rows + 2 * x), V.load(rows + 2 * x + V.lanes))
          halves.even.store(odd + x)
          halves.odd.store(even + 1 + x)
        }
      }
    }
  }
}
