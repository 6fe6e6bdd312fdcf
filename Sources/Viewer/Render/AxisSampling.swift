/// Which voxels along one axis of a slice make each pixel, and with what weight.
///
/// Where a pixel is larger than a voxel it is the average over the length that it covers, where
/// it is smaller the nearest voxel, or linear between the two nearest.
struct AxisSampling: Sendable {
  /// The voxels that pixel `p` averages are `first[p] ..< first[p] + weights of p`.
  private(set) var first: [Int] = []
  private(set) var weightStart: [Int] = [0]
  private(set) var weights: [Float] = []
  /// The voxels whose centre lies under pixel `p`, or the one that it shows: a mask drawn by
  /// them loses no voxel when the picture shrinks.
  private(set) var covered: [Range<Int>] = []

  /// - Parameters:
  ///   - origin: where the first pixel begins, in voxels from the slice's edge.
  ///   - step: a pixel's width in voxels.
  ///   - interpolates: whether pixels smaller than a voxel lie between two.
  init(pixels: Int, origin: Double, step: Double, voxels: Int, interpolates: Bool = false) {
    first.reserveCapacity(pixels)
    weightStart.reserveCapacity(pixels + 1)
    covered.reserveCapacity(pixels)
    let limits = 0.0...Double(voxels)
    for pixel in 0..<pixels {
      let start = origin + Double(pixel) * step
      if step <= 1 + 1e-6 {
        let middle = start + step / 2
        guard limits.contains(middle), Int(middle) < voxels else {
          appendNothing()
          continue
        }
        covered.append(Int(middle)..<Int(middle) + 1)
        if interpolates {
          appendBlend(at: middle - 0.5, voxels: voxels)
        } else {
          first.append(Int(middle))
          weights.append(1)
        }
      } else {
        let from = max(start, 0)
        let to = min(start + step, Double(voxels))
        guard to - from > 1e-6 else {
          appendNothing()
          continue
        }
        let lower = Int(from)
        let upper = min(voxels, Int(to.rounded(.up)))
        first.append(lower)
        for voxel in lower..<upper {
          weights.append(Float(min(to, Double(voxel + 1)) - max(from, Double(voxel))))
        }
        func firstVoxel(centredFrom position: Double) -> Int {
          Int(min(max(position - 0.5, 0), Double(voxels)).rounded(.up))
        }
        covered.append(
          firstVoxel(centredFrom: start)..<firstVoxel(centredFrom: start + step))
      }
      weightStart.append(weights.count)
    }
  }

  /// The two voxels around a position counted from the first voxel's centre; outside the centres
  /// of the first and the last voxel that one alone.
  private mutating func appendBlend(at position: Double, voxels: Int) {
    let position = min(max(position, 0), Double(voxels - 1))
    let lower = Int(position)
    let share = Float(position - Double(lower))
    first.append(lower)
    weights.append(1 - share)
    if share > 0 { weights.append(share) }
  }

  /// The sampling of those pixels alone that take no voxel outside of `range`.
  func within(_ range: Range<Int>) -> AxisSampling {
    var result = AxisSampling(pixels: 0, origin: 0, step: 1, voxels: 0)
    for pixel in first.indices {
      let taps = weightStart[pixel]..<weightStart[pixel + 1]
      let isInside =
        range.lowerBound <= first[pixel] && first[pixel] + taps.count <= range.upperBound
      guard !taps.isEmpty, isInside else {
        result.appendNothing()
        continue
      }
      result.first.append(first[pixel])
      result.weights += weights[taps]
      result.covered.append(covered[pixel])
      result.weightStart.append(result.weights.count)
    }
    return result
  }

  /// The pixels that show some voxel.
  var pixels: Range<Int> {
    let shown = first.indices.filter { weightStart[$0 + 1] > weightStart[$0] }
    guard let lower = shown.first, let upper = shown.last else { return 0..<0 }
    return lower..<upper + 1
  }

  private mutating func appendNothing() {
    first.append(0)
    covered.append(0..<0)
    weightStart.append(weights.count)
  }

  /// Every voxel that some pixel needs.
  var span: Range<Int> {
    var lower = Int.max
    var upper = 0
    for pixel in first.indices where weightStart[pixel + 1] > weightStart[pixel] {
      lower = min(lower, first[pixel])
      upper = max(upper, first[pixel] + weightStart[pixel + 1] - weightStart[pixel])
    }
    return lower < upper ? lower..<upper : 0..<0
  }
}

extension SliceGeometry {
  /// Samplings of the picture's columns and rows, with `margin` more pixels at each end.
  func sampling(
    margin: Int = 0, interpolates: Bool = false
  ) -> (columns: AxisSampling, rows: AxisSampling) {
    let start = origin - voxelsPerPixel * Double(margin)
    return (
      AxisSampling(
        pixels: pixelColumns + 2 * margin, origin: start.x, step: voxelsPerPixel.x,
        voxels: plane.columns, interpolates: interpolates),
      AxisSampling(
        pixels: pixelRows + 2 * margin, origin: start.y, step: voxelsPerPixel.y,
        voxels: plane.rows, interpolates: interpolates)
    )
  }
}
