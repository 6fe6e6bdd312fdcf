import Imaging

extension Mask {
  /// The smallest box around a label's voxels; `nil` when it does not occur.
  ///
  /// Looks at each stored label once and at most slices quickly, since a mask may be kept for a
  /// whole CT while the lesion fills a small part.
  func extent(of label: UInt8) -> VoxelBox? {
    let shape = box.shape
    let plane = shape.x * shape.y
    var found: VoxelBox?
    labels.withUnsafeBufferPointer { labels in
      for z in 0..<shape.z {
        let slice = UnsafeBufferPointer(rebasing: labels[z * plane..<(z + 1) * plane])
        guard slice.holds(label) else { continue }
        for y in 0..<shape.y {
          let row = UnsafeBufferPointer(rebasing: slice[y * shape.x..<(y + 1) * shape.x])
          guard let first = row.firstIndex(of: label), let last = row.lastIndex(of: label) else {
            continue
          }
          let run = VoxelBox(
            lower: Voxel(box.lower.x + first, box.lower.y + y, box.lower.z + z),
            upper: Voxel(box.lower.x + last + 1, box.lower.y + y + 1, box.lower.z + z + 1))
          found = found?.union(run) ?? run
        }
      }
    }
    return found
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a value occurs: 32 elements are compared at once.
  fileprivate func holds(_ value: UInt8) -> Bool {
    let bytes = UnsafeRawBufferPointer(self)
    let sought = SIMD32<UInt8>(repeating: value)
    var start = 0
    while start + 32 <= count {
      let elements = bytes.loadUnaligned(fromByteOffset: start, as: SIMD32<UInt8>.self)
      if any(elements .== sought) { return true }
      start += 32
    }
    return self[start...].contains(value)
  }
}
