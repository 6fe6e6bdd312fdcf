import Evaluation
import Imaging
import Testing

/// Diameters that are off by a known distance.
struct EndpointJitterTests {
  private let grid = Masks.grid(Voxel(100, 100, 20), spacing: SIMD3(0.8, 0.8, 3))
  private let diameter = Diameter(Voxel(40, 50, 7), Voxel(60, 48, 7))

  private func draws(_ radius: Double, seed: UInt64 = 1, lesion: String = "a/b 1") -> [Diameter] {
    let jitter = EndpointJitter(radius: radius, seed: seed)
    return (0..<200).map { jitter.displaced(diameter, on: grid, lesion: lesion, draw: $0) }
  }

  @Test("Both ends go by the radius, to rounding, in their slice", arguments: [0.4, 1, 2, 3, 7.5])
  func distance(radius: Double) {
    for displaced in draws(radius) {
      for (end, origin) in [(displaced.a, diameter.a), (displaced.b, diameter.b)] {
        #expect(end.z == origin.z)
        let length = (end.center - origin.center).length
        #expect(abs(length - radius) <= 0.5.squareRoot(), "\(end)")
      }
    }
  }

  @Test("Every direction is as likely, and the ends go their own ways")
  func directions() {
    let all = draws(10)
    for axis in [0, 1] {
      let first = all.map { Double($0.a[axis] - diameter.a[axis]) }
      let second = all.map { Double($0.b[axis] - diameter.b[axis]) }
      // 10 / sqrt(2) is the standard deviation of one step, so 0.5 that of a mean of 200.
      #expect(abs(first.reduce(0, +) / 200) < 2 && abs(second.reduce(0, +) / 200) < 2)
      #expect(abs(first.map { $0 * $0 }.reduce(0, +) / 200 - 50) < 12)
      // 50 / sqrt(200) = 3.5 is the standard deviation of this mean.
      #expect(abs(zip(first, second).map { $0 * $1 }.reduce(0, +) / 200) < 14)
    }
    #expect(Set(all).count > 180)
  }

  @Test("The seed, the lesion, the radius and the draw decide, and nothing else")
  func determinism() {
    let again = draws(3)
    #expect(again == draws(3))
    #expect(again != draws(3, seed: 2))
    #expect(again != draws(3, lesion: "a/b 2"))
    // A draw is the same whether others were made before it or not.
    let alone = EndpointJitter(radius: 3, seed: 1)
      .displaced(diameter, on: grid, lesion: "a/b 1", draw: 150)
    #expect(again[150] == alone)
    // Fixed values: another machine, another version draw the same.
    #expect(again[0] == Diameter(Voxel(38, 48, 7), Voxel(59, 51, 7)))
  }

  @Test("Ends stay in the grid and apart, however large the radius")
  func edges() {
    let small = Masks.grid(Voxel(3, 2, 1), spacing: SIMD3(1, 1, 1))
    for radius in [1, 5, 100.0] {
      for draw in 0..<100 {
        let displaced = EndpointJitter(radius: radius, seed: 1)
          .displaced(
            Diameter(Voxel(0, 0, 0), Voxel(1, 0, 0)), on: small, lesion: "x", draw: draw)
        #expect(small.contains(displaced.a) && small.contains(displaced.b))
        #expect(displaced.a != displaced.b)
      }
    }
  }

  @Test("The slice is the patient's axial one")
  func storedAxes() {
    let turned = VoxelGrid(
      shape: Voxel(20, 100, 100),
      affine: Affine(
        columns: (SIMD3(0, 0, 3), SIMD3(1, 0, 0), SIMD3(0, 1, 0)), translation: .zero))
    let diameter = Diameter(Voxel(7, 40, 50), Voxel(7, 60, 48))
    let all = (0..<50).map {
      EndpointJitter(radius: 4, seed: 1).displaced(diameter, on: turned, lesion: "x", draw: $0)
    }
    #expect(all.allSatisfy { $0.a.x == 7 && $0.b.x == 7 })
    #expect(Set(all.map(\.a.y)).count > 3 && Set(all.map(\.a.z)).count > 3)
  }
}
