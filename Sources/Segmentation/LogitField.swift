import Imaging
import Inference

/// The network's answer for one lesion, readable at any voxel of its crop.
///
/// Logits stay at the network's resolution; where the crop was pooled they are interpolated
/// trilinearly when read (half-pixel centres, edges repeated), so no volume of interpolated
/// logits is ever allocated.
public struct LogitField: Sendable {
  public let geometry: CropGeometry
  /// (1, z, y, x) of `geometry.paddedShape`.
  private let logits: Tensor

  init(_ logits: Tensor, geometry: CropGeometry) {
    self.logits = logits
    self.geometry = geometry
  }

  /// The voxels that have a logit.
  public var box: VoxelBox { geometry.box }

  /// The logit of a voxel inside the box; above 0 is tumour.
  public func logit(at voxel: Voxel) -> Float {
    let position = geometry.position(of: voxel)
    let (z, y, x) = (tap(position[0], 0), tap(position[1], 1), tap(position[2], 2))
    return logits.withUnsafeElements { values in
      Self.mix(z.fraction, of: z.lower, z.upper) { z in
        Self.mix(y.fraction, of: y.lower, y.upper) { y in
          let row = rowStart(z, y)
          return Self.mix(x.fraction, of: x.lower, x.upper) { values[row + $0] }
        }
      }
    }
  }

  /// Calls `body` with every voxel of the box and its logit, along the network's rows.
  func visit(_ body: (Voxel, Float) -> Void) {
    let shape = geometry.boxShape
    let taps = (0..<shape[2]).map { tap(geometry.pooledIndex($0, axis: 2), 2) }
    let axis = geometry.fileAxes[2]
    let step = geometry.flipped[2] ? -1 : 1
    var line = [Float](repeating: 0, count: geometry.pooledShape[2])
    logits.withUnsafeElements { values in
      for z in 0..<shape[0] {
        let zTap = tap(geometry.pooledIndex(z, axis: 0), 0)
        for y in 0..<shape[1] {
          let yTap = tap(geometry.pooledIndex(y, axis: 1), 1)
          let rows = (
            rowStart(zTap.lower, yTap.lower), rowStart(zTap.lower, yTap.upper),
            rowStart(zTap.upper, yTap.lower), rowStart(zTap.upper, yTap.upper)
          )
          for x in line.indices {
            let near = Self.lerp(values[rows.0 + x], values[rows.1 + x], yTap.fraction)
            let far = Self.lerp(values[rows.2 + x], values[rows.3 + x], yTap.fraction)
            line[x] = Self.lerp(near, far, zTap.fraction)
          }
          var voxel = geometry.voxel(z: z, y: y, x: 0)
          for tap in taps {
            body(voxel, Self.lerp(line[tap.lower], line[tap.upper], tap.fraction))
            voxel[axis] += step
          }
        }
      }
    }
  }

  private struct Tap {
    var lower: Int
    var upper: Int
    var fraction: Float
  }

  /// The two samples around a continuous index. Padding is not part of the picture, so the
  /// index is clamped to what was read.
  private func tap(_ position: Float, _ axis: Int) -> Tap {
    let last = geometry.pooledShape[axis] - 1
    let clamped = min(max(position, 0), Float(last))
    let lower = Int(clamped)
    return Tap(lower: lower, upper: min(lower + 1, last), fraction: clamped - Float(lower))
  }

  private func rowStart(_ z: Int, _ y: Int) -> Int {
    (z * geometry.paddedShape[1] + y) * geometry.paddedShape[2]
  }

  @inline(__always)
  private static func lerp(_ a: Float, _ b: Float, _ fraction: Float) -> Float {
    // Exactly `a` at 0, which an unpooled crop always takes.
    a + (b - a) * fraction
  }

  private static func mix(
    _ fraction: Float, of lower: Int, _ upper: Int, _ sample: (Int) -> Float
  ) -> Float {
    lerp(sample(lower), sample(upper), fraction)
  }
}
