import CProcessor
import Foundation

/// How many processors this process may keep busy: those of its affinity, and no more than the
/// processor time that its control groups allow, which a container limits without hiding a core.
public struct AvailableProcessors {
  private let affinity: Int
  /// Where control groups are mounted and what `/proc/self/cgroup` says.
  private let groupRoot: String
  private let membership: String

  public init(
    affinity: Int = Int(caliper_affinity()),
    groupRoot: String = "/sys/fs/cgroup",
    membership: String = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
  ) {
    // Not every system tells the affinity.
    self.affinity = affinity > 0 ? affinity : ProcessInfo.processInfo.activeProcessorCount
    self.groupRoot = groupRoot
    self.membership = membership
  }

  public var count: Int {
    let quota = quotas.min() ?? .infinity
    return max(1, min(affinity, quota < Double(affinity) ? Int(quota.rounded(.up)) : affinity))
  }

  /// The processors' worth of time that each control group of this process allows, from its own
  /// up to the root.
  private var quotas: [Double] {
    membership.split(separator: "\n").flatMap { line -> [Double] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let controllers = fields[1].split(separator: ",")
      // Version 2 has one hierarchy without a name; version 1 one for each controller.
      let isSecond = fields[1].isEmpty
      guard isSecond || controllers.contains("cpu") else { return [] }
      let mount = isSecond ? groupRoot : groupRoot + "/cpu"
      var path = fields[2].split(separator: "/").map(String.init)
      var found: [Double] = []
      while true {
        let folder = ([mount] + path).joined(separator: "/")
        if let quota = isSecond ? Self.secondQuota(folder) : Self.firstQuota(folder) {
          found.append(quota)
        }
        if path.isEmpty { return found }
        path.removeLast()
      }
    }
  }

  /// `cpu.max`: "quota period" in microseconds, or "max period".
  private static func secondQuota(_ folder: String) -> Double? {
    let numbers = text(folder + "/cpu.max")?.split(separator: " ").map { Double($0) }
    guard let numbers, numbers.count == 2, let quota = numbers[0], let period = numbers[1],
      quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  /// `cpu.cfs_quota_us`, -1 for none, and `cpu.cfs_period_us`.
  private static func firstQuota(_ folder: String) -> Double? {
    guard let quota = text(folder + "/cpu.cfs_quota_us").flatMap(Double.init), quota > 0,
      let period = text(folder + "/cpu.cfs_period_us").flatMap(Double.init), period > 0
    else { return nil }
    return quota / period
  }

  private static func text(_ path: String) -> String? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
