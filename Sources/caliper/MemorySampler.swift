import Evaluation
import Foundation
import Synchronization

/// Watches the process's resident memory while a job runs: its peak, and the area under its curve.
///
/// A light thread looks ten times a second, as the MICCAI FLARE challenge's measure of efficiency
/// does. The peak is the kernel's own, so nothing between two looks is missed.
final class MemorySampler: Sendable {
  /// What was used between ``start()`` and ``stop()``; MB and GB are powers of ten.
  struct Usage: Sendable {
    /// The most memory that was resident at once.
    let peakMegabytes: Double
    /// Resident memory integrated over time, in GB·s.
    let gigabyteSeconds: Double
    /// The part of it above ``tolerance``.
    let gigabyteSecondsOver: Double
    /// Wall time, in s.
    let seconds: Double
  }

  /// Resident memory that FLARE's measure of efficiency asks no price for, in GB.
  static let tolerance = CaseEfficiency.toleranceGigabytes

  private let interval: Double
  private let curve = Mutex(Curve())
  private let stopped = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter interval: seconds between two looks.
  init(interval: Double = 0.1) { self.interval = interval }

  /// Begins to watch; once for each sampler.
  func start() {
    Self.resetPeak()
    look()
    let thread = Thread { [self] in
      while stopped.wait(timeout: .now() + interval) == .timedOut { look() }
      ended.signal()
    }
    thread.stackSize = 1 << 17
    thread.name = "memory"
    thread.start()
  }

  /// Ends the watch that ``start()`` began.
  func stop() -> Usage {
    stopped.signal()
    ended.wait()
    return lap()
  }

  /// What was used since the last lap, or ``start()``; the watch goes on.
  func lap() -> Usage {
    look()
    let usage = curve.withLock { curve in
      defer { curve = Curve(continuing: curve) }
      return Usage(
        peakMegabytes: Self.peakBytes() / 1e6, gigabyteSeconds: curve.byteSeconds / 1e9,
        gigabyteSecondsOver: curve.byteSecondsOver / 1e9, seconds: curve.seconds)
    }
    Self.resetPeak()
    return usage
  }

  /// Puts the kernel's peak back to what is resident now, so that earlier jobs do not count. Where
  /// that is not allowed the peak is the process's.
  private static func resetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private func look() {
    let bytes = Self.residentBytes()
    curve.withLock { $0.add(bytes, at: .now) }
  }

  /// The second number of statm: resident pages.
  private static func residentBytes() -> Double {
    let fields = text(of: "/proc/self/statm").split(separator: " ")
    return fields.count > 1 ? (Double(fields[1]) ?? 0) * Double(sysconf(CInt(_SC_PAGESIZE))) : 0
  }

  /// The high-water mark of resident memory, 0 where the system does not tell. `getrusage` has one
  /// too, but it begins with that of the program that started this one.
  static func peakBytes() -> Double {
    let line = text(of: "/proc/self/status").split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
    return (kilobytes.flatMap { Double($0) } ?? 0) * 1024
  }

  private static func text(of path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// The area under the samples, joined by straight lines.
  private struct Curve {
    private(set) var byteSeconds = 0.0
    private(set) var byteSecondsOver = 0.0
    private(set) var seconds = 0.0
    private var last: (bytes: Double, time: ContinuousClock.Instant)?

    init() {}

    /// Nothing yet, from where another ends.
    init(continuing other: Curve) { last = other.last }

    mutating func add(_ bytes: Double, at time: ContinuousClock.Instant) {
      if let last {
        let width = (time - last.time) / .seconds(1)
        func over(_ bytes: Double) -> Double { max(0, bytes - MemorySampler.tolerance * 1e9) }
        byteSeconds += (last.bytes + bytes) / 2 * width
        byteSecondsOver += (over(last.bytes) + over(bytes)) / 2 * width
        seconds += width
      }
      last = (bytes, time)
    }
  }
}
