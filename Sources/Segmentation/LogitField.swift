import Imaging
import Inference

/// The network's answer for one lesion, readable at any voxel of its crop.
///
/// Logits stay at the network's resolution and are sampled when read (see ``AxisSampling``), so no
/// volume of sampled logits is ever allocated.
public struct LogitField: Sendable {
  public let geometry: CropGeometry
  /// (1, z, y, x) of `geometry.paddedShape`. Padding is not part of the picture and is not read.
  private let logits: Tensor
  /// Along z, y, x.
  private let sampling: [AxisSampling]

  /// - Parameter logits: (1, z, y, x) of `geometry.paddedShape`.
  package init(_ logits: Tensor, geometry: CropGeometry) {
    self.logits = logits
    self.geometry = geometry
    sampling = (0..<3).map(geometry.logitSampling(axis:))
  }

  /// The voxels that have a logit.
  public var box: VoxelBox { geometry.box }

  /// The logit of a voxel inside the box; above 0 is tumour.
  public func logit(at voxel: Voxel) -> Float {
    let index = (0..<3).map {
      geometry.axes.index(of: voxel, axis: $0) - geometry.ranges[$0].lowerBound
    }
    let (height, width) = (geometry.paddedShape[1], geometry.paddedShape[2])
    return logits.withUnsafeElements { values in
      var sum: Float = 0
      sampling[2].forEachTap(of: index[2]) { x, xWeight in
        var column: Float = 0
        sampling[1].forEachTap(of: index[1]) { y, yWeight in
          var depth: Float = 0
          sampling[0].forEachTap(of: index[0]) { z, zWeight in
            depth += zWeight * values[(z * height + y) * width + x]
          }
          column += yWeight * depth
        }
        sum += xWeight * column
      }
      return sum
    }
  }

  /// Calls `body` with every voxel of the box and its logit, along the network's rows.
  ///
  /// - Parameters:
  ///   - threshold: passes over logits up to this, and quickly over slices and rows of nothing else:
  ///     weights are shares of 1, so no sample exceeds what it is made from.
  ///   - isCancelled: polled from slice to slice; what is left is then passed over.
  func visit(
    above threshold: Float = -.infinity, isCancelled: () -> Bool = { false },
    _ body: (Voxel, Float) -> Void
  ) {
    let visitsAll = threshold == -.infinity
    // Sums of shares round: what is a hair below may be sampled above.
    let bar = threshold - 1e-5 * max(1, abs(threshold))
    let ranges = geometry.ranges
    let axis = geometry.axes.fileAxes[2]
    let step = geometry.axes.flipped[2] ? -1 : 1
    let (height, width) = (geometry.paddedShape[1], geometry.paddedShape[2])
    var plane = [Float](repeating: 0, count: height * width)
    var line = [Float](repeating: 0, count: width)
    var row = [Float](repeating: 0, count: ranges[2].count)
    logits.withUnsafeElements { values in
      for z in 0..<ranges[0].count where !isCancelled() {
        plane.withUnsafeMutableBufferPointer {
          sampling[0].combine(
            z, of: values.baseAddress!, stride: height * width, width: height * width,
            into: $0.baseAddress!)
        }
        if !visitsAll, !plane.contains(where: { $0 > bar }) { continue }
        for y in 0..<ranges[1].count {
          line.withUnsafeMutableBufferPointer { line in
            plane.withUnsafeBufferPointer {
              sampling[1].combine(
                y, of: $0.baseAddress!, stride: width, width: width, into: line.baseAddress!)
            }
          }
          if !visitsAll, !line.contains(where: { $0 > bar }) { continue }
          line.withUnsafeBufferPointer { line in
            row.withUnsafeMutableBufferPointer {
              sampling[2].apply(line.baseAddress!, into: $0.baseAddress!)
            }
          }
          var voxel = geometry.axes.voxel(
            z: ranges[0].lowerBound + z, y: ranges[1].lowerBound + y, x: ranges[2].lowerBound)
          for logit in row {
            if visitsAll || logit > threshold { body(voxel, logit) }
            voxel[axis] += step
          }
        }
      }
    }
  }
}
