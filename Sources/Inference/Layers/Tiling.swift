/// How a 3x3x3 convolution is cut into tiles, and how the voxels that one tile needs are laid out.
///
/// A tile is some rows of some slices of the result, whole along x. Its input is copied into a
/// small block: each channel a box with a border, zero where that lies outside the map, so that
/// the kernel needs no test. At stride 2 the even columns of a row come first and the odd ones
/// after them, so that the kernel reads neighbours as at stride 1.
struct Tiling {
  /// Floats in one tile's input: a part of a usual second-level cache.
  static let budget = 96 * 1024

  let inputs: Int
  let input: Extents
  let output: Extents
  let stride: Int
  /// Slices and rows of the result in a tile.
  let depth: Int
  let height: Int
  /// Floats from one even column's row start to the odd columns' (0 at stride 1).
  private let oddColumns: Int
  private let rowPitch: Int

  struct Tile {
    var slices: Range<Int>
    var rows: Range<Int>
  }

  init(inputs: Int, input: Extents, stride: Int) {
    self.inputs = inputs
    self.input = input
    self.stride = stride
    let output = input.strided(by: stride)
    self.output = output
    // Room for the last vector of a row, shifted by two taps.
    let vectors = (output.width + InputTile.vector - 1) / InputTile.vector * InputTile.vector
    oddColumns = stride == 1 ? 0 : vectors + 8
    rowPitch = stride == 1 ? vectors + 8 : 2 * (vectors + 8)
    // The fewest input voxels for each voxel of the result, within the budget, and with tiles
    // enough for the threads to share.
    let pitch = rowPitch
    var best = (cost: Double.infinity, depth: 1, height: 1)
    for depth in [1, 2, 4, 8] where depth <= max(1, output.depth / 4) {
      for height in 1...max(1, output.height) {
        let rows = ((depth - 1) * stride + 3) * ((height - 1) * stride + 3)
        if height > 1 || depth > 1, inputs * rows * pitch > Self.budget { break }
        let tiles = (output.height + height - 1) / height
        let cost = Double(rows * tiles) / Double(depth * output.height)
        if cost < best.cost { best = (cost, depth, height) }
      }
    }
    (depth, height) = (best.depth, best.height)
  }

  private var inputRows: Int { (height - 1) * stride + 3 }
  private var inputSlices: Int { (depth - 1) * stride + 3 }
  private var channelPitch: Int { inputSlices * inputRows * rowPitch }
  private var tilesPerSlice: Int { (output.height + height - 1) / height }

  var count: Int { (output.depth + depth - 1) / depth * tilesPerSlice }
  /// Floats that one tile's input takes.
  var scratch: Int { inputs * channelPitch }

  subscript(index: Int) -> Tile {
    let z = index / tilesPerSlice * depth
    let y = index % tilesPerSlice * height
    return Tile(
      slices: z..<min(z + depth, output.depth), rows: y..<min(y + height, output.height))
  }

  /// Copies what a tile needs into `block`, which must have been zero or loaded before.
  func load(
    _ tile: Tile, of channels: UnsafeBufferPointer<UnsafePointer<Float>>,
    transform: ChannelTransform?, into block: UnsafeMutablePointer<Float>
  ) {
    let slices = (tile.slices.count - 1) * stride + 3
    let rows = (tile.rows.count - 1) * stride + 3
    let firstSlice = tile.slices.lowerBound * stride - 1
    let firstRow = tile.rows.lowerBound * stride - 1
    for channel in 0..<inputs {
      let map = RowMap(transform, channel: channel)
      for z in 0..<slices {
        for y in 0..<rows {
          let row = block + channel * channelPitch + (z * inputRows + y) * rowPitch
          let (slice, line) = (firstSlice + z, firstRow + y)
          if 0 <= slice, slice < input.depth, 0 <= line, line < input.height {
            let source = channels[channel] + (slice * input.height + line) * input.width
            if stride == 1 {
              map.copy(source, to: row + 1, count: input.width)
            } else {
              // Padded column 0 is zero; the map's column x is padded column x + 1.
              map.copy(source, to: row + oddColumns, count: (input.width + 1) / 2, step: 2)
              map.copy(source + 1, to: row + 1, count: input.width / 2, step: 2)
            }
          } else {
            row.update(repeating: 0, count: rowPitch)
          }
        }
      }
    }
  }

  /// Shows a loaded block to a kernel.
  func withInputTile(in block: UnsafeMutablePointer<Float>, _ body: (InputTile) -> Void) {
    let columns = stride == 1 ? [0, 1, 2] : [0, oddColumns, 1]
    let taps = (0..<3).flatMap { z in
      (0..<3).flatMap { y in columns.map { (z * inputRows + y) * rowPitch + $0 } }
    }
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: inputs) { channels in
      for channel in 0..<inputs {
        channels.initializeElement(at: channel, to: UnsafePointer(block + channel * channelPitch))
      }
      body(
        InputTile(
          channels: UnsafeBufferPointer(channels), offset: 0,
          slicePitch: stride * inputRows * rowPitch, rowPitch: stride * rowPitch, taps: taps))
    }
  }
}

/// A channel's transform, applied to a row as it is copied.
private struct RowMap {
  var scale: Float = 1
  var shift: Float = 0
  var floor = -Float.infinity
  var isIdentity = true

  init(_ transform: ChannelTransform?, channel: Int) {
    guard let transform else { return }
    scale = transform.scale[channel]
    shift = transform.shift[channel]
    floor = transform.rectifies ? 0 : -.infinity
    isIdentity = false
  }

  @inline(__always)
  func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
    if isIdentity { return target.update(from: source, count: count) }
    typealias Lane = SIMD8<Float>
    var x = 0
    while x + Lane.scalarCount <= count {
      let lane = UnsafeRawPointer(source + x).loadUnaligned(as: Lane.self)
      let mapped = lane * scale + shift
      let rectified = mapped.replacing(with: floor, where: mapped .< floor)
      UnsafeMutableRawPointer(target + x).storeBytes(of: rectified, as: Lane.self)
      x += Lane.scalarCount
    }
    while x < count {
      target[x] = max(floor, source[x] * scale + shift)
      x += 1
    }
  }

  @inline(__always)
  func copy(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int, step: Int
  ) {
    for x in 0..<count { target[x] = max(floor, source[x * step] * scale + shift) }
  }
}
