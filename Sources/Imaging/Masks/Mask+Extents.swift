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
  /// over, 32 voxels at a time.
  package func forEachRun(_ body: (_ start: Voxel, _ count: Int, _ label: UInt8) -> Void) {
    let shape = box.shape
    let plane = shape.x * shape.y
    labels.withUnsafeBufferPointer { labels in
      for z in 0..<shape.z {
        let slice = UnsafeBufferPointer(rebasing: labels[(z * plane)..<((z + 1) * plane)])
        // Most slices and rows of a CT hold no lesion.
        var place = LabelMatch.anyLesion.next(true, in: slice, from: 0)
        while place < plane {
          let y = place / shape.x
          let row = UnsafeBufferPointer(rebasing: slice[(y * shape.x)..<((y + 1) * shape.x)])
          var start = place - y * shape.x
          while start < shape.x {
            let label = row[start]
            let end = LabelMatch.only(label).next(false, in: row, from: start)
            body(
              Voxel(box.lower.x + start, box.lower.y + y, box.lower.z + z), end - start, label)
            start = LabelMatch.anyLesion.next(true, in: row, from: end)
          }
          place = LabelMatch.anyLesion.next(true, in: slice, from: (y + 1) * shape.x)
        }
      }
    }
  }
}
