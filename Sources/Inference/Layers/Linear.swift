/// A linear map without bias.
struct Linear: Sendable {
  /// (outputs, inputs)
  let weight: Tensor

  var outputs: Int { weight.shape[0] }

  /// Rows shared out at a time; fixed, so that the sums do not depend on the threads.
  private static let rows = 256

  /// (tokens, inputs) to (tokens, outputs).
  func callAsFunction(_ tokens: Rows, into result: Rows, on workers: Workers) throws {
    try workers.forEachRange(of: tokens.count, size: Self.rows) { rows, _ in
      OpenBLAS.multiply(
        tokens[rows.lowerBound], byTransposed: weight.start, into: result[rows.lowerBound],
        rows: rows.count, columns: outputs, inner: weight.shape[1])
    }
  }
}
