/// A range of HU that one input channel of the network spreads over 0…1.
public struct HUWindow: Hashable, Sendable {
  public let lower: Float
  public let upper: Float

  public init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  /// Clips to the window and scales to 0…1. Minus infinity and NaN give 0, as air does.
  @inline(__always)
  func normalised(_ value: Float) -> Float {
    let scaled = (value - lower) / (upper - lower)
    return scaled >= 1 ? 1 : scaled > 0 ? scaled : 0
  }
}
