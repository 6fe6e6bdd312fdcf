/// Turns the endpoints of a RECIST diameter into tokens.
///
/// Both ends share one learned vector, so the result does not depend on which was placed first;
/// where they are enters only through the rotations in the attention.
struct PromptEncoder: Sendable {
  /// (width)
  let point: Tensor

  /// (count, width), each row of unit length.
  func callAsFunction(count: Int) -> Tensor {
    let unit = point.unitRows(width: point.count)
    return Tensor(
      shape: [count, point.count], elements: (0..<count).flatMap { _ in unit.elements })
  }
}
