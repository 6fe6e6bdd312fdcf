import Imaging
import Inference

/// The network's input for one lesion and the geometry that leads back from it.
public struct Crop: Sendable {
  public let geometry: CropGeometry
  /// (windows, z, y, x) in 0…1, padded with zeros at the end.
  public let input: Tensor
  /// The two ends of the diameter in the input's indices (z, y, x).
  public let endpoints: (SIMD3<Float>, SIMD3<Float>)

  /// Reads, samples, clips and normalises the voxels around a diameter.
  ///
  /// Windows come last: a voxel of the input is the window of a mean (or a maximum) of HU.
  ///
  /// - Parameter windows: one channel for each.
  public init(
    of volume: Volume, diameter: Diameter, geometry: CropGeometry, windows: [HUWindow]
  ) {
    self.geometry = geometry
    endpoints = (geometry.position(of: diameter.a), geometry.position(of: diameter.b))
    let padded = geometry.paddedShape
    let shape = geometry.inputShape
    let channel = padded.reduce(1, *)
    // What is not finite is no tissue, and must not spread: in means it counts as the darkest HU.
    let darkest = windows.map(\.lower).min() ?? 0
    input = Tensor(shape: [windows.count] + padded) { values in
      values.update(repeating: 0)
      let first = UnsafeMutableBufferPointer(rebasing: values[..<channel])
      switch geometry.reduction {
      case .maximum: geometry.readMaxima(of: volume, into: first)
      case .mean: geometry.readMeans(of: volume, lowest: darkest, into: first)
      }
      for z in 0..<shape[0] {
        for y in 0..<shape[1] {
          let start = (z * padded[1] + y) * padded[2]
          // Later channels first: the first one holds the HU that all are made from.
          for (index, window) in windows.enumerated().reversed() {
            for x in start..<start + shape[2] {
              values[index * channel + x] = window.normalised(values[x])
            }
          }
        }
      }
    }
  }

  private init(geometry: CropGeometry, input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>)) {
    self.geometry = geometry
    self.input = input
    self.endpoints = endpoints
  }

  /// The mirror image along some of the axes 0, 1, 2: z, y, x. Padding stays at the end.
  func mirrored(along axes: [Int]) -> Crop {
    if axes.isEmpty { return self }
    let shape = geometry.inputShape
    func mirrored(_ point: SIMD3<Float>) -> SIMD3<Float> {
      var point = point
      for axis in axes { point[axis] = Float(shape[axis] - 1) - point[axis] }
      return point
    }
    return Crop(
      geometry: geometry, input: geometry.mirror(input, along: axes),
      endpoints: (mirrored(endpoints.0), mirrored(endpoints.1)))
  }
}

extension CropGeometry {
  /// Reverses the unpadded part of (channels, z, y, x) along some axes.
  func mirror(_ tensor: Tensor, along axes: [Int]) -> Tensor {
    let (shape, padded) = (inputShape, paddedShape)
    func source(_ index: Int, _ axis: Int) -> Int {
      axes.contains(axis) ? shape[axis] - 1 - index : index
    }
    let step = axes.contains(2) ? -1 : 1
    return tensor.withUnsafeElements { values in
      Tensor(shape: tensor.shape) { output in
        output.update(repeating: 0)
        for channel in 0..<tensor.shape[0] {
          for z in 0..<shape[0] {
            for y in 0..<shape[1] {
              let to = ((channel * padded[0] + z) * padded[1] + y) * padded[2]
              let row = (channel * padded[0] + source(z, 0)) * padded[1] + source(y, 1)
              let from = row * padded[2] + source(0, 2)
              for x in 0..<shape[2] { output[to + x] = values[from + step * x] }
            }
          }
        }
      }
    }
  }
}
