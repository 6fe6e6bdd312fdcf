import Kernels

/// The exponential of square matrices of one size, with its working memory.
///
/// Scaling and squaring: expm(A) = expm(A / 2^s)^(2^s), with s such that the 1-norm of A / 2^s is
/// at most 1, where a Taylor polynomial of degree 12 is within 2 / 13! = 3.2e-10 of the exponential.
/// The polynomial is arranged as Paterson and Stockmeyer do, in five matrix products
/// (Higham, Functions of Matrices, chapters 4 and 10). Padé would need fewer squarings but also a
/// division; for skew matrices, whose powers of the exponential do not grow, it gains nothing.
struct MatrixExponential {
  private let size: Int
  /// A matrix is stored with rows and columns filled up with zeros to whole vectors.
  private let padded: Int
  private let kernels: any KernelSet
  private let memory: UnsafeMutablePointer<Double>

  /// A^1 to A^4, the sum, a product.
  private static let matrices = 6

  private static func padded(_ size: Int) -> Int {
    (size + SquareProduct.granularity - 1) / SquareProduct.granularity * SquareProduct.granularity
  }

  /// Floats of private memory, which must start on a multiple of 8 bytes.
  static func scratch(size: Int) -> Int { 2 * matrices * padded(size) * padded(size) }

  init(size: Int, kernels: any KernelSet, scratch: UnsafeMutablePointer<Float>) {
    self.size = size
    self.kernels = kernels
    padded = Self.padded(size)
    memory = UnsafeMutableRawPointer(scratch).bindMemory(
      to: Double.self, capacity: Self.matrices * padded * padded)
    memory.update(repeating: 0, count: Self.matrices * padded * padded)
  }

  /// Writes the exponential of the matrix with elements `element(row * size + column)`.
  func callAsFunction(
    _ element: (Int) -> Double, into result: UnsafeMutablePointer<Float>
  ) {
    let count = padded * padded
    // A^k lies at powers + (k - 1) * count.
    let powers = memory
    var (sum, product) = (memory + 4 * count, memory + 5 * count)
    let squarings = loadScaled(element, into: powers)
    multiply(powers, powers, into: powers + count)
    multiply(powers, powers + count, into: powers + 2 * count)
    multiply(powers + count, powers + count, into: powers + 3 * count)
    // The sum over k of A^k / k!, as ((c12 A^4 + q8) A^4 + q4) A^4 + q0 with q of degree 3.
    for index in 0..<count { sum[index] = powers[3 * count + index] * Self.inverseFactorial[12] }
    addPolynomial(from: 8, powers: powers, to: sum)
    for first in [4, 0] {
      multiply(sum, powers + 3 * count, into: product)
      swap(&sum, &product)
      addPolynomial(from: first, powers: powers, to: sum)
    }
    for _ in 0..<squarings {
      multiply(sum, sum, into: product)
      swap(&sum, &product)
    }
    for row in 0..<size {
      for column in 0..<size {
        result[row * size + column] = Float(sum[row * padded + column])
      }
    }
  }

  private static let inverseFactorial = (0...12).map { k in
    1 / (1...max(1, k)).reduce(1.0) { $0 * Double($1) }
  }

  private func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>
  ) {
    kernels.multiply(a, by: b, into: c, size: padded)
  }

  /// Writes A / 2^s and returns s.
  private func loadScaled(
    _ element: (Int) -> Double, into matrix: UnsafeMutablePointer<Double>
  ) -> Int {
    for row in 0..<size {
      for column in 0..<size { matrix[row * padded + column] = element(row * size + column) }
    }
    var norm = 0.0
    for column in 0..<size {
      var sum = 0.0
      for row in 0..<size { sum += abs(matrix[row * padded + column]) }
      norm = max(norm, sum)
    }
    guard norm > 1, norm.isFinite else { return 0 }
    let squarings = Int(norm.exponent) + 1
    let scale = Double(sign: .plus, exponent: -squarings, significand: 1)
    for index in 0..<padded * padded { matrix[index] *= scale }
    return squarings
  }

  /// Adds A^0 / first! + ... + A^3 / (first + 3)! to `sum`.
  private func addPolynomial(
    from first: Int, powers: UnsafePointer<Double>, to sum: UnsafeMutablePointer<Double>
  ) {
    let count = padded * padded
    let c = Self.inverseFactorial
    for row in 0..<size { sum[row * padded + row] += c[first] }
    let (c1, c2, c3) = (c[first + 1], c[first + 2], c[first + 3])
    for index in 0..<count {
      sum[index] +=
        c1 * powers[index] + c2 * powers[count + index] + c3 * powers[2 * count + index]
    }
  }
}
