extension ConvolutionTiling {
  /// What one item computes.
  public struct Tile: Sendable {
    public var slices: Range<Int>
    public var rows: Range<Int>
    /// Blocks of 8 output channels.
    public var blocks: Range<Int>

    @inlinable init(slices: Range<Int>, rows: Range<Int>, blocks: Range<Int>) {
      self.slices = slices
      self.rows = rows
      self.blocks = blocks
    }
  }

  @inlinable var blocks: Int { (outputs + MicroKernel.block - 1) / MicroKernel.block }
  @inlinable var groups: Int { (blocks + blocksPerItem - 1) / blocksPerItem }
  @inlinable var tilesPerSlice: Int { (output.height + height - 1) / height }

  public var items: Int { (output.depth + depth - 1) / depth * tilesPerSlice * groups }

  @inlinable public subscript(item: Int) -> Tile {
    let (tile, group) = item.quotientAndRemainder(dividingBy: groups)
    let z = tile / tilesPerSlice * depth
    let y = tile % tilesPerSlice * height
    let block = group * blocksPerItem
    return Tile(
      slices: z..<min(z + depth, output.depth), rows: y..<min(y + height, output.height),
      blocks: block..<min(block + blocksPerItem, blocks))
  }

  /// Planes of sums that a tile takes.
  @inlinable func planes(of tile: Tile) -> Int {
    stride == 1 ? Winograd.planes : tile.slices.count
  }

  /// Rows in a plane of sums of a tile.
  @inlinable func runRows(of tile: Tile) -> Int {
    stride == 1 ? (tile.rows.count + Winograd.rows - 1) / Winograd.rows : tile.rows.count
  }

  /// The runs of the kernel over some rows of a plane.
  @inlinable func runs(rows: Int) -> Int { isAligned ? rows : 1 }

  /// Voxels in a run: those of a row, or from the first to the last of all rows, the zeros between
  /// them counted.
  @inlinable func runLength(rows: Int) -> Int {
    isAligned ? output.width : (rows - 1) * rowPitch + output.width
  }

  /// Floats of weights for 8 output channels.
  @inlinable var weightsPerBlock: Int {
    stride == 1 ? Winograd.planes * weightStep : inputs * 27 * MicroKernel.block
  }

  /// Where an item's private memory has what.
  @usableFromInline struct Space {
    /// (inputs, planes, rows); a zero lies before it.
    @usableFromInline var voxels: UnsafeMutablePointer<Float>
    /// (planes, 8, run)
    @usableFromInline var sums: UnsafeMutablePointer<Float>
    /// (blocks, slices, 8, run)
    @usableFromInline var shortcut: UnsafeMutablePointer<Float>
    /// Input rows on their way into planes, each `bufferPitch` floats.
    @usableFromInline var rows: UnsafeMutablePointer<Float>
    @usableFromInline var narrow: UnsafeMutablePointer<Float>

    @inlinable init(
      voxels: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>,
      shortcut: UnsafeMutablePointer<Float>, rows: UnsafeMutablePointer<Float>,
      narrow: UnsafeMutablePointer<Float>
    ) {
      self.voxels = voxels
      self.sums = sums
      self.shortcut = shortcut
      self.rows = rows
      self.narrow = narrow
    }
  }

  /// Floats from one row in `Space.rows` to the next: a doubled row is written in pairs of vectors.
  @inlinable var bufferPitch: Int {
    RowReader.length(width: input.width) + 2 * RowReader.vector
  }

  /// Rows in `Space.rows`: at stride 1 the slices of one row, and Winograd's planes along z of four.
  @inlinable var bufferRows: Int {
    stride == 1 ? Winograd.slicePlanes * (1 + Winograd.rowPlanes) : 1
  }

  @inlinable func rounded(_ count: Int) -> Int {
    (count + RowReader.vector - 1) / RowReader.vector * RowReader.vector
  }

  /// What the kernel reads beyond a run: two vectors.
  @inlinable var voxelFloats: Int {
    rounded(max(inputs * channelPitch, projectedInputs * depth * shortcutPitch)) + 2
      * RowReader.vector
  }
  @inlinable var sumFloats: Int {
    (stride == 1 ? Winograd.planes : depth) * MicroKernel.block * sumPitch
  }
  @inlinable var shortcutFloats: Int {
    projectedInputs == 0 ? 0 : blocksPerItem * depth * MicroKernel.block * shortcutPitch
  }

  /// Floats of private memory that an item needs.
  public var scratch: Int {
    RowReader.vector + voxelFloats + sumFloats + shortcutFloats + bufferRows * bufferPitch
      + RowReader.narrowLength(width: input.width)
  }

  @inlinable func space(in scratch: UnsafeMutablePointer<Float>) -> Space {
    let voxels = scratch + RowReader.vector
    let sums = voxels + voxelFloats
    let shortcut = sums + sumFloats
    let rows = shortcut + shortcutFloats
    return Space(
      voxels: voxels, sums: sums, shortcut: shortcut, rows: rows,
      narrow: rows + bufferRows * bufferPitch)
  }
}
