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

  /// The rotations of tokens at these places (z, y, x).
  ///
  /// The exponential is taken in double precision: with entries up to 2 pi the matrices have
  /// norms around 100, and the squarings that such an exponential needs would multiply the
  /// rounding of single precision by as much.
  package func callAsFunction(_ places: [SIMD3<Float>], on workers: Workers) throws -> Rotations {
    let size = width * width
    let matrices = try Tensor(shape: [places.count, width, width]) { result in
      guard let result = result.baseAddress else { return }
      try workers.forEachRange(of: places.count, size: 64) { tokens, _ in
        var exponential = MatrixExponential(size: width)
        for token in tokens {
          let place = SIMD3<Double>(places[token])
          exponential.callAsFunction(
            { place.x * skew[0][$0] + place.y * skew[1][$0] + place.z * skew[2][$0] },
            into: result + token * size)
        }
      }
    }
    return Rotations(matrices: matrices)
  }

  /// Where an index (z, y, x) of a grid is: (index + 0.5) / largest extent, one divisor for the
  /// three axes so that a step means the same along each.
  package static func place(of index: SIMD3<Float>, in extents: Extents) -> SIMD3<Float> {
    (index + 0.5) / Float(extents.largest)
  }

  /// Where the tokens of a grid are, x fastest.
  package static func places(of extents: Extents) -> [SIMD3<Float>] {
    (0..<extents.count).map { index in
      let (z, inPlane) = index.quotientAndRemainder(dividingBy: extents.plane)
      let (y, x) = inPlane.quotientAndRemainder(dividingBy: extents.width)
      return place(of: SIMD3(Float(z), Float(y), Float(x)), in: extents)
    }
  }
}

/// One rotation for each token, (tokens, h, h).
package struct Rotations: Sendable {
  package let matrices: Tensor

  var width: Int { matrices.shape[1] }
  var count: Int { matrices.shape[0] }

  /// Writes R(token) v to `result`; both have `width` floats and do not overlap.
  @inline(__always)
  func rotate(
    _ vector: UnsafePointer<Float>, token: Int, into result: UnsafeMutablePointer<Float>
  ) {
    matrices.withUnsafeElements { matrices in
      var element = token * width * width
      for row in 0..<width {
        var sum: Float = 0
        for column in 0..<width {
          sum += matrices[element] * vector[column]
          element += 1
        }
        result[row] = sum
      }
    }
  }
}
