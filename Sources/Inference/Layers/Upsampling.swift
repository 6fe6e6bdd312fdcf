/// Trilinear interpolation to twice the extents, voxel centres aligned (`align_corners` false).
///
/// Along each axis an output voxel lies a quarter voxel from the centre of its input voxel, so it
/// takes 3/4 of that one and 1/4 of the neighbour on its side; at the border the neighbour is the
/// voxel itself.
package struct Upsampling: Sendable {
  package init() {}

  /// (channels, z, y, x) to (channels, 2z, 2y, 2x).
  package func callAsFunction(_ input: Tensor, on workers: Workers) throws -> Tensor {
    let channels = input.shape[0]
    let (extents, output) = (input.extents, input.extents.doubled)
    return try Tensor(shape: output.shape(channels: channels)) { result in
      guard let result = result.baseAddress else { return }
      try input.withUnsafeElements { elements in
        guard let source = elements.baseAddress else { return }
        try workers.forEach(channels * output.depth, scratch: extents.width + 2) { item, scratch in
          let (channel, z) = (item / output.depth, item % output.depth)
          let volume = source + channel * extents.count
          let near = volume + z / 2 * extents.plane
          let far = volume + Self.neighbour(of: z, in: extents.depth) * extents.plane
          for y in 0..<output.height {
            let nearRow = y / 2 * extents.width
            let farRow = Self.neighbour(of: y, in: extents.height) * extents.width
            // One row, blended along z and y, with its border voxels repeated on both sides.
            let row = scratch + 1
            for x in 0..<extents.width {
              row[x] =
                0.75 * (0.75 * near[nearRow + x] + 0.25 * far[nearRow + x])
                + 0.25 * (0.75 * near[farRow + x] + 0.25 * far[farRow + x])
            }
            row[-1] = row[0]
            row[extents.width] = row[extents.width - 1]
            let target = result + (item * output.height + y) * output.width
            for x in 0..<extents.width {
              target[2 * x] = 0.75 * row[x] + 0.25 * row[x - 1]
              target[2 * x + 1] = 0.75 * row[x] + 0.25 * row[x + 1]
            }
          }
        }
      }
    }
  }

  /// The input voxel that gives a quarter to output voxel `index`.
  private static func neighbour(of index: Int, in extent: Int) -> Int {
    index % 2 == 0 ? max(0, index / 2 - 1) : min(extent - 1, index / 2 + 1)
  }
}
