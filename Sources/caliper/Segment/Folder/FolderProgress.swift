import Foundation
import ImageFiles

/// How far a run has come, on stderr: a bar on a terminal, else a plain line a case.
final class FolderProgress {
  private let total: Int
  private var done = 0
  private let start = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private static let width = 24

  init(total: Int) { self.total = total }

  /// What is being done; `fraction` of the present case's whole.
  func show(_ name: String, _ stage: String, fraction: Double) {
    guard isTerminal else { return }
    let filled = Int((Double(done) + fraction) / Double(max(1, total)) * Double(Self.width))
    let bar =
      String(repeating: "#", count: min(filled, Self.width))
      + String(repeating: ".", count: max(0, Self.width - filled))
    StandardError.write(
      "\r\u{1B}[K[\(bar)] \(done)/\(total)\(left) \(SafeText.escaped(name).suffix(24)) \(stage)")
  }

  /// How long the rest will take, once a case is done.
  private var left: String {
    guard done > 0 else { return "" }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let seconds = Int(elapsed / Double(done) * Double(total - done))
    let hours = seconds / 3600
    return " "
      + (hours > 0
        ? "\(hours) h \(seconds / 60 % 60) min"
        : seconds >= 60 ? "\(seconds / 60) min" : "\(seconds) s")
      + " left"
  }

  /// Tells of the case that is done, in a log only.
  func finish(_ name: String, lesions: Int, millilitres: Double, seconds: Double) {
    done += 1
    guard !isTerminal else { return }
    let count = "\(lesions) lesion\(lesions == 1 ? "" : "s")"
    StandardError.print(
      "\(place) \(SafeText.escaped(name)): \(count), "
        + String(format: "%.2f mL, %.2f s", millilitres, seconds))
  }

  /// Tells of the case that failed.
  func fail(_ one: InputCase, _ problem: String) {
    done += 1
    clear()
    // A problem with the image begins with its path, which names the case.
    let name =
      problem.hasPrefix(SafeText.escaped(one.image)) ? "" : SafeText.escaped(one.name) + ": "
    StandardError.print("caliper: \(isTerminal ? "" : place + " ")\(name)\(problem)")
  }

  /// Tells something that is no failure.
  func note(_ text: String) {
    clear()
    StandardError.print("caliper: \(text)")
  }

  /// Takes the bar away.
  func clear() {
    if isTerminal { StandardError.write("\r\u{1B}[K") }
  }

  private var place: String { "[\(done)/\(total)]" }
}
