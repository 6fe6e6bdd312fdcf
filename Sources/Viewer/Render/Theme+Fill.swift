extension Theme {
  /// A pixel of the image under a mask's fill, of a terminal with 256 colours.
  ///
  /// - Parameters:
  ///   - hue: which of the lesions' hues.
  ///   - opacity: how much of the pixel is the mask's, 0.2...1, in steps of 0.2.
  static func blended(
    hue: Int, isSelected: Bool, brightness: Float, opacity: Float
  ) -> UInt8 {
    let level = min(max(Int((opacity * 5).rounded()), 1), 5) - 1
    let ramp = fillRamps[hue][level]
    let step = Int((brightness * Float(ramp.count - 2)).rounded())
    return ramp[step + (isSelected ? 1 : 0)]
  }

  /// By hue and opacity (20, 40, 60, 80, 100 %), from dark to light.
  ///
  /// At 60 % a ramp is the hue's own from dark to light. Below it comes nearer to grey, above it to
  /// the one colour of the hue. What comes of that is taken from the palette as a whole and never
  /// grey: the mask must be seen, and rounding a mixture channel by channel would speckle. The shares
  /// are such that no two neighbouring ramps of a hue are the same.
  private static let fillRamps: [[[UInt8]]] = ramps.indices.map { hue in
    let full = rgb(bright[hue])
    return (1...5).map { level in
      ramps[hue].enumerated().map { index, entry in
        if level == 3 { return entry }
        let own = rgb(entry)
        guard level < 3 else {
          return nearest(to: mix(own, full, share: Float(level - 3) / 2), hue: full)
        }
        let grey = SIMD3<Float>(repeating: Float(index) * 255 / Float(ramps[hue].count - 1))
        return nearest(to: mix(grey, own, share: level == 1 ? 0.2 : 0.7), hue: full)
      }
    }
  }

  private static func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, share: Float) -> SIMD3<Float> {
    a + (b - a) * share
  }

  /// The nearest entry of the palette's cube that has the hue's tint.
  private static func nearest(to color: SIMD3<Float>, hue: SIMD3<Float>) -> UInt8 {
    var best: (entry: UInt8, distance: Float)?
    for entry in UInt8(16)...231 {
      let candidate = rgb(entry)
      let tint = tint(candidate)
      // Within about 35 degrees of the hue, and not grey.
      guard (tint * tint).sum() > 0, cosine(tint, Self.tint(hue)) > 0.8 else { continue }
      let offset = candidate - color
      let distance = (offset * offset).sum()
      if distance < best?.distance ?? .infinity { best = (entry, distance) }
    }
    return best?.entry ?? 231
  }

  /// What a colour has beside its grey.
  private static func tint(_ color: SIMD3<Float>) -> SIMD3<Float> { color - color.sum() / 3 }

  private static func cosine(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
    (a * b).sum() / ((a * a).sum() * (b * b).sum()).squareRoot()
  }

  /// The colour of an entry of the cube, as xterm has it.
  private static func rgb(_ entry: UInt8) -> SIMD3<Float> {
    let levels: [Float] = [0, 95, 135, 175, 215, 255]
    let index = Int(entry) - 16
    return SIMD3(levels[index / 36], levels[index / 6 % 6], levels[index % 6])
  }
}
