import Imaging

extension ImageFileReader {
  /// Reads a label map: whole numbers from 0 to 255 in any stored type, scaled or not. A file
  /// with other values is refused, so that a CT is never taken for a mask.
  ///
  /// The whole file is read and checked, a slice at a time: most of a label map is background,
  /// and only the rest is kept.
  ///
  /// - Parameter array: which of an .npz archive's arrays is meant.
  public func readMask(
    _ path: String, frame: Int = 0, array: String = ArrayImage.truth
  ) throws -> Mask {
    let source = try openMask(path, frame: frame, array: array)
    let grid = source.header.grid
    try source.skip(toFrame: frame)
    var slices: [Mask] = []
    for z in 0..<grid.shape.z {
      let volume = try source.readSlice(z)
      if let labelled = try Self.labels(of: volume, path: path) { slices.append(labelled) }
    }
    try source.skip(toFrame: source.layout.frames)
    _ = try source.finish()

    let empty = Mask(emptyOn: grid)
    var mask = Mask(emptyOn: grid, box: slices.reduce(empty.box) { $0.union($1.box) })
    for slice in slices { slice.forEachLabelled { mask[$0] = $1 } }
    return mask
  }

  /// Reads and checks the header alone of what ``readMask(_:frame:array:)`` reads.
  public func readMaskHeader(_ path: String) throws -> ImageFileHeader {
    try openMask(path, frame: 0, array: ArrayImage.truth).header
  }

  private func openMask(_ path: String, frame: Int, array: String) throws -> ImageSource {
    ArrayImage.isNamed(path)
      ? try ArrayImage.open(path, array: array, frame: frame, reader: self)
      : try open(path, frame: frame)
  }

  /// The labels of a volume's box, in a box of their own; `nil` where all are background.
  private static func labels(of volume: Volume, path: String) throws -> Mask? {
    if volume.isZero { return nil }
    let (lower, shape) = (volume.box.lower, volume.box.shape)
    var row = [Float](repeating: 0, count: shape.x)
    var rows: [UInt8] = []
    rows.reserveCapacity(volume.box.count)
    var box: VoxelBox?
    for z in lower.z..<volume.box.upper.z {
      for y in lower.y..<volume.box.upper.y {
        row.withUnsafeMutableBufferPointer {
          volume.readRun(from: Voxel(lower.x, y, z), axis: 0, into: $0)
        }
        for (x, value) in row.enumerated() {
          guard let label = label(value) else {
            let voxel = Voxel(lower.x + x, y, z)
            throw ImageFileError(
              path: path, problem: .notALabel(value: volume[voxel], voxel: voxel))
          }
          rows.append(label)
          guard label != 0 else { continue }
          let voxel = Voxel(lower.x + x, y, z)
          let found = VoxelBox(lower: voxel, upper: Voxel(voxel.x + 1, y + 1, z + 1))
          box = box?.union(found) ?? found
        }
      }
    }
    guard let box else { return nil }
    var mask = Mask(emptyOn: volume.grid, box: box)
    Mask(grid: volume.grid, box: volume.box, labels: rows).forEachLabelled { mask[$0] = $1 }
    return mask
  }

  /// The label that a value stands for; scaling in single precision may miss it by a little.
  private static func label(_ value: Float) -> UInt8? {
    if value == 0 { return 0 }
    let nearest = value.rounded()
    return abs(value - nearest) <= 1e-3 ? UInt8(exactly: nearest) : nil
  }
}

extension ImageSource {
  /// Reads the slice that the stream stands before.
  fileprivate func readSlice(_ z: Int) throws -> Volume {
    let shape = header.grid.shape
    let part = try VolumePart(
      box: VoxelBox(lower: Voxel(0, 0, z), upper: Voxel(shape.x, shape.y, z + 1)), of: self)
    try part.withUnsafeMutableBytes { try fill($0) }
    return part.finished()
  }
}

extension Volume {
  /// Whether every voxel is stored as zero and means zero.
  fileprivate var isZero: Bool {
    intercept == 0 && withStoredBytes(areAllZero)
  }
}
