/// Tokens are rows: a tensor (tokens, width).
extension Tensor {
  /// The rows scaled to unit length: v / max(|v|, 1e-6).
  func unitRows(width: Int) -> Tensor {
    Tensor(shape: shape) { result in
      withUnsafeElements { source in
        for row in stride(from: 0, to: count, by: width) {
          var squares: Float = 0
          for index in row..<row + width { squares += source[index] * source[index] }
          let scale = 1 / max(squares.squareRoot(), 1e-6)
          for index in row..<row + width { result[index] = source[index] * scale }
        }
      }
    }
  }

  /// Rows become columns: (rows, columns) to (columns, rows).
  func transposed(rows: Int, columns: Int, scale: Float = 1) -> Tensor {
    precondition(rows * columns == count, "\(rows) x \(columns) of \(count)")
    return Tensor(shape: [columns, rows]) { result in
      withUnsafeElements { source in
        for column in 0..<columns {
          for row in 0..<rows {
            result[column * rows + row] = source[row * columns + column] * scale
          }
        }
      }
    }
  }
}

/// A linear map without bias.
struct Linear: Sendable {
  /// (outputs, inputs)
  let weight: Tensor
  let kernels: any Kernels

  /// Rows shared out at a time; fixed, so that the sums do not depend on the threads.
  private static let rows = 512

  /// (tokens, inputs) to (tokens, outputs).
  func callAsFunction(_ tokens: Tensor, on workers: Workers) throws -> Tensor {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    return try Tensor(shape: [tokens.shape[0], outputs]) { result in
      try tokens.withUnsafeElements { source in
        try weight.withUnsafeElements { weight in
          guard let result = result.baseAddress, let source = source.baseAddress,
            let weight = weight.baseAddress
          else { return }
          try workers.forEachRange(of: tokens.shape[0], size: Self.rows) { rows, _ in
            kernels.multiply(
              source + rows.lowerBound * inputs, byTransposed: weight,
              into: result + rows.lowerBound * outputs, rows: rows.count, columns: outputs,
              inner: inputs)
          }
        }
      }
    }
  }
}

/// The normalised transformer's step from tokens t towards a layer's output o:
/// unit(t + |0.1 a| (unit(o) - t)), with a learned for each element (arXiv 2410.01131).
struct NormalisedStep: Sendable {
  /// a, (width)
  let step: Tensor

  func callAsFunction(_ tokens: Tensor, towards output: Tensor) -> Tensor {
    let width = step.count
    let target = output.unitRows(width: width)
    let moved = Tensor(shape: tokens.shape) { result in
      step.withUnsafeElements { step in
        tokens.withUnsafeElements { tokens in
          target.withUnsafeElements { target in
            for index in result.indices {
              let rate = abs(0.1 * step[index % width])
              result[index] = tokens[index] + rate * (target[index] - tokens[index])
            }
          }
        }
      }
    }
    return moved.unitRows(width: width)
  }
}
