import Kernels

/// Lie rotational encoding (LieRE): where a token is, as a rotation of its queries and keys.
///
/// A learned A of shape (3, h, h) gives a skew matrix for each axis,
/// S_k = triu(A_k, 1) - triu(A_k, 1)^T, and a token at p = (z, y, x) the rotation
/// R(p) = expm(p_z S_z + p_y S_y + p_x S_x) (arXiv 2406.10322).
package struct LieRotation: Sendable {
  /// h, the width of a head.
  package let width: Int
  /// S_z, S_y and S_x, each (h, h).
  private let skew: [[Double]]

  /// - Parameter generator: A, (3, h, h).
  package init(generator: Tensor) {
    let width = generator.shape[1]
    self.width = width
    skew = (0..<3).map { axis in
      (0..<width * width).map { index in
        let (row, column) = (index / width, index % width)
        let place = { (row: Int, column: Int) in (axis * width + row) * width + column }
        if row == column { return 0 }
        return row < column
          ? Double(generator[place(row, column)]) : -Double(generator[place(column, row)])
      }
    }
  }

  /// Writes the columns of each place's rotation to a row of `result`, (places, h h).
  ///
  /// The columns of a rotation are the rows of its inverse, the exponential of the negated matrix.
  /// It is taken in double precision: with entries up to 2 pi the matrices have norms around 100,
  /// and the squarings that such an exponential needs would multiply the rounding of single
  /// precision by as much.
  ///
  /// - Parameter scratch: private memory of each thread, `MatrixExponential.scratch` floats.
  func columns(
    at place: (_ token: Int) -> SIMD3<Float>, into result: Rows, kernels: any KernelSet,
    on workers: Workers, scratch: (_ thread: Int) -> UnsafeMutablePointer<Float>
  ) throws {
    try workers.forEachRange(of: result.count, size: 64) { tokens, thread in
      let exponential = MatrixExponential(size: width, kernels: kernels, scratch: scratch(thread))
      for token in tokens {
        let place = SIMD3<Double>(place(token))
        exponential(
          { -(place.x * skew[0][$0] + place.y * skew[1][$0] + place.z * skew[2][$0]) },
          into: result[token])
      }
    }
  }

  /// The rotations at these places (z, y, x): (places, h, h).
  package func callAsFunction(
    _ places: [SIMD3<Float>], kernels: any KernelSet, on workers: Workers
  ) throws -> Tensor {
    let scratch = MatrixExponential.scratch(size: width)
    let memory = TensorStorage(count: scratch * workers.threads)
    return try Tensor(shape: [places.count, width, width]) { result in
      guard let start = result.baseAddress, let base = memory.elements.baseAddress else { return }
      try withExtendedLifetime(memory) {
        try columns(
          at: { places[$0] }, into: Rows(start: start, count: places.count, width: width * width),
          kernels: kernels, on: workers, scratch: { base + $0 * scratch })
      }
      for matrix in stride(from: 0, to: result.count, by: width * width) {
        for row in 0..<width {
          for column in 0..<row {
            result.swapAt(matrix + row * width + column, matrix + column * width + row)
          }
        }
      }
    }
  }

  /// Where an index (z, y, x) of a grid is: (index + 0.5) / largest extent, one divisor for the
  /// three axes so that a step means the same along each.
  package static func place(of index: SIMD3<Float>, in extents: Extents) -> SIMD3<Float> {
    (index + 0.5) / Float(extents.largest)
  }

  /// Where a token of a grid is, x fastest.
  package static func place(ofToken index: Int, in extents: Extents) -> SIMD3<Float> {
    let (z, inPlane) = index.quotientAndRemainder(dividingBy: extents.plane)
    let (y, x) = inPlane.quotientAndRemainder(dividingBy: extents.width)
    return place(of: SIMD3(Float(z), Float(y), Float(x)), in: extents)
  }
}
