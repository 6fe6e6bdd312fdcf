/// How a convolution is cut into items of work, and how an item lays out what it needs.
///
/// An item is some output channels of a tile, which is some rows of a few slices of the result,
/// whole along x. Its input, transformed, is copied into private memory that fits the second-level
/// cache: for each channel some planes, in each plane rows with one zero between them, so that the
/// kernel needs no test for borders and runs over the ends of rows.
///
/// At stride 1 the planes and their rows are Winograd's, see `Winograd`. At stride 2 the planes are
/// the input's slices, each in four parts, the even and odd columns of the even and odd rows, so
/// that the voxels which one tap meets in a row lie side by side.
public struct ConvolutionTiling: Sendable {
  public let stride: Int
  public let inputs: Int
  public let outputs: Int
  public let input: Extents
  public let output: Extents
  /// Slices and rows of the result in a tile.
  public let depth: Int
  public let height: Int
  /// Blocks of 8 output channels in an item.
  @usableFromInline let blocksPerItem: Int
  /// Where each tap of a plane's filter lies.
  @usableFromInline let taps: [Int]
  /// Whether the kernel runs over each row by itself, and not over all rows of a plane at once.
  @usableFromInline let isAligned: Bool
  /// Floats from one row to the next.
  @usableFromInline let rowPitch: Int
  /// Floats in a plane, or at stride 2 in a quarter of one.
  @usableFromInline let planePitch: Int
  @usableFromInline let channelPitch: Int
  /// Floats from the voxels of one sum's plane to those of the next.
  @usableFromInline let planeStep: Int
  /// Floats from the weights of one sum's plane to those of the next.
  @usableFromInline let weightStep: Int
  /// Rows in a plane of sums.
  @usableFromInline let runRows: Int
  /// Floats from one output channel's sums to the next.
  @usableFromInline let sumPitch: Int
  /// The same for the shortcut, whose rows are the result's.
  @usableFromInline let shortcutPitch: Int
  @usableFromInline let projectedInputs: Int
  /// Whether an item computes all output channels, as the logits need.
  public private(set) var hasHead = false

  /// - Parameters:
  ///   - stride: 1 or 2.
  ///   - projectedInputs: the channels of a shortcut's 1x1x1 convolution, 0 if it has none.
  ///   - hasHead: whether logits follow; what is added to one must then stay in one item.
  ///   - threads: how many will share the work; the tiles get small enough for them.
  public init(
    inputs: Int, outputs: Int, input: Extents, stride: Int = 1, projectedInputs: Int = 0,
    hasHead: Bool = false, threads: Int
  ) {
    // The tallest tile that the cache holds, since the rows on a tile's border are loaded twice;
    // but then one low enough to give each thread some tiles.
    let rows = input.strided(by: stride).height
    var best = Self(
      inputs: inputs, outputs: outputs, input: input, stride: stride,
      projectedInputs: projectedInputs,
      height: 1, itemsPerTile: 1)
    let wanted = threads == 1 ? 1 : Self.itemsPerThread * threads
    for height in Swift.stride(from: 2, through: max(2, rows + 1), by: 2) {
      let next = Self(
        inputs: inputs, outputs: outputs, input: input, stride: stride,
        projectedInputs: projectedInputs,
        height: min(height, rows), itemsPerTile: 1)
      if next.scratch > Self.budget { break }
      if height > Self.lowest, next.items < wanted { break }
      // Tiles of equal heights: 3 of 11 rows rather than 2 of 14 and one of 4.
      if (rows + height - 1) / height < (rows + best.height - 1) / best.height { best = next }
    }
    // Few tiles are left on the coarse maps, which have many channels: share those too.
    let blocks = (outputs + MicroKernel.block - 1) / MicroKernel.block
    var groups = 1
    while !hasHead, best.items * groups < wanted, groups * 2 <= blocks { groups *= 2 }
    self.init(
      inputs: inputs, outputs: outputs, input: input, stride: stride,
      projectedInputs: projectedInputs,
      height: best.height, itemsPerTile: groups)
    self.hasHead = hasHead
  }

  /// Floats of private memory that an item should not exceed: most of a usual second-level cache.
  static let budget = 208 * 1024
  static let itemsPerThread = 4
  /// Tiles are not made lower than this for the sake of the threads.
  static let lowest = 4

  private init(
    inputs: Int, outputs: Int, input: Extents, stride: Int, projectedInputs: Int, height: Int,
    itemsPerTile: Int
  ) {
    self.stride = stride
    self.inputs = inputs
    self.outputs = outputs
    self.input = input
    self.projectedInputs = projectedInputs
    self.height = height
    let blocks = (outputs + MicroKernel.block - 1) / MicroKernel.block
    blocksPerItem = (blocks + itemsPerTile - 1) / itemsPerTile
    let pad = RowReader.vector
    output = input.strided(by: stride)
    // Rows of whole pairs of vectors start on a cache line each; others follow one another.
    isAligned = output.width % (2 * pad) == 0
    rowPitch = output.width + (isAligned ? pad : 1)
    if stride == 1 {
      depth = Winograd.slices
      runRows = (height + Winograd.rows - 1) / Winograd.rows
      planePitch = runRows * rowPitch + pad
      channelPitch = Winograd.planes * planePitch
      planeStep = planePitch
      weightStep = inputs * 3 * MicroKernel.block
      // Voxel x = -1 of a row is the zero at the end of the row before.
      taps = [-1, 0, 1]
    } else {
      depth = 2
      runRows = height
      planePitch = (height + 1) * rowPitch + pad
      channelPitch = (2 * depth + 1) * 4 * planePitch
      planeStep = 2 * 4 * planePitch
      weightStep = 0
      taps = (0..<3).flatMap { [rowPitch, planePitch] z in
        (0..<3).flatMap { y in
          (0..<3).map { x in
            (z * 4 + y % 2 * 2 + x % 2) * planePitch + y / 2 * rowPitch + x / 2
          }
        }
      }
    }
    sumPitch = (runRows * rowPitch + pad - 1) / pad * pad + pad
    shortcutPitch = (height * rowPitch + pad - 1) / pad * pad + pad
  }
}
