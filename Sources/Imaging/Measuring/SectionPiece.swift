/// One connected piece of a section in one slice: its runs of voxels, row by row.
struct SectionPiece {
  struct Run {
    let row: Int
    /// Half open.
    let start: Int
    let end: Int
  }

  /// At least one; rows ascending, and starts within each.
  let runs: [Run]
  /// What the runs' indices count in.
  private let frame: VoxelRuns
  private let slice: Int

  /// - Parameter runs: in the indices of `frame`.
  init(runs: [Run], slice: Int, frame: VoxelRuns) {
    self.runs = runs
    self.slice = slice
    self.frame = frame
  }

  /// The pieces of every slice, whose voxels touch at faces or corners, in the order of their first
  /// voxels.
  static func pieces(of frame: VoxelRuns) -> [SectionPiece] {
    let (numbers, count) = frame.pieces(.corners, withinSlices: true)
    var runs = [[Run]](repeating: [], count: count)
    var slices = [Int](repeating: 0, count: count)
    for slice in 0..<frame.slices {
      for row in 0..<frame.rows {
        for place in frame.range(row: row, slice: slice) {
          let run = frame.runs[place]
          runs[Int(numbers[place])].append(
            Run(row: row, start: Int(run.start), end: Int(run.end)))
          slices[Int(numbers[place])] = slice
        }
      }
    }
    return zip(runs, slices).map { SectionPiece(runs: $0, slice: $1, frame: frame) }
  }

  var count: Int { runs.reduce(0) { $0 + $1.end - $1.start } }

  func voxel(_ index: Int, row: Int) -> Voxel { frame.voxel(index, row: row, slice: slice) }

  func contains(_ voxel: Voxel) -> Bool {
    let index = voxel[frame.fastAxis] - frame.box.lower[frame.fastAxis]
    let row = voxel[frame.rowAxis] - frame.box.lower[frame.rowAxis]
    guard voxel[frame.sliceAxis] == frame.box.lower[frame.sliceAxis] + slice else { return false }
    return runs.contains { $0.row == row && $0.start <= index && index < $0.end }
  }

  /// The in-plane steps, in mm: along a row and from row to row.
  func steps(_ affine: Affine) -> (SIMD3<Double>, SIMD3<Double>) {
    (affine.column(frame.fastAxis), affine.column(frame.rowAxis))
  }

  /// Indices along the row and rows that the piece spans.
  var span: (indices: Int, rows: Int) {
    let start = runs.reduce(Int.max) { min($0, $1.start) }
    let end = runs.reduce(Int.min) { max($0, $1.end) }
    return (end - start, (runs.last?.row ?? 0) - (runs.first?.row ?? 0) + 1)
  }

  /// No two voxels of the piece lie farther apart than this, in mm: the longer diagonal of the box
  /// around it.
  func longestPossible(affine: Affine) -> Double {
    let (along, down) = steps(affine)
    let (u, v) = (along * Double(span.indices - 1), down * Double(span.rows - 1))
    return max((u + v).length, (u - v).length)
  }
}
