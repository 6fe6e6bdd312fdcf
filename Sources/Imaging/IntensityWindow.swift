/// A display window: the range of HU that is spread from black to white.
public struct IntensityWindow: Hashable, Sendable, Codable {
  /// HU from black to white; at least 1.
  public var width: Double
  /// HU at middle grey.
  public var level: Double

  public init(width: Double, level: Double) {
    self.width = max(1, width)
    self.level = level
  }

  /// The window that runs from `lower` to `upper` HU.
  public init(lower: Double, upper: Double) {
    self.init(width: upper - lower, level: (lower + upper) / 2)
  }

  public var lower: Double { level - width / 2 }
  public var upper: Double { level + width / 2 }

  /// Brightness in 0…1 of a value in HU; 0 for NaN.
  public func brightness(_ value: Float) -> Float {
    let scaled = (value - Float(lower)) / Float(width)
    return scaled >= 1 ? 1 : scaled > 0 ? scaled : 0
  }

  /// The usual reading windows for CT.
  public enum Preset: String, CaseIterable, Sendable, Codable {
    case soft, lung, bone, brain, liver, mediastinum

    public var window: IntensityWindow {
      switch self {
      case .soft: IntensityWindow(width: 400, level: 40)
      case .lung: IntensityWindow(width: 1500, level: -600)
      case .bone: IntensityWindow(width: 2500, level: 480)
      case .brain: IntensityWindow(width: 80, level: 40)
      case .liver: IntensityWindow(width: 150, level: 90)
      case .mediastinum: IntensityWindow(width: 350, level: 50)
      }
    }
  }
}
