import Foundation
import Inference
import Kernels
import Testing

@Suite struct LieRotationTests {
  let workers = Workers(threads: 2)
  let kernels = InstructionSet.best.kernels
  let places: [SIMD3<Float>] = [[0.5, 0.25, 1], [1, 1, 1], [0.01, 0, 0.3], [0, 0, 0]]

  /// A as it is drawn for training, entries up to 2 pi.
  private func random(width: Int) -> Tensor {
    var numbers = SeededNumbers(seed: 9)
    return Tensor(
      shape: [3, width, width],
      elements: numbers.tensor([3, width, width]).elements.map { .pi * ($0 + 1) })
  }

  @Test(arguments: [1, 2, 5, 8, 16, 32]) func rotationsAreOrthogonal(width: Int) throws {
    let rotations = try LieRotation(generator: random(width: width))(
      places, kernels: kernels, on: workers)
    for token in places.indices {
      let r = matrix(rotations, token)
      for i in 0..<width {
        for j in 0..<width {
          let product = (0..<width).reduce(Float(0)) { $0 + r[i][$1] * r[j][$1] }
          #expect(abs(product - (i == j ? 1 : 0)) < 2e-6)
        }
      }
    }
  }

  @Test func theOriginIsNotRotated() throws {
    let rotations = try LieRotation(generator: random(width: 16))(
      [.zero], kernels: kernels, on: workers)
    #expect(matrix(rotations, 0) == (0..<16).map { i in (0..<16).map { $0 == i ? 1 : 0 } })
  }

  /// In 2x2 blocks the exponential is a rotation by p . a: RoPE-mixed.
  @Test func blocksRotateByTheirAngle() throws {
    let width = 16
    var numbers = SeededNumbers(seed: 10)
    var generator = [Float](repeating: 0, count: 3 * width * width)
    let angles = (0..<3).map { axis in
      (0..<width / 2).map { block in
        let angle = Float.random(in: 0...(2 * .pi), using: &numbers)
        generator[(axis * width + 2 * block) * width + 2 * block + 1] = angle
        return angle
      }
    }
    // What lies on and below the diagonal plays no part.
    for index in generator.indices where index / width % width >= index % width {
      generator[index] = 100
    }
    let rotations = try LieRotation(
      generator: Tensor(shape: [3, width, width], elements: generator))(
        places, kernels: kernels, on: workers)
    for (token, place) in places.enumerated() {
      let r = matrix(rotations, token)
      for row in 0..<width {
        for column in 0..<width {
          let block = row / 2
          let angle =
            Double(place.x) * Double(angles[0][block]) + Double(place.y)
            * Double(angles[1][block]) + Double(place.z) * Double(angles[2][block])
          // expm [[0, a], [-a, 0]] = [[cos a, sin a], [-sin a, cos a]]
          let expected =
            block != column / 2
            ? 0
            : row == column ? cos(angle) : row < column ? sin(angle) : -sin(angle)
          #expect(abs(Double(r[row][column]) - expected) < 1e-6)
        }
      }
    }
  }

  /// Along one direction rotations add up: R(2p) = R(p) R(p).
  @Test func rotationsAddUpAlongALine() throws {
    let place: SIMD3<Float> = [0.25, 0.375, 0.125]
    let rotations = try LieRotation(generator: random(width: 16))(
      [place, 2 * place], kernels: kernels, on: workers)
    let (once, twice) = (matrix(rotations, 0), matrix(rotations, 1))
    for i in 0..<16 {
      for j in 0..<16 {
        let product = (0..<16).reduce(Float(0)) { $0 + once[i][$1] * once[$1][j] }
        #expect(abs(product - twice[i][j]) < 2e-6)
      }
    }
  }

  /// The golden network sees only crops whose x is the longest axis.
  @Test(arguments: [(3, 2, 1), (1, 3, 2), (2, 1, 3)]) func placesHaveOneDivisor(
    depth: Int, height: Int, width: Int
  ) {
    let extents = Extents(depth: depth, height: height, width: width)
    let places = (0..<6).map { LieRotation.place(ofToken: $0, in: extents) }
    let first = SIMD3<Float>(repeating: 0.5 / 3)
    let second = first + (width > 1 ? SIMD3<Float>(0, 0, 1 / 3.0) : SIMD3<Float>(0, 1 / 3.0, 0))
    let corner = SIMD3(Float(depth), Float(height), Float(width)) - 1
    for (place, expected) in [
      (places[0], first), (places[1], second), (places[5], first + corner / 3),
      (LieRotation.place(of: corner, in: extents), first + corner / 3),
    ] {
      #expect((place - expected).max() < 1e-6 && (expected - place).max() < 1e-6)
    }
  }

  private func matrix(_ rotations: Tensor, _ token: Int) -> [[Float]] {
    let width = rotations.shape[1]
    return (0..<width).map { row in
      (0..<width).map { rotations[(token * width + row) * width + $0] }
    }
  }
}
