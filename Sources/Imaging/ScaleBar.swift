import Foundation

/// A bar of a round length, from which a reader of the picture can measure.
package struct ScaleBar: Hashable, Sendable {
  /// 1, 2 or 5 times a power of ten.
  package let millimetres: Double
  package let pixels: Double

  /// The longest round bar of at most `limit` pixels; `nil` where a pixel has no length.
  package init?(millimetresPerPixel: Double, limit: Int) {
    let most = millimetresPerPixel * Double(limit)
    guard most.isFinite, most > 1e-6, most < 1e9 else { return nil }
    let power = pow(10, log10(most).rounded(.down))
    // Rounding may put the power of ten one step too high or low.
    guard
      let length = [10, 5, 2, 1, 0.5].map({ $0 * power }).first(where: { $0 <= most * (1 + 1e-9) })
    else { return nil }
    millimetres = length
    pixels = length / millimetresPerPixel
  }

  /// "50 mm", "0.5 mm".
  package var text: String {
    let decimals = max(0, Int(-log10(millimetres).rounded(.down)))
    return String(format: "%.\(decimals)f mm", millimetres)
  }
}
