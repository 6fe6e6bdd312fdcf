import Foundation

/// The normalised transformer's MLP: [u, v] = s sqrt(E) W_up t, then a normalised step towards
/// W_down (u SiLU(v)).
struct GatedMLP: Sendable {
  /// (8 E, E)
  let up: Linear
  /// (E, 4 E)
  let down: Linear
  /// s, (8 E)
  let scale: Tensor
  let step: NormalisedStep

  /// Floats of the arena that this many tokens take.
  static func floats(tokens: Int, width: Int) -> Int {
    Arena.floats(rows: tokens, width: 8 * width) + Arena.floats(rows: tokens, width: 4 * width)
      + Arena.floats(rows: tokens, width: width)
  }

  /// Moves the tokens, (tokens, E).
  func callAsFunction(_ tokens: Rows, arena: inout Arena, on workers: Workers) throws {
    try arena.scope { arena in
      let hidden = scale.count / 2
      let factor = Float(tokens.width).squareRoot()
      let raised = arena.rows(tokens.count, width: 2 * hidden)
      try up(tokens, into: raised, on: workers)
      let gated = arena.rows(tokens.count, width: hidden)
      for token in 0..<tokens.count {
        for element in 0..<hidden {
          let u = scale[element] * factor * raised[token][element]
          let v = scale[hidden + element] * factor * raised[token][hidden + element]
          gated[token][element] = u * v / (1 + exp(-v))
        }
      }
      let output = arena.rows(tokens.count, width: tokens.width)
      try down(gated, into: output, on: workers)
      try step(tokens, towards: output, on: workers)
    }
  }
}
