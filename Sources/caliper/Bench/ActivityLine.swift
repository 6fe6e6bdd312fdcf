import Foundation

/// What is being measured, on stderr: one line that is rewritten on a terminal, and nothing
/// where stderr is a file or a pipe.
struct ActivityLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1

  func show(_ text: String) { write("\r\u{1B}[K\(text) …") }

  /// Takes the line away.
  func finish() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if isTerminal { StandardError.write(text) }
  }
}
