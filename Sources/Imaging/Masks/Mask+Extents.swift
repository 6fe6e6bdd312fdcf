/// How many voxels of a mask carry a label, and the smallest box around them.
package struct LabelExtent: Hashable, Sendable {
  package let label: UInt8
  /// At least one.
  package let voxels: Int
  package let box: VoxelBox
}

extension Mask {
  /// Every label that occurs, ascending, with its number of voxels and its box: all of them in one
  /// pass over the stored labels.
  package var extents: [LabelExtent] {
    var voxels = [Int](repeating: 0, count: 256)
    var boxes = [VoxelBox?](repeating: nil, count: 256)
    forEachRun { start, count, label in
      let run = VoxelBox(
        lower: start, upper: Voxel(start.x + count, start.y + 1, start.z + 1))
      let label = Int(label)
      voxels[label] += count
      boxes[label] = boxes[label]?.union(run) ?? run
    }
    return boxes.enumerated().compactMap { label, box in
      box.map { LabelExtent(label: UInt8(label), voxels: voxels[label], box: $0) }
    }
  }

  /// Calls `body` with every run along x of voxels of one label, x fastest; background is passed
  /// over, 64 voxels at a time.
  ///
  /// - Parameter part: the voxels to look at where not all are wanted; runs end at its sides.
  package func forEachRun(
    in part: VoxelBox? = nil, _ body: (_ start: Voxel, _ count: Int, _ label: UInt8) -> Void
  ) {
    let part = part.map(box.intersection) ?? box
    let (shape, count) = (box.shape, part.shape.x)
    // Rows that follow one another without a gap are searched as one: most hold no lesion.
    let rows = count == shape.x ? part.shape.y : 1
    guard !part.isEmpty else { return }
    labels.withUnsafeBufferPointer { labels in
      for z in part.lower.z..<part.upper.z {
        for y in stride(from: part.lower.y, to: part.upper.y, by: rows) {
          let first =
            ((z - box.lower.z) * shape.y + y - box.lower.y) * shape.x + part.lower.x - box.lower.x
          let block = UnsafeBufferPointer(rebasing: labels[first..<(first + rows * count)])
          var place = LabelMatch.anyLesion.next(true, in: block, from: 0)
          while place < block.count {
            let row = place / count
            let own = UnsafeBufferPointer(rebasing: block[(row * count)..<((row + 1) * count)])
            var start = place - row * count
            while start < count {
              let label = own[start]
              let end = LabelMatch.only(label).next(false, in: own, from: start)
              body(Voxel(part.lower.x + start, y + row, z), end - start, label)
              start = LabelMatch.anyLesion.next(true, in: own, from: end)
            }
            place = LabelMatch.anyLesion.next(true, in: block, from: (row + 1) * count)
          }
        }
      }
    }
  }
}
