import Imaging

/// HU into the unpadded part of (z, y, x) of `paddedShape`.
extension CropGeometry {
  /// The largest HU of each pooled cell. NaN voxels are passed over, and a cell of nothing else
  /// stays at minus infinity. Row by row: the unpooled crop never exists as floats.
  func readMaxima(of volume: Volume, into values: UnsafeMutableBufferPointer<Float>) {
    let cell = step.map { Int($0) }
    var line = [Float](repeating: 0, count: ranges[2].count)
    let shape = ranges.map(\.count)
    for z in 0..<inputShape[0] {
      for y in 0..<inputShape[1] {
        let start = (z * paddedShape[1] + y) * paddedShape[2]
        let row = UnsafeMutableBufferPointer(rebasing: values[start..<start + inputShape[2]])
        row.update(repeating: -.infinity)
        for sourceZ in z * cell[0]..<min((z + 1) * cell[0], shape[0]) {
          for sourceY in y * cell[1]..<min((y + 1) * cell[1], shape[1]) {
            read(
              volume, z: ranges[0].lowerBound + sourceZ, y: ranges[1].lowerBound + sourceY,
              along: ranges[2], into: &line)
            for x in line.indices where line[x] > row[x / cell[2]] { row[x / cell[2]] = line[x] }
          }
        }
      }
    }
  }

  /// The mean HU that ``AxisSampling`` gives, axis after axis: x while reading, then y, then z.
  ///
  /// - Parameter lowest: stands in for values that are not finite.
  func readMeans(
    of volume: Volume, lowest: Float, into values: UnsafeMutableBufferPointer<Float>
  ) {
    let sampling = (0..<3).map(inputSampling(axis:))
    let (depth, height, width) = (readRanges[0].count, readRanges[1].count, inputShape[2])
    let plane = inputShape[1] * width
    var line = [Float](repeating: 0, count: readRanges[2].count)
    // One slice of the volume with its rows sampled, and all slices with rows and columns sampled.
    var slice = [Float](repeating: 0, count: height * width)
    var planes = [Float](repeating: 0, count: depth * plane)
    planes.withUnsafeMutableBufferPointer { planes in
      for z in 0..<depth {
        slice.withUnsafeMutableBufferPointer { slice in
          for y in 0..<height {
            read(
              volume, z: readRanges[0].lowerBound + z, y: readRanges[1].lowerBound + y,
              along: readRanges[2], into: &line)
            for x in line.indices where !line[x].isFinite { line[x] = lowest }
            line.withUnsafeBufferPointer {
              sampling[2].apply($0.baseAddress!, into: slice.baseAddress! + y * width)
            }
          }
          for y in 0..<inputShape[1] {
            sampling[1].combine(
              y, of: slice.baseAddress!, stride: width, width: width,
              into: planes.baseAddress! + z * plane + y * width)
          }
        }
      }
      // A plane of the input is not contiguous when its rows are padded.
      for z in 0..<inputShape[0] {
        for y in 0..<inputShape[1] {
          sampling[0].combine(
            z, of: planes.baseAddress! + y * width, stride: plane, width: width,
            into: values.baseAddress! + (z * paddedShape[1] + y) * paddedShape[2])
        }
      }
    }
  }

  /// The HU of a row along the network's x.
  private func read(
    _ volume: Volume, z: Int, y: Int, along range: Range<Int>, into line: inout [Float]
  ) {
    line.withUnsafeMutableBufferPointer { line in
      volume.readRun(
        from: axes.voxel(z: z, y: y, x: range.lowerBound), axis: axes.fileAxes[2],
        step: axes.flipped[2] ? -1 : 1, into: line)
    }
  }
}
