import Foundation

/// Progress on stderr while the network runs: one line that is rewritten on a terminal, and
/// nothing where stderr is a file or a pipe, which a line a layer would only fill.
final class ProgressLine {
  private let total: Int
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var shown = false

  /// - Parameter total: lesions in all.
  init(total: Int) { self.total = total }

  func show(lesion: Int, stage: String, fraction: Double) {
    guard isTerminal else { return }
    let filled = Int(((Double(lesion) + fraction) / Double(total) * 30).rounded(.down))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    write("\r\u{1B}[K[\(bar)] lesion \(lesion + 1)/\(total) \(stage)")
    shown = true
  }

  /// Takes the line away.
  func finish() {
    if shown { write("\r\u{1B}[K") }
    shown = false
  }

  private func write(_ text: String) {
    StandardError.write(text)
  }
}
