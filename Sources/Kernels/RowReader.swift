import CProcessor

/// Reads rows of an input channel, as the layer wants to see them, into a small buffer that stays
/// in the first-level cache.
public struct RowReader {
  /// Of the map as it is seen: doubled where the channel is.
  @usableFromInline let extents: Extents
  /// Floats in a row of the buffer: a row of the map, at least one zero, up to whole vectors.
  @usableFromInline let length: Int
  /// Room for a row of a map before it is doubled, with 16 floats before it and after it.
  @usableFromInline let narrow: UnsafeMutablePointer<Float>

  /// The longest vector of any instruction set: buffers are laid out alike for all of them.
  public static let vector = 16

  /// How many rows before it is read a row is asked for.
  @inlinable static var rowsAhead: Int { 3 }

  /// Floats that a row of this width takes.
  @inlinable public static func length(width: Int) -> Int {
    (width + vector) / vector * vector
  }

  /// Floats that `narrow` takes.
  @inlinable public static func narrowLength(width: Int) -> Int {
    length(width: width) + 2 * vector
  }

  @inlinable @inline(__always)
  init(extents: Extents, narrow: UnsafeMutablePointer<Float>) {
    self.extents = extents
    self.length = Self.length(width: extents.width)
    self.narrow = narrow + Self.vector
  }

  /// Writes row (z, y) to `target`, followed by zeros; all zeros for a row outside of the map,
  /// which is the convolution's padding.
  @inlinable @inline(__always)
  func read<V: FloatVector>(
    _ channel: InputChannel, z: Int, y: Int, to target: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let width = extents.width
    guard 0 <= z, z < extents.depth, 0 <= y, y < extents.height else {
      return target.update(repeating: 0, count: length)
    }
    if channel.isDoubled {
      readDoubled(channel, z: z, y: y, to: target, as: V.self)
    } else {
      let source = row(channel, z: z, y: y)
      for x in stride(from: 0, to: width - width % V.lanes, by: V.lanes) {
        map(V.load(source + x), by: channel).store(target + x)
      }
      readRest(channel, z: z, y: y, to: target, as: V.self)
    }
    (target + width).update(repeating: 0, count: length - width)
  }

  /// Writes what is left of row (z, y) after its whole vectors to the same place of `target`.
  @inlinable @inline(__always)
  func readRest<V: FloatVector>(
    _ channel: InputChannel, z: Int, y: Int, to target: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let (source, width) = (row(channel, z: z, y: y), extents.width)
    for x in width - width % V.lanes..<width {
      map(SingleLane<V>.load(source + x), by: channel).store(target + x)
    }
  }

  /// Where a row of a channel that is not doubled begins.
  @inlinable @inline(__always)
  func row(_ channel: InputChannel, z: Int, y: Int) -> UnsafePointer<Float> {
    channel.start + (z * extents.height + y) * extents.width
  }

  /// Voxels as the layer wants to see them.
  @inlinable @inline(__always)
  func map<V: FloatVector>(_ voxels: V, by channel: InputChannel) -> V {
    V(repeating: channel.shift).adding(voxels, times: channel.scale)
      .clamped(toAtLeast: channel.floor)
  }

  /// Asks for a row before it is read.
  ///
  /// A tile is short pieces of many slices and channels, which the processor's own prefetching
  /// learns too late. Doubled maps are small, and left to it.
  @inlinable @inline(__always)
  func prefetch(_ channel: InputChannel, z: Int, y: Int) {
    guard !channel.isDoubled, 0 <= z, z < extents.depth, y < extents.height else { return }
    let row = row(channel, z: z, y: max(0, y))
    for x in stride(from: 0, to: extents.width, by: Self.vector) { caliper_prefetch(row + x) }
  }

  /// Trilinear interpolation with voxel centres aligned: along each axis a voxel takes 3/4 of the
  /// coarse voxel that it lies in and 1/4 of the one next to it, or of itself at the border.
  @inlinable @inline(__always)
  func readDoubled<V: FloatVector>(
    _ channel: InputChannel, z: Int, y: Int, to target: UnsafeMutablePointer<Float>, as: V.Type
  ) {
    let (height, width) = (extents.height / 2, extents.width / 2)
    let near = channel.start + z / 2 * height * width
    let far = channel.start + neighbour(of: z, in: extents.depth / 2) * height * width
    let (nearRow, farRow) = (y / 2 * width, neighbour(of: y, in: height) * width)
    // Coarse rows may be read to beyond their end: a map is followed by more of the workspace.
    for x in stride(from: 0, to: width, by: V.lanes) {
      let nearSlice = (V.load(near + nearRow + x) * 0.75).adding(
        V.load(near + farRow + x), times: 0.25)
      let farSlice = (V.load(far + nearRow + x) * 0.75).adding(
        V.load(far + farRow + x), times: 0.25)
      (nearSlice * 0.75).adding(farSlice, times: 0.25).store(narrow + x)
    }
    narrow[-1] = narrow[0]
    narrow[width] = narrow[width - 1]
    for x in stride(from: 0, to: width, by: V.lanes) {
      let centre = V.load(narrow + x) * 0.75
      let (first, second) = V.interleave(
        even: centre.adding(V.load(narrow + x - 1), times: 0.25),
        odd: centre.adding(V.load(narrow + x + 1), times: 0.25))
      map(first, by: channel).store(target + 2 * x)
      map(second, by: channel).store(target + 2 * x + V.lanes)
    }
  }

  /// The coarse voxel that gives a quarter to fine voxel `index`.
  @inlinable @inline(__always)
  func neighbour(of index: Int, in extent: Int) -> Int {
    index % 2 == 0 ? max(0, index / 2 - 1) : min(extent - 1, index / 2 + 1)
  }
}
