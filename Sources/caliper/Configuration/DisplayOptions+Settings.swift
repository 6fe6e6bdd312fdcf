import Foundation
import Terminal
import Viewer

extension DisplayOptions {
  /// What flags say, then the environment, then the configuration.
  func screenOptions(_ settings: Settings) -> ScreenOptions {
    ScreenOptions(color: effectiveColor(settings), ascii: ascii || settings.isOn(.ascii) ?? false)
  }

  func cellAspect(_ settings: Settings) -> Double {
    cellAspect ?? settings.number(.cellAspect) ?? 0.5
  }

  func renderer(_ settings: Settings) -> Renderer {
    renderer ?? settings[.renderer].flatMap(Renderer.init(rawValue:)) ?? .auto
  }

  func mouse(_ settings: Settings) -> Bool { mouse ?? settings.isOn(.mouse) ?? false }

  private func effectiveColor(_ settings: Settings) -> ScreenOptions.Color {
    if noColor { return .never }
    if let color { return color }
    // Heeded by auto, and stronger than the configuration.
    if ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty == false { return .auto }
    return settings[.color].flatMap(ScreenOptions.Color.init(rawValue:)) ?? .auto
  }
}
