import Foundation

/// The exit codes that the Manual documents.
enum ExitStatus {
  static let done: Int32 = 0
  static let caseFailed: Int32 = 1
  static let wrongUsage: Int32 = 2
  static let interrupted: Int32 = 130
}

/// A case that could not be done, in one sentence: what, where, what to do.
struct CaseFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Runs `body`; whatever it throws, but for a cancellation, becomes a failed case.
  static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as CancellationError {
      throw error
    } catch let error as CaseFailure {
      throw error
    } catch let error as any CustomStringConvertible {
      throw CaseFailure(error.description)
    } catch {
      throw CaseFailure(error.localizedDescription)
    }
  }
}

/// Messages go to stderr, results to stdout.
enum StandardError {
  static func print(_ message: String) { write(message + "\n") }

  /// Not by a FileHandle, which stops the program where nobody is left to read: a terminal whose
  /// line has dropped.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count <= 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
