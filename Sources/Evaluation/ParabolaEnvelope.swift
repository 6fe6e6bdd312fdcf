/// The distance transform of one line: `g(p) = min over q of f(q) + (s (p - q))²`, the lower
/// envelope of one parabola for each `q` where `f` is finite.
struct ParabolaEnvelope {
  private let spacing: Double
  /// The line as it was before.
  private var heights: [Double]
  /// The parabolas of the envelope from left to right, by their vertices.
  private var vertices: [Int]
  /// Where each of them begins to be the lowest, in steps along the line.
  private var starts: [Double]
  /// `1 / (2 s² d)` for each distance `d` along the line, in steps: a division takes many times as
  /// long as a multiplication.
  private let inverses: [Double]

  /// - Parameter spacing: `s`, the distance of neighbours along the line.
  init(length: Int, spacing: Double) {
    self.spacing = spacing
    heights = [Double](repeating: 0, count: length)
    vertices = [Int](repeating: 0, count: length)
    starts = [Double](repeating: 0, count: length)
    inverses = (0..<length).map { $0 == 0 ? 0 : 1 / (2 * spacing * spacing * Double($0)) }
  }

  /// Replaces the values `line[0], line[stride], …` by their distance transform.
  mutating func transform(_ line: UnsafeMutablePointer<Double>, stride: Int) {
    let spacing = spacing
    heights.withUnsafeMutableBufferPointer { heights in
      vertices.withUnsafeMutableBufferPointer { vertices in
        starts.withUnsafeMutableBufferPointer { starts in
          inverses.withUnsafeBufferPointer { inverses in
            var count = 0
            for q in heights.indices {
              let height = line[q * stride]
              heights[q] = height
              guard height < .infinity else { continue }
              var start = -Double.infinity
              while count > 0 {
                let v = vertices[count - 1]
                // Differences first: squares of positions would cost the last digits.
                start = (height - heights[v]) * inverses[q - v] + Double(q + v) / 2
                if start > starts[count - 1] { break }
                count -= 1
                start = -.infinity
              }
              vertices[count] = q
              starts[count] = start
              count += 1
            }
            guard count > 0 else { return }
            var lowest = 0
            for p in heights.indices {
              while lowest + 1 < count, starts[lowest + 1] < Double(p) { lowest += 1 }
              let v = vertices[lowest]
              let distance = Double(p - v) * spacing
              line[p * stride] = heights[v] + distance * distance
            }
          }
        }
      }
    }
  }
}
