import Imaging

extension ImageSource {
  /// Reads the voxels of some boxes, in one pass over the file.
  ///
  /// No memory goes into what lies outside of the boxes. Of an uncompressed file nothing else is
  /// read; a compressed one is inflated to its end, a slice's worth of memory at a time, since only
  /// there stands the checksum: without it bytes that were changed would give wrong voxels.
  ///
  /// - Parameter boxes: each inside the frame's grid and not empty.
  /// - Returns: a volume for each box, on the frame's whole grid, that holds at least the box's
  ///   voxels. Boxes that share much share one volume.
  public func readParts(_ boxes: [VoxelBox]) throws -> [Volume] {
    guard let first = boxes.first else { return [] }
    // Lesions side by side have boxes that overlap: together they may be less than one by one.
    let union = boxes.dropFirst().reduce(first) { $0.union($1) }
    let isShared = boxes.reduce(0) { $0 + $1.count } > union.count
    let parts = try (isShared ? [union] : boxes).map { try VolumePart(box: $0, of: self) }
    try readSlices(into: parts)
    if voxels.isCompressed {
      try skip(toFrame: layout.frames)
      _ = try finish()
    }
    let volumes = parts.map { $0.finished() }
    return isShared ? boxes.map { _ in volumes[0] } : volumes
  }

  private func readSlices(into parts: [VolumePart]) throws {
    let shape = header.grid.shape
    let rowBytes = shape.x * layout.type.byteCount
    var slice = [UInt8](repeating: 0, count: rowBytes * shape.y)
    for z in 0..<shape.z {
      let touched = parts.filter { $0.box.contains(slice: z) }
      guard let first = touched.first else { continue }
      // A compressed slice is inflated at once, since rows that are skipped cost the same.
      let span = touched.reduce(first.box) { $0.union($1.box) }
      let rows = voxels.isCompressed ? 0..<shape.y : span.lower.y..<span.upper.y
      try skip(
        to: layout.offset + frame * layout.frameBytes + (z * shape.y + rows.lowerBound) * rowBytes)
      try slice.withUnsafeMutableBytes { slice in
        let bytes = UnsafeMutableRawBufferPointer(rebasing: slice[..<(rows.count * rowBytes)])
        try fill(bytes)
        for part in touched {
          part.take(from: UnsafeRawBufferPointer(bytes), firstRow: rows.lowerBound, z: z)
        }
      }
    }
  }
}

extension VoxelBox {
  fileprivate func contains(slice z: Int) -> Bool { lower.z <= z && z < upper.z }
}
