import Foundation
import ImageFiles
import Terminal
import Viewer

/// How far a run has come, on stderr: a bar on a terminal, else a plain line a case.
final class FolderProgress {
  private let total: Int
  private var done = 0
  private let start = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(total: Int) { self.total = total }

  /// What is being done; `fraction` of the present case's whole.
  func show(_ name: String, fraction: Double) {
    guard isTerminal else { return }
    // A line that reaches the last column is two on some terminals, and cannot be taken away.
    let columns = (ScreenSize(ofTerminal: STDERR_FILENO)?.columns ?? 80) - 1
    let width = min(24, columns / 3)
    let filled = min(width, Int((Double(done) + fraction) / Double(max(1, total)) * Double(width)))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let text = "[\(bar)] \(done)/\(total)\(left) "
    StandardError.write("\r\u{1B}[K" + text + Self.end(of: name, columns: columns - text.count))
  }

  /// As much of a name's end, which tells cases apart, as there is room for.
  private static func end(of name: String, columns: Int) -> String {
    // A character of ASCII is a column.
    let name = SafeText.ascii(SafeText.escaped(name))
    guard name.count > columns else { return name }
    return columns > 3 ? "..." + name.suffix(columns - 3) : ""
  }

  /// How long the rest will take, once a case is done.
  private var left: String {
    guard done > 0 else { return "" }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let seconds = Int(elapsed / Double(done) * Double(total - done))
    let hours = seconds / 3600
    return ", "
      + (hours > 0
        ? "\(hours) h \(seconds / 60 % 60) min"
        : seconds >= 60 ? "\(seconds / 60) min" : "\(max(1, seconds)) s")
      + " left:"
  }

  /// Tells of the case that is done, on a terminal only where somebody has to look at it.
  func finish(_ name: String, lesions: Int, rescued: Int, millilitres: Double, seconds: Double) {
    done += 1
    if rescued > 0 {
      note(
        "\(SafeText.escaped(name)): the network found nothing of "
          + "\(rescued == lesions ? "" : "\(rescued) of ")\(counted(lesions, "lesion")), and the mask "
          + "was raised around the diameter; look at it")
    }
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
