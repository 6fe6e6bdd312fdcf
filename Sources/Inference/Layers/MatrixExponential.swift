/// The exponential of square matrices of one size, with its working memory.
///
/// Scaling and squaring: expm(A) = expm(A / 2^s)^(2^s), with s such that the 1-norm of A / 2^s is
/// at most 1, where a Taylor polynomial of degree 12 is within 2 / 13! = 4e-10 of the exponential.
/// The polynomial is arranged as Paterson and Stockmeyer do, in five matrix products
/// (Higham, Functions of Matrices, chapters 4 and 10). Padé would need fewer squarings but also a
/// division; for skew matrices, whose powers of the exponential do not grow, it gains nothing.
struct MatrixExponential {
  private typealias Lane = SIMD4<Double>

  private let size: Int
  /// A matrix is stored with rows and columns filled up with zeros to whole lanes.
  private let lanes: Int
  /// A^0 to A^4
  private var powers: [[Lane]]
  private var sum: [Lane]
  private var product: [Lane]

  init(size: Int) {
    self.size = size
    lanes = (size + Lane.scalarCount - 1) / Lane.scalarCount
    let zero = [Lane](repeating: .zero, count: lanes * Lane.scalarCount * lanes)
    powers = Array(repeating: zero, count: 5)
    sum = zero
    product = zero
    for row in 0..<size { powers[0][row * lanes + row / 4][row % 4] = 1 }
  }

  /// Writes the exponential of the matrix with elements `element(row * size + column)`.
  mutating func callAsFunction(
    _ element: (Int) -> Double, into result: UnsafeMutablePointer<Float>
  ) {
    let squarings = loadScaled(element)
    Self.multiply(powers[1], powers[1], into: &powers[2], lanes: lanes)
    Self.multiply(powers[1], powers[2], into: &powers[3], lanes: lanes)
    Self.multiply(powers[2], powers[2], into: &powers[4], lanes: lanes)
    // The sum over k of A^k / k!, as ((c12 A^4 + q8) A^4 + q4) A^4 + q0 with q of degree 3.
    for index in sum.indices { sum[index] = powers[4][index] * Self.inverseFactorial[12] }
    addPolynomial(from: 8)
    for first in [4, 0] {
      Self.multiply(sum, powers[4], into: &product, lanes: lanes)
      swap(&sum, &product)
      addPolynomial(from: first)
    }
    for _ in 0..<squarings {
      Self.multiply(sum, sum, into: &product, lanes: lanes)
      swap(&sum, &product)
    }
    for row in 0..<size {
      for column in 0..<size {
        result[row * size + column] = Float(sum[row * lanes + column / 4][column % 4])
      }
    }
  }

  private static let inverseFactorial = (0...12).map { k in
    1 / (1...max(1, k)).reduce(1.0) { $0 * Double($1) }
  }

  /// Puts A / 2^s into `powers[1]` and returns s.
  private mutating func loadScaled(_ element: (Int) -> Double) -> Int {
    var columnSums = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for column in 0..<size {
        let value = element(row * size + column)
        columnSums[column] += abs(value)
        powers[1][row * lanes + column / 4][column % 4] = value
      }
    }
    let norm = columnSums.max() ?? 0
    guard norm > 1, norm.isFinite else { return 0 }
    let squarings = Int(norm.exponent) + 1
    let scale = Double(sign: .plus, exponent: -squarings, significand: 1)
    for index in powers[1].indices { powers[1][index] *= scale }
    return squarings
  }

  /// Adds A^0 / first! + ... + A^3 / (first + 3)! to `sum`.
  private mutating func addPolynomial(from first: Int) {
    for power in 0..<4 {
      let factor = Self.inverseFactorial[first + power]
      for index in sum.indices { sum[index] += powers[power][index] * factor }
    }
  }

  /// C = A B, four rows of A at a time against one lane of B.
  private static func multiply(_ a: [Lane], _ b: [Lane], into c: inout [Lane], lanes: Int) {
    let size = lanes * Lane.scalarCount
    a.withUnsafeBytes { bytes in
      let a = bytes.bindMemory(to: Double.self)
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          for row in stride(from: 0, to: size, by: 4) {
            for lane in 0..<lanes {
              var sums = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
              for k in 0..<size {
                let factor = b[k * lanes + lane]
                sums.0 += factor * a[row * size + k]
                sums.1 += factor * a[(row + 1) * size + k]
                sums.2 += factor * a[(row + 2) * size + k]
                sums.3 += factor * a[(row + 3) * size + k]
              }
              c[row * lanes + lane] = sums.0
              c[(row + 1) * lanes + lane] = sums.1
              c[(row + 2) * lanes + lane] = sums.2
              c[(row + 3) * lanes + lane] = sums.3
            }
          }
        }
      }
    }
  }
}
