/// A volume against an earlier one. No category depends on it.
package struct VolumeChange: Hashable, Sendable {
  package let millilitres: Double
  /// `nil` where the earlier volume is 0.
  package let percent: Double?

  /// `nil` where either volume is not known.
  init?(from earlier: Double?, to later: Double?) {
    guard let earlier, let later else { return nil }
    millilitres = later - earlier
    let percent = earlier > 0 ? millilitres / earlier * 100 : .nan
    self.percent = percent.isFinite ? percent : nil
  }
}
