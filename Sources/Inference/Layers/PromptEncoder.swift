/// Turns the endpoints of a RECIST diameter into tokens.
///
/// Both ends share one learned vector, so the result does not depend on which was placed first;
/// where they are enters only through the rotations in the attention.
struct PromptEncoder: Sendable {
  /// (width)
  let point: Tensor

  /// Writes rows of unit length.
  func callAsFunction(into rows: Rows) {
    for row in 0..<rows.count {
      rows[row].update(from: point.start, count: rows.width)
      Rows.normalise(rows[row], count: rows.width)
    }
  }
}
