import Imaging
import Inference

/// The network's input for one lesion and the geometry that leads back from it.
public struct Crop: Sendable {
  public let geometry: CropGeometry
  /// (windows, z, y, x) in 0…1, padded with zeros at the end.
  public let input: Tensor
  /// The two ends of the diameter in the input's indices (z, y, x).
  public let endpoints: (SIMD3<Float>, SIMD3<Float>)

  /// Reads, pools, clips and normalises the voxels around a diameter.
  ///
  /// Pooling takes the maximum and windows are monotonic, so HU are pooled first, row by row
  /// into the tensor's first channel: the unpooled crop never exists as floats.
  public init(of volume: Volume, diameter: Diameter, geometry: CropGeometry, windows: [HUWindow]) {
    self.geometry = geometry
    let padded = geometry.paddedShape
    let pooled = geometry.pooledShape
    let (height, width) = (padded[1], padded[2])
    let channel = padded.reduce(1, *)
    var line = [Float](repeating: 0, count: geometry.boxShape[2])
    input = Tensor(shape: [windows.count] + padded) { values in
      values.update(repeating: 0)
      let rows = (0..<pooled[0]).flatMap { z in (0..<pooled[1]).map { (z, $0) } }
      for (z, y) in rows {
        let start = (z * height + y) * width
        geometry.readPooledRow(
          of: volume, z: z, y: y, line: &line,
          into: UnsafeMutableBufferPointer(rebasing: values[start..<start + pooled[2]]))
      }
      // Later channels first: the first one holds the HU that all are made from.
      for (index, window) in windows.enumerated().reversed() {
        for (z, y) in rows {
          let start = (z * height + y) * width
          for x in start..<start + pooled[2] {
            values[index * channel + x] = window.normalised(values[x])
          }
        }
      }
    }
    endpoints = (geometry.position(of: diameter.a), geometry.position(of: diameter.b))
  }
}

extension CropGeometry {
  /// Fills one pooled row (along the network's x) with the largest HU of each pooled cell;
  /// NaN voxels are passed over, and a cell of nothing else stays at minus infinity.
  func readPooledRow(
    of volume: Volume, z: Int, y: Int, line: inout [Float],
    into row: UnsafeMutableBufferPointer<Float>
  ) {
    row.update(repeating: -.infinity)
    let (zs, ys) = (poolShift[0], poolShift[1])
    let xs = poolShift[2]
    for sourceZ in z << zs..<min((z + 1) << zs, boxShape[0]) {
      for sourceY in y << ys..<min((y + 1) << ys, boxShape[1]) {
        line.withUnsafeMutableBufferPointer { line in
          volume.readRun(
            from: voxel(z: sourceZ, y: sourceY, x: 0), axis: fileAxes[2],
            step: flipped[2] ? -1 : 1, into: line)
          for x in line.indices where line[x] > row[x >> xs] { row[x >> xs] = line[x] }
        }
      }
    }
  }
}
