import Foundation

/// A volume against an earlier one. No category depends on it.
package struct VolumeChange: Hashable, Sendable {
  private let earlier: Double
  private let later: Double

  /// `nil` where either volume is not known.
  init?(from earlier: Double?, to later: Double?) {
    guard let earlier, let later else { return nil }
    self.earlier = earlier
    self.later = later
  }

  /// In mL, between the volumes as they are written with so many decimals: whoever subtracts the
  /// printed figures comes to the printed difference.
  package func millilitres(decimals: Int) -> Double {
    func written(_ volume: Double) -> Double {
      Double(String(format: "%.\(decimals)f", volume)) ?? volume
    }
    return written(later) - written(earlier)
  }

  /// Of the volumes as measured: the figures of a nodule are too coarse to divide. `nil` where the
  /// earlier volume is 0.
  package var percent: Double? {
    let percent = earlier > 0 ? (later - earlier) / earlier * 100 : .nan
    return percent.isFinite ? percent : nil
  }
}
