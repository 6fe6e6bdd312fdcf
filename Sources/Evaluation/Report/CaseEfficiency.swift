/// What it took to segment one case, as the FLARE challenges measure it.
package struct CaseEfficiency: Hashable, Sendable {
  /// What the challenges ask no price for: wall time in s, and resident memory in GB of 10^9 bytes.
  package static let toleranceSeconds = 45.0
  package static let toleranceGigabytes = 4.0

  /// Wall time, in s.
  package let seconds: Double?
  /// The most memory that was resident at once, in MB of 10^6 bytes.
  package let peakMegabytes: Double?
  /// The area under the curve of resident memory over time, in GB·s.
  package let gigabyteSeconds: Double?

  package init(seconds: Double?, peakMegabytes: Double?, gigabyteSeconds: Double?) {
    self.seconds = seconds
    self.peakMegabytes = peakMegabytes
    self.gigabyteSeconds = gigabyteSeconds
  }
}

extension CaseEfficiency {
  /// - Parameter all: each value is the mean of those that have it; `nil` where there are none.
  init?(meanOf all: [CaseEfficiency]) {
    if all.isEmpty { return nil }
    func mean(_ value: (CaseEfficiency) -> Double?) -> Double? {
      let values = all.compactMap(value)
      return values.isEmpty ? nil : values.mean
    }
    self.init(
      seconds: mean(\.seconds), peakMegabytes: mean(\.peakMegabytes),
      gigabyteSeconds: mean(\.gigabyteSeconds))
  }
}
