import CProcessor

/// One 3x3x3 convolution, with padding 1, of one forward pass, with all that is done to its voxels
/// on the way in and out.
///
/// `residual + convolution(transform(input))`, cut into items that any thread may compute in any
/// order: what an item computes does not depend on how the work was cut, so the result is the same
/// for every number of threads. Pointers stay valid while the task runs; the task owns nothing.
public struct ConvolutionTask: @unchecked Sendable {
  // Unchecked: items write to places of their own, see `ConvolutionTiling`.

  /// What is added to the convolution.
  public enum Residual {
    case none
    /// Channels like the outputs, which may be the very block that is written.
    case identity(UnsafeMutablePointer<Float>)
    /// A 1x1x1 convolution of these channels, with weights (blocks of 8 outputs, inputs, 8).
    case projection(UnsafeBufferPointer<InputChannel>, weights: UnsafePointer<Float>)
  }

  /// A 1x1x1 convolution to one channel that follows at once: `bias + sum of weights * outputs`.
  public struct Head {
    public var weights: UnsafePointer<Float>
    public var bias: Float
    /// Dense (z, y, x).
    public var target: UnsafeMutablePointer<Float>

    public init(
      weights: UnsafePointer<Float>, bias: Float, target: UnsafeMutablePointer<Float>
    ) {
      self.weights = weights
      self.bias = bias
      self.target = target
    }
  }

  public var tiling: ConvolutionTiling
  public var channels: UnsafeBufferPointer<InputChannel>
  /// As `ConvolutionWeights` lays them out.
  public var weights: UnsafePointer<Float>
  public var residual: Residual
  /// (outputs, z, y, x), dense; nil if nobody reads the result but the head.
  public var target: UnsafeMutablePointer<Float>?
  /// (outputs, z, y): the moments of each row of the result.
  public var moments: UnsafeMutablePointer<RowMoments>?
  public var head: Head?

  public init(
    tiling: ConvolutionTiling, channels: UnsafeBufferPointer<InputChannel>,
    weights: UnsafePointer<Float>, residual: Residual = .none,
    target: UnsafeMutablePointer<Float>?, moments: UnsafeMutablePointer<RowMoments>? = nil,
    head: Head? = nil
  ) {
    self.tiling = tiling
    self.channels = channels
    self.weights = weights
    self.residual = residual
    self.target = target
    self.moments = moments
    self.head = head
  }

  /// Computes one item, of `tiling.items`, with `tiling.scratch` floats of private memory.
  @inlinable @inline(__always)
  public func run<V: FloatVector>(item: Int, scratch: UnsafeMutablePointer<Float>, as: V.Type) {
    let tile = tiling[item]
    let space = tiling.space(in: scratch)
    if case .projection(let channels, let weights) = residual {
      project(channels, weights: weights, tile: tile, space: space, as: V.self)
    }
    load(tile, space: space, as: V.self)
    tiling.taps.withUnsafeBufferPointer { taps in
      let kernel = MicroKernel(
        inputs: channels.count, channelPitch: tiling.channelPitch, taps: taps)
      for block in tile.blocks {
        let weights = weights + block * tiling.weightsPerBlock
        for plane in 0..<tiling.planes(of: tile) {
          prefetch(block: block, tile: tile, part: plane, of: tiling.planes(of: tile))
          let rows = tiling.runRows(of: tile)
          for run in 0..<tiling.runs(rows: rows) {
            kernel.run(
              space.voxels + plane * tiling.planeStep + run * tiling.rowPitch,
              weights: weights + plane * tiling.weightStep,
              count: tiling.runLength(rows: rows),
              into: space.sums + plane * MicroKernel.block * tiling.sumPitch
                + run * tiling.rowPitch, pitch: tiling.sumPitch, as: V.self)
          }
        }
        finish(block: block, tile: tile, space: space, as: V.self)
      }
    }
  }

  /// Asks for a part of the lines that `finish` will read and write, while the sums are made.
  @inlinable @inline(__always)
  func prefetch(block: Int, tile: ConvolutionTiling.Tile, part: Int, of parts: Int) {
    guard let target else { return }
    let extents = tiling.output
    let first = block * MicroKernel.block
    let outputs = min(MicroKernel.block, tiling.outputs - first)
    let rows = outputs * tile.slices.count
    let length = tile.rows.count * extents.width
    for row in rows * part / parts..<rows * (part + 1) / parts {
      let (output, slice) = (first + row / tile.slices.count, row % tile.slices.count)
      let start =
        target + output * extents.count + (tile.slices.lowerBound + slice) * extents.plane
        + tile.rows.lowerBound * extents.width
      for x in stride(from: 0, to: length, by: 16) { caliper_prefetch(start + x) }
    }
  }

  /// The 1x1x1 shortcut of a tile, into `space.shortcut`.
  @inlinable @inline(__always)
  func project<V: FloatVector>(
    _ channels: UnsafeBufferPointer<InputChannel>, weights: UnsafePointer<Float>,
    tile: ConvolutionTiling.Tile, space: ConvolutionTiling.Space, as: V.Type
  ) {
    let reader = RowReader(extents: tiling.output, narrow: space.narrow)
    let pitch = tiling.shortcutPitch
    let channelPitch = tiling.depth * pitch
    for (index, channel) in channels.enumerated() {
      for (z, slice) in tile.slices.enumerated() {
        for (y, row) in tile.rows.enumerated() {
          reader.prefetch(channel, z: slice, y: row + RowReader.rowsAhead)
          // The zeros after a row are overwritten by the next.
          reader.read(
            channel, z: slice, y: row,
            to: space.voxels + index * channelPitch + z * pitch + y * tiling.rowPitch, as: V.self)
        }
      }
    }
    withUnsafePointer(to: 0) { tap in
      let kernel = MicroKernel(
        inputs: channels.count, channelPitch: channelPitch,
        taps: UnsafeBufferPointer(start: tap, count: 1))
      for block in tile.blocks {
        for z in 0..<tile.slices.count {
          for run in 0..<tiling.runs(rows: tile.rows.count) {
            kernel.run(
              space.voxels + z * pitch + run * tiling.rowPitch,
              weights: weights + block * channels.count * MicroKernel.block,
              count: tiling.runLength(rows: tile.rows.count),
              into: space.shortcut
                + ((block - tile.blocks.lowerBound) * tiling.depth + z) * MicroKernel.block * pitch
                + run * tiling.rowPitch, pitch: pitch, as: V.self)
          }
        }
      }
    }
  }
}
