import Imaging

/// The display window and where it came from.
public struct WindowSetting: Equatable, Sendable {
  public enum Source: Equatable, Sendable {
    case preset(IntensityWindow.Preset)
    /// From the percentiles of a slice.
    case automatic
    /// Set by hand.
    case free
  }

  public var window: IntensityWindow
  public var source: Source

  public init(_ preset: IntensityWindow.Preset) {
    window = preset.window
    source = .preset(preset)
  }

  public init(_ window: IntensityWindow, source: Source) {
    self.window = window
    self.source = source
  }

  /// "soft", "auto" or "free".
  public var name: String {
    switch source {
    case .preset(let preset): preset.rawValue
    case .automatic: "auto"
    case .free: "free"
    }
  }
}
