import Annotations
import Evaluation
import Segmentation

/// What a case took, as the FLARE challenges measure it. Nothing else in a run's results depends on
/// the machine.
///
/// A case's turn begins where that of the case before ends (the first one's with the program's own
/// start, weights and all) and ends when its mask is saved. The next file is read meanwhile, so that
/// turns add up to the whole run, while `stages` tells what was done for the case itself.
struct CaseEfficiencyRecord: Codable, Sendable {
  /// Wall time of the turn.
  let seconds: Double
  /// Wall time of each step.
  let stages: [String: Double]
  /// The most memory that was resident at once, in MB of 10^6 bytes.
  let peakMegabytes: Double
  /// The area under the curve of resident memory, looked at each 0.1 s, in GB·s.
  let gigabyteSeconds: Double
  /// Seconds beyond the tolerance.
  let secondsOver: Double
  /// The area above the tolerance.
  let gigabyteSecondsOver: Double
  let threads: Int
  let instructionSet: String

  init(
    _ usage: MemorySampler.Usage, stages: StageTiming, threads: Int, instructionSet: String
  ) {
    seconds = usage.seconds.rounded(toPlaces: 4)
    self.stages = stages.named.mapValues { $0.rounded(toPlaces: 4) }
    peakMegabytes = usage.peakMegabytes.rounded(toPlaces: 3)
    gigabyteSeconds = usage.gigabyteSeconds.rounded(toPlaces: 4)
    secondsOver = max(0, usage.seconds - CaseEfficiency.toleranceSeconds).rounded(toPlaces: 4)
    gigabyteSecondsOver = usage.gigabyteSecondsOver.rounded(toPlaces: 4)
    self.threads = threads
    self.instructionSet = instructionSet
  }

  private enum CodingKeys: String, CodingKey {
    case seconds, stages, threads
    case peakMegabytes = "peak_rss_mb"
    case gigabyteSeconds = "ram_time_gb_s"
    case secondsOver = "over_seconds_tolerance"
    case gigabyteSecondsOver = "over_memory_tolerance_gb_s"
    case instructionSet = "instruction_set"
  }
}

/// What the cases of a run took together.
struct RunEfficiencyRecord: Encodable {
  let cases: Int
  let totalSeconds: Double
  let meanSeconds: Double
  let maximumSeconds: Double
  let peakMegabytes: Double
  let totalGigabyteSeconds: Double
  let meanGigabyteSeconds: Double
  let toleranceSeconds = CaseEfficiency.toleranceSeconds
  let toleranceGigabytes = MemorySampler.tolerance
  let casesOverSeconds: Int
  let casesOverMemory: Int
  let totalSecondsOver: Double
  let totalGigabyteSecondsOver: Double

  init(_ cases: [CaseEfficiencyRecord]) {
    func total(_ value: (CaseEfficiencyRecord) -> Double) -> Double {
      cases.reduce(0) { $0 + value($1) }.rounded(toPlaces: 4)
    }
    func mean(_ value: (CaseEfficiencyRecord) -> Double) -> Double {
      cases.isEmpty ? 0 : (total(value) / Double(cases.count)).rounded(toPlaces: 4)
    }
    self.cases = cases.count
    totalSeconds = total(\.seconds)
    meanSeconds = mean(\.seconds)
    maximumSeconds = cases.map(\.seconds).max() ?? 0
    peakMegabytes = cases.map(\.peakMegabytes).max() ?? 0
    totalGigabyteSeconds = total(\.gigabyteSeconds)
    meanGigabyteSeconds = mean(\.gigabyteSeconds)
    casesOverSeconds = cases.filter { $0.secondsOver > 0 }.count
    casesOverMemory = cases.filter { $0.gigabyteSecondsOver > 0 }.count
    totalSecondsOver = total(\.secondsOver)
    totalGigabyteSecondsOver = total(\.gigabyteSecondsOver)
  }

  private enum CodingKeys: String, CodingKey {
    case cases
    case totalSeconds = "total_seconds"
    case meanSeconds = "mean_seconds"
    case maximumSeconds = "max_seconds"
    case peakMegabytes = "peak_rss_mb"
    case totalGigabyteSeconds = "total_ram_time_gb_s"
    case meanGigabyteSeconds = "mean_ram_time_gb_s"
    case toleranceSeconds = "tolerance_seconds"
    case toleranceGigabytes = "tolerance_memory_gb"
    case casesOverSeconds = "cases_over_seconds_tolerance"
    case casesOverMemory = "cases_over_memory_tolerance"
    case totalSecondsOver = "over_seconds_tolerance"
    case totalGigabyteSecondsOver = "over_memory_tolerance_gb_s"
  }
}
