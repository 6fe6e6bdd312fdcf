import Imaging

/// Draws a slice of a volume into pixels.
///
/// Lines of the slice are read once each, averaged across first and down after, so that the work
/// is one pass over the voxels in view.
struct SliceSampler {
  private let source: SliceRows
  private let geometry: SliceGeometry
  private let columns: AxisSampling
  private let rows: AxisSampling
  private let span: Range<Int>
  /// The line of voxels in view.
  private var line: [Float]
  /// The line averaged across: sums over finite voxels, and their weights.
  private var lineSums: [Float]
  private var lineWeights: [Float]
  private var lineRow = -1

  private init(
    _ source: @escaping SliceRows, geometry: SliceGeometry, area: ReadArea?, interpolates: Bool
  ) {
    self.source = source
    self.geometry = geometry
    (columns, rows) =
      area.map { ($0.columns, $0.rows) } ?? geometry.sampling(interpolates: interpolates)
    span = columns.span
    line = [Float](repeating: 0, count: span.count)
    lineSums = [Float](repeating: 0, count: geometry.pixelColumns)
    lineWeights = lineSums
  }

  /// Values in HU of every pixel, row by row; NaN outside the slice and where no voxel is finite.
  ///
  /// - Parameters:
  ///   - area: which pixels can be drawn, for a volume that is not whole; NaN elsewhere.
  ///   - interpolates: between voxels where the picture enlarges, for a volume that is whole.
  static func pixels(
    of volume: Volume, geometry: SliceGeometry, area: ReadArea? = nil,
    interpolates: Bool = false, slab: Slab = Slab()
  ) -> [Float] {
    let slices = slab.slices(around: geometry.slice, of: geometry.plane, grid: volume.grid)
    let rows = volume.rows(of: geometry.plane, slices: slices, projection: slab.projection)
    var sampler = SliceSampler(
      rows, geometry: geometry, area: area, interpolates: interpolates)
    return sampler.pixels()
  }

  private mutating func pixels() -> [Float] {
    let width = geometry.pixelColumns
    var values = [Float](repeating: .nan, count: width * geometry.pixelRows)
    guard !span.isEmpty else { return values }
    var sums = [Float](repeating: 0, count: width)
    var weights = sums
    for row in 0..<geometry.pixelRows {
      let taps = rows.weightStart[row]..<rows.weightStart[row + 1]
      guard !taps.isEmpty else { continue }
      for column in 0..<width {
        sums[column] = 0
        weights[column] = 0
      }
      for (offset, tap) in taps.enumerated() {
        average(row: rows.first[row] + offset)
        let weight = rows.weights[tap]
        for column in 0..<width {
          sums[column] += weight * lineSums[column]
          weights[column] += weight * lineWeights[column]
        }
      }
      for column in 0..<width where weights[column] > 0 {
        values[row * width + column] = sums[column] / weights[column]
      }
    }
    return values
  }

  /// Reads a line of the slice and averages it across, unless it is the one at hand.
  private mutating func average(row: Int) {
    guard row != lineRow else { return }
    lineRow = row
    let lower = span.lowerBound
    line.withUnsafeMutableBufferPointer { source(row, lower, $0) }
    let columns = columns
    line.withUnsafeBufferPointer { line in
      columns.weights.withUnsafeBufferPointer { weights in
        for pixel in 0..<geometry.pixelColumns {
          var voxel = columns.first[pixel] - lower
          var sum: Float = 0
          var total: Float = 0
          for tap in columns.weightStart[pixel]..<columns.weightStart[pixel + 1] {
            let value = line[voxel]
            if value.isFinite {
              sum += weights[tap] * value
              total += weights[tap]
            }
            voxel += 1
          }
          lineSums[pixel] = sum
          lineWeights[pixel] = total
        }
      }
    }
  }
}
