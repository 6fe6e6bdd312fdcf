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

  /// Floats of the arena that these numbers of tokens take.
  static func floats(tokens: Int, sources: Int, width: Int) -> Int {
    // Queries and the mixture; keys and values; a projection that is being rotated.
    2 * Arena.floats(rows: tokens, width: width) + 2 * Arena.floats(rows: sources, width: width)
      + Arena.floats(rows: max(tokens, sources), width: width)
  }

  /// Floats of private memory for each thread.
  static func scratch(sources: Int) -> Int { sources }

  /// Moves tokens (n, width) that listen to `source` (m, width).
  ///
  /// - Parameter scratch: private memory of each thread.
  func callAsFunction(
    _ tokens: Tokens, source: Tokens, arena: inout Arena, on workers: Workers,
    scratch: (_ thread: Int) -> UnsafeMutablePointer<Float>
  ) throws {
    try arena.scope { arena in
      let queries = try rotated(tokens, by: query, arena: &arena, on: workers)
      let keys = try rotated(source, by: key, arena: &arena, on: workers)
      let values = arena.rows(source.rows.count, width: width)
      try value(source.rows, into: values, on: workers)
      let mixed = arena.rows(tokens.rows.count, width: width)
      try mixed.forEach(on: workers) { token, thread in
        mix(
          query: queries[token], keys: keys, values: values, into: mixed[token],
          weights: scratch(thread))
      }
      // The queries have been used: their rows take the output.
      try output(mixed, into: queries, on: workers)
      try step(tokens.rows, towards: queries, on: workers)
    }
  }

  /// s * unit(R W t), for each head of each token.
  private func rotated(
    _ tokens: Tokens, by linear: Linear, arena: inout Arena, on workers: Workers
  ) throws -> Rows {
    let result = arena.rows(tokens.rows.count, width: width)
    try arena.scope { arena in
      let vectors = arena.rows(tokens.rows.count, width: width)
      try linear(tokens.rows, into: vectors, on: workers)
      let scale = scale.start
      try result.forEach(on: workers) { token, _ in
        for head in stride(from: 0, to: width, by: headWidth) {
          let rotated = result[token] + head
          rotated.update(repeating: 0, count: headWidth)
          for index in 0..<headWidth {
            Rows.add(
              tokens.rotations[token] + index * headWidth, times: vectors[token][head + index],
              to: rotated, count: headWidth)
          }
          Rows.normalise(rotated, count: headWidth)
          for index in 0..<headWidth { rotated[index] *= scale[head + index] }
        }
      }
    }
    return result
  }

  /// softmax(sqrt(h) q k^T) v, for each head of one query.
  private func mix(
    query: UnsafePointer<Float>, keys: Rows, values: Rows,
    into mixed: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
  ) {
    let temperature = Float(headWidth).squareRoot()
    mixed.update(repeating: 0, count: width)
    for head in stride(from: 0, to: width, by: headWidth) {
      var largest = -Float.infinity
      for source in 0..<keys.count {
        weights[source] =
          temperature * Rows.product(query + head, keys[source] + head, count: headWidth)
        largest = max(largest, weights[source])
      }
      var total: Float = 0
      for source in 0..<keys.count {
        weights[source] = exp(weights[source] - largest)
        total += weights[source]
      }
      for source in 0..<keys.count {
        Rows.add(
          values[source] + head, times: weights[source] / total, to: mixed + head,
          count: headWidth)
      }
    }
  }
}
