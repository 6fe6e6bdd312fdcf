import Imaging

/// The canonical bytes of a lesion's mask; see ``MaskCode``.
struct MaskRuns {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ mask: Mask, label: UInt8) {
    let box = Self.bounds(of: label, in: mask)
    var bytes: [UInt8] = []
    for voxel in [mask.grid.shape, box.lower, box.shape] {
      for axis in 0..<3 { Self.append(voxel[axis], to: &bytes) }
    }
    let (outer, shape) = (mask.box.shape, box.shape)
    mask.labels.withUnsafeBufferPointer { labels in
      var isInside = false
      var run = 0
      for z in 0..<shape.z {
        for y in 0..<shape.y {
          let row =
            ((z + box.lower.z - mask.box.lower.z) * outer.y + y + box.lower.y - mask.box.lower.y)
            * outer.x + box.lower.x - mask.box.lower.x
          for value in labels[row..<row + shape.x] {
            if (value == label) != isInside {
              Self.append(run, to: &bytes)
              isInside.toggle()
              run = 0
            }
            run += 1
          }
        }
      }
      if run > 0 { Self.append(run, to: &bytes) }
    }
    self.bytes = bytes
  }

  func mask(on grid: VoxelGrid, label: UInt8) throws(MaskCodeError) -> Mask {
    var position = 0
    var numbers: [Int] = []
    for _ in 0..<9 { numbers.append(try number(at: &position)) }
    let shape = Voxel(numbers[0], numbers[1], numbers[2])
    guard shape == grid.shape else { throw .otherShape(shape) }
    let lower = Voxel(numbers[3], numbers[4], numbers[5])
    let extent = Voxel(numbers[6], numbers[7], numbers[8])
    if (0..<3).allSatisfy({ extent[$0] == 0 && lower[$0] == 0 }) {
      guard position == bytes.count else { throw .damaged("runs follow where it is empty") }
      return Mask(emptyOn: grid)
    }
    // Numbers are at most 2^56, so that no sum overflows.
    let isInside = (0..<3).allSatisfy {
      extent[$0] > 0 && lower[$0] + extent[$0] <= grid.shape[$0]
    }
    guard isInside else { throw .damaged("its box is not inside the image") }
    let box = VoxelBox(
      lower: lower,
      upper: Voxel(lower.x + extent.x, lower.y + extent.y, lower.z + extent.z))
    guard box.count <= MaskCode.voxelLimit else { throw .damaged("its box is too large") }
    try checkRuns(from: position, total: box.count)

    var labels = [UInt8](repeating: 0, count: box.count)
    var (offset, isLesion) = (0, false)
    while position < bytes.count {
      let run = try number(at: &position)
      if isLesion { for index in offset..<offset + run { labels[index] = label } }
      offset += run
      isLesion.toggle()
    }
    let mask = Mask(grid: grid, box: box, labels: labels)
    guard Self.bounds(of: label, in: mask) == box else {
      throw .damaged("its box is larger than its voxels")
    }
    return mask
  }

  /// Checks that the runs fill the box exactly, before memory is taken for it.
  private func checkRuns(from start: Int, total: Int) throws(MaskCodeError) {
    var (position, sum) = (start, 0)
    while position < bytes.count {
      let isFirst = position == start
      let run = try number(at: &position)
      guard run > 0 || isFirst else { throw .damaged("a run is empty") }
      guard run <= total - sum else { throw .damaged("its runs are longer than its box") }
      sum += run
    }
    guard sum == total else { throw .damaged("its runs end before its box") }
  }

  // MARK: Numbers

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number below 2^56, in as few bytes as it takes.
  private func number(at position: inout Int) throws(MaskCodeError) -> Int {
    var (result, shift) = (0, 0)
    while position < bytes.count, shift < 56 {
      let byte = bytes[position]
      position += 1
      result |= Int(byte & 0x7F) << shift
      if byte < 0x80 {
        guard byte > 0 || shift == 0 else { break }
        return result
      }
      shift += 7
    }
    throw .damaged("a number in it is cut off or too long")
  }

  /// The smallest box around the label's voxels; empty at the origin when there are none.
  private static func bounds(of label: UInt8, in mask: Mask) -> VoxelBox {
    let shape = mask.box.shape
    var (lower, upper) = (shape, Voxel(0, 0, 0))
    mask.labels.withUnsafeBufferPointer { labels in
      for z in 0..<shape.z {
        for y in 0..<shape.y {
          let start = (z * shape.y + y) * shape.x
          let row = labels[start..<start + shape.x]
          guard let first = row.firstIndex(of: label), let last = row.lastIndex(of: label) else {
            continue
          }
          let (left, right) = (first - start, last - start)
          lower = Voxel(min(lower.x, left), min(lower.y, y), min(lower.z, z))
          upper = Voxel(max(upper.x, right + 1), max(upper.y, y + 1), max(upper.z, z + 1))
        }
      }
    }
    guard upper.x > 0 else { return VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0)) }
    let origin = mask.box.lower
    return VoxelBox(
      lower: Voxel(lower.x + origin.x, lower.y + origin.y, lower.z + origin.z),
      upper: Voxel(upper.x + origin.x, upper.y + origin.y, upper.z + origin.z))
  }
}
