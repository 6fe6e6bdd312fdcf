import Foundation

/// Multi-head attention of the normalised transformer, with rotations for positions.
///
/// For each head, q = s * unit(R W_q t) and k = s * unit(R W_k u); the weights are
/// softmax(sqrt(h) q k^T); the tokens take a normalised step towards W_out (weights W_v u).
struct Attention: Sendable {
  let query: Linear
  let key: Linear
  let value: Linear
  let output: Linear
  /// s, (heads, h)
  let scale: Tensor
  let step: NormalisedStep

  private var heads: Int { scale.shape[0] }
  private var headWidth: Int { scale.shape[1] }
  private var width: Int { scale.count }

  /// Tokens (n, width) that listen to `source` (m, width).
  func callAsFunction(
    _ tokens: Tensor, rotations: Rotations, source: Tensor, sourceRotations: Rotations,
    on workers: Workers
  ) throws -> Tensor {
    let queries = try rotated(query(tokens, on: workers), by: rotations, on: workers)
    let keys = try rotated(key(source, on: workers), by: sourceRotations, on: workers)
    let values = try value(source, on: workers)
    let mixed = try mix(queries: queries, keys: keys, values: values, on: workers)
    return step(tokens, towards: try output(mixed, on: workers))
  }

  /// s * unit(R v), for each head of each token.
  private func rotated(
    _ vectors: Tensor, by rotations: Rotations, on workers: Workers
  ) throws -> Tensor {
    precondition(rotations.count == vectors.shape[0], "one rotation for each token")
    return try Tensor(shape: vectors.shape) { result in
      guard let result = result.baseAddress else { return }
      try vectors.withUnsafeElements { vectors in
        guard let vectors = vectors.baseAddress else { return }
        try workers.forEachRange(of: rotations.count, size: 256) { tokens, _ in
          for token in tokens {
            for head in 0..<heads {
              let place = token * width + head * headWidth
              let rotated = result + place
              rotations.rotate(vectors + place, token: token, into: rotated)
              var squares: Float = 0
              for index in 0..<headWidth { squares += rotated[index] * rotated[index] }
              let inverse = 1 / max(squares.squareRoot(), 1e-6)
              for index in 0..<headWidth {
                rotated[index] *= inverse * scale[head * headWidth + index]
              }
            }
          }
        }
      }
    }
  }

  /// softmax(sqrt(h) q k^T) v, for each head of each query.
  private func mix(
    queries: Tensor, keys: Tensor, values: Tensor, on workers: Workers
  ) throws -> Tensor {
    let sources = keys.shape[0]
    let temperature = Float(headWidth).squareRoot()
    return try Tensor(shape: queries.shape) { result in
      guard let result = result.baseAddress else { return }
      try queries.withUnsafeElements { queries in
        try keys.withUnsafeElements { keys in
          try values.withUnsafeElements { values in
            try workers.forEachRange(of: queries.count / width, size: 256, scratch: sources) {
              tokens, weights in
              for token in tokens {
                for head in 0..<heads {
                  let first = head * headWidth
                  let place = token * width + first
                  var largest = -Float.infinity
                  for source in 0..<sources {
                    var product: Float = 0
                    for index in 0..<headWidth {
                      product += queries[place + index] * keys[source * width + first + index]
                    }
                    weights[source] = product * temperature
                    largest = max(largest, weights[source])
                  }
                  var total: Float = 0
                  for source in 0..<sources {
                    weights[source] = exp(weights[source] - largest)
                    total += weights[source]
                  }
                  let mixed = result + place
                  mixed.update(repeating: 0, count: headWidth)
                  for source in 0..<sources {
                    let weight = weights[source] / total
                    for index in 0..<headWidth {
                      mixed[index] += weight * values[source * width + first + index]
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
