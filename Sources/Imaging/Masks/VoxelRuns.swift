/// The voxels of a box of a mask that match, as runs along rows of slices: a small fraction of the
/// memory of a list of voxels, and what pieces, holes, hulls and sums are found from.
///
/// Rows run along the lower of the two voxel axes within a slice, `fastAxis`, and follow one another
/// along `rowAxis`, then slice by slice along `sliceAxis`. Indices count from the box's lower corner.
struct VoxelRuns {
  struct Run {
    /// Half open: `start` is inside, `end` is the first index outside.
    let start: Int32
    let end: Int32
  }

  let box: VoxelBox
  let fastAxis: Int
  let rowAxis: Int
  let sliceAxis: Int
  /// Row after row, ascending within each.
  private(set) var runs: [Run] = []
  /// Where the runs of each row begin in `runs`, and where those of the last end: rows x slices + 1.
  private(set) var rowStart: [Int] = [0]

  /// - Parameters:
  ///   - box: which part of the mask; clipped to the mask's own box.
  ///   - sliceAxis: the voxel axis (0, 1, 2) across slices.
  init(_ match: LabelMatch, in mask: Mask, box: VoxelBox, sliceAxis: Int) {
    let box = mask.box.intersection(box)
    self.box = box
    self.sliceAxis = sliceAxis
    fastAxis = sliceAxis == 0 ? 1 : 0
    rowAxis = sliceAxis == 2 ? 1 : 2
    let stored = mask.box.shape
    let strides = [1, stored.x, stored.x * stored.y]
    let lower = Voxel(
      box.lower.x - mask.box.lower.x, box.lower.y - mask.box.lower.y,
      box.lower.z - mask.box.lower.z)
    let corner = lower.x + lower.y * strides[1] + lower.z * strides[2]
    let (count, stride) = (box.shape[fastAxis], strides[fastAxis])
    rowStart.reserveCapacity(rows * slices + 1)
    mask.labels.withUnsafeBufferPointer { labels in
      // Rows across the stored ones are gathered, so that every row is searched the same way.
      var gathered = [UInt8](repeating: 0, count: stride == 1 ? 0 : count)
      for slice in 0..<slices {
        for row in 0..<rows {
          let first = corner + row * strides[rowAxis] + slice * strides[sliceAxis]
          if stride == 1 {
            append(match, of: UnsafeBufferPointer(rebasing: labels[first..<(first + count)]))
          } else {
            for index in 0..<count { gathered[index] = labels[first + index * stride] }
            gathered.withUnsafeBufferPointer { append(match, of: $0) }
          }
        }
      }
    }
  }

  private mutating func append(_ match: LabelMatch, of row: UnsafeBufferPointer<UInt8>) {
    var start = match.next(true, in: row, from: 0)
    while start < row.count {
      let end = match.next(false, in: row, from: start)
      runs.append(
        Run(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end)))
      start = match.next(true, in: row, from: end)
    }
    rowStart.append(runs.count)
  }

  /// Rows in a slice.
  var rows: Int { box.shape[rowAxis] }
  var slices: Int { box.shape[sliceAxis] }

  /// The runs of a row, by their places in `runs`.
  func range(row: Int, slice: Int) -> Range<Int> {
    let index = slice * rows + row
    return rowStart[index]..<rowStart[index + 1]
  }

  /// The runs of a slice, by their places in `runs`.
  func range(slice: Int) -> Range<Int> {
    rowStart[slice * rows]..<rowStart[(slice + 1) * rows]
  }

  /// The voxel at an index of a row.
  func voxel(_ index: Int, row: Int, slice: Int) -> Voxel {
    var voxel = box.lower
    voxel[fastAxis] += index
    voxel[rowAxis] += row
    voxel[sliceAxis] += slice
    return voxel
  }

  /// Calls `body` with the first voxel of every run, its number of voxels and its place in `runs`.
  func forEachRun(_ body: (_ start: Voxel, _ count: Int, _ place: Int) -> Void) {
    for slice in 0..<slices {
      for row in 0..<rows {
        for place in range(row: row, slice: slice) {
          let run = runs[place]
          body(
            voxel(Int(run.start), row: row, slice: slice), Int(run.end - run.start), place)
        }
      }
    }
  }
}
