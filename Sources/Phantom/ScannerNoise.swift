/// The scanner's noise: band-limited in the slice as filtered back-projection leaves it, and
/// independent from slice to slice.
///
/// White noise goes through a smoothing kernel, less part of a wider one: the power falls off at
/// high frequencies (reconstruction kernel) and at low ones (ramp filter), as the noise power
/// spectrum of CT does (Riederer, Pelc and Chesler, Phys Med Biol 1978).
struct ScannerNoise: Sendable {
  private let seed: UInt64
  /// Standard deviation in HU in the middle of the body.
  private let amplitude: Float
  /// What brings the filtered noise back to a standard deviation of 1.
  private let gain: Float
  private static let wideShare: Float = 0.65

  init(seed: UInt64, amplitude: Float) {
    self.seed = seed
    self.amplitude = amplitude
    // The variance of filtered white noise is the sum of the squared impulse response.
    let size = 25
    var impulse = [Float](repeating: 0, count: size * size)
    impulse[size * size / 2] = 1
    let response = Self.bandPass(impulse, columns: size, rows: size)
    gain = 1 / response.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Adds the noise of one slice.
  ///
  /// - Parameter index: the slice's number, which names its noise.
  func add(to canvas: inout SliceCanvas, slice index: Int) {
    guard amplitude > 0 else { return }
    let raster = canvas.raster
    let (columns, rows) = (raster.columns, raster.rows)
    var random = SplitMix64(seed: seed, part: 0x1_0000 + UInt64(index))
    var noise = [Float](repeating: 0, count: columns * rows)
    for i in noise.indices { noise[i] = random.normal() }
    noise = Self.bandPass(noise, columns: columns, rows: rows)
    // Few photons pass the shoulders from side to side: more noise there, and streaks across.
    let shoulders = Arithmetic.smoothstep(125, 172, raster.z)
    let streaks = Self.streaks(columns: columns, rows: rows, random: &random)
    for row in 0..<rows {
      let y = (raster.firstY - Float(row) * raster.stepY) / 118
      for column in 0..<columns {
        let x = (raster.firstX - Float(column) * raster.stepX) / 180
        let depth = Arithmetic.clamp(1.25 - x * x - y * y, 0, 1)
        let offset = row * columns + column
        let grain = (0.3 + 0.7 * depth + 0.45 * shoulders * depth) * gain * noise[offset]
        let streak = (0.12 + 1.1 * shoulders) * depth * streaks[offset]
        canvas.values[offset] += amplitude * (grain + streak)
      }
    }
  }

  private static func bandPass(_ white: [Float], columns: Int, rows: Int) -> [Float] {
    var narrow = white
    smooth(&narrow, columns: columns, rows: rows)
    var wide = narrow
    for _ in 0..<4 { smooth(&wide, columns: columns, rows: rows) }
    return zip(narrow, wide).map { $0 - wideShare * $1 }
  }

  /// Noise that is alike along each row: a running mean over about 30 pixels, of unit variance.
  private static func streaks(columns: Int, rows: Int, random: inout SplitMix64) -> [Float] {
    var result = [Float](repeating: 0, count: columns * rows)
    let keep: Float = 0.94
    let drive = (1 - keep * keep).squareRoot()
    for row in 0..<rows {
      var value = random.normal()
      for column in 0..<columns {
        value = keep * value + drive * random.normal()
        result[row * columns + column] = value * 0.5
      }
    }
    return result
  }

  /// Convolves with the binomial kernel (1, 2, 1) / 4 along x and y; edges repeat.
  static func smooth(_ values: inout [Float], columns: Int, rows: Int) {
    guard columns > 0, rows > 0 else { return }
    values.withUnsafeMutableBufferPointer { v in
      for row in 0..<rows {
        let start = row * columns
        var before = v[start]
        for column in 0..<columns {
          let here = v[start + column]
          let after = column + 1 < columns ? v[start + column + 1] : here
          v[start + column] = 0.25 * (before + 2 * here + after)
          before = here
        }
      }
      var above = Array(v[0..<columns])
      for row in 0..<rows {
        let start = row * columns
        let below = row + 1 < rows ? start + columns : start
        for column in 0..<columns {
          let here = v[start + column]
          v[start + column] = 0.25 * (above[column] + 2 * here + v[below + column])
          above[column] = here
        }
      }
    }
  }
}
