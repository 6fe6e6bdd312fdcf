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

  /// (tokens, E) to (tokens, E).
  func callAsFunction(_ tokens: Tensor, on workers: Workers) throws -> Tensor {
    let width = tokens.shape[1]
    let hidden = scale.count / 2
    let factor = Float(width).squareRoot()
    let raised = try up(tokens, on: workers)
    let gated = Tensor(shape: [tokens.shape[0], hidden]) { result in
      for index in result.indices {
        let (token, element) = (index / hidden, index % hidden)
        let u = scale[element] * factor * raised[token * 2 * hidden + element]
        let v = scale[hidden + element] * factor * raised[(token * 2 + 1) * hidden + element]
        result[index] = u * v / (1 + exp(-v))
      }
    }
    return step(tokens, towards: try down(gated, on: workers))
  }
}
