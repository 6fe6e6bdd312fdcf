import Imaging
import Viewer

/// A trunk with noise, made in a moment: for timing what is drawn, not for reading.
///
/// Ellipses of air, lung, bone and soft tissue that grow and shrink along z, as a phantom's anatomy
/// would take a minute to make.
enum SyntheticStudy {
  static let shape = Voxel(512, 512, 400)
  /// Of each voxel by itself, in HU: what a reconstruction with a sharp kernel has.
  static let noise = 12.0

  static func make() -> LoadedStudy {
    let grid = VoxelGrid(
      shape: shape,
      affine: Affine(
        columns: (SIMD3(-0.75, 0, 0), SIMD3(0, -0.75, 0), SIMD3(0, 0, 1)),
        translation: SIMD3(191.6, 191.6, -200)))
    let memory = UnsafeMutableBufferPointer<Int16>.allocate(capacity: grid.count)
    let table = noiseTable()
    var random = Congruential()
    var anatomy: [Int16] = []
    for z in 0..<shape.z {
      // As thick sections of anatomy as a breath moves; the noise is every slice's own.
      if z.isMultiple(of: 8) { anatomy = slice(at: Double(z) / Double(shape.z)) }
      for y in 0..<shape.y {
        let start = (z * shape.y + y) * shape.x
        let offset = random.next(below: table.count - shape.x)
        for x in 0..<shape.x {
          memory[start + x] = anatomy[y * shape.x + x] + table[offset + x]
        }
      }
    }
    let address = UInt(bitPattern: memory.baseAddress)
    let buffer = VoxelBuffer(adopting: UnsafeRawBufferPointer(memory)) {
      UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
    return LoadedStudy(
      volume: Volume(grid: grid, type: .int16, buffer: buffer), name: "synthetic.nii.gz")
  }

  /// Attenuation in HU, (y, x), at a share of the height.
  private static func slice(at height: Double) -> [Int16] {
    var voxels = [Int16](repeating: -1000, count: shape.x * shape.y)
    func fill(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ value: Int16) {
      guard rx > 1, ry > 1 else { return }
      for row in max(0, Int(y - ry))..<min(shape.y, Int(y + ry) + 1) {
        let dy = (Double(row) - y) / ry
        let reach = rx * max(0, 1 - dy * dy).squareRoot()
        let columns = max(0, Int(x - reach))..<min(shape.x, Int(x + reach) + 1)
        for column in columns { voxels[row * shape.x + column] = value }
      }
    }
    fill(256, 256, 220, 165, -100)
    fill(256, 256, 205, 150, 50)
    let lung = max(0, 1 - abs(height - 0.7) * 3)
    fill(160, 235, 75 * lung, 105 * lung, -850)
    fill(352, 235, 75 * lung, 105 * lung, -850)
    let liver = max(0, 1 - abs(height - 0.4) * 4)
    fill(170, 250, 105 * liver, 95 * liver, 110)
    fill(256, 350, 26, 24, 300)
    fill(256, 350, 14, 12, 700)
    fill(285, 290, 14, 14, 160)
    return voxels
  }

  /// Normal deviates as sums of twelve uniform ones.
  private static func noiseTable() -> [Int16] {
    var random = Congruential()
    return (0..<1 << 16).map { _ in
      let sum = (0..<12).reduce(0.0) { sum, _ in sum + Double(random.next(below: 1 << 20)) }
      return Int16(((sum / Double(1 << 20) - 6) * noise).rounded())
    }
  }

  /// Knuth's 64-bit linear congruential generator (MMIX), of which the high bits are used.
  private struct Congruential {
    private var state: UInt64 = 1

    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}
