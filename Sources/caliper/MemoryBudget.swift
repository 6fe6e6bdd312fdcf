import Foundation

/// Memory that jobs at work side by side share: one waits until there is room for it.
///
/// What a job asks for is an estimate, so that a whole folder is not held in memory at once; it is
/// no limit that a job could not exceed.
final class MemoryBudget: @unchecked Sendable {
  private let bytes: Int
  /// Guards `used`.
  private let condition = NSCondition()
  private var used = 0

  /// - Parameter bytes: that all jobs together may take; a job that asks for more runs alone.
  init(bytes: Int) { self.bytes = bytes }

  /// Runs `body` once there is room for it.
  func withRoom<Result>(for need: Int, _ body: () throws -> Result) rethrows -> Result {
    condition.lock()
    while used > 0 && used + need > bytes { condition.wait() }
    used += need
    condition.unlock()
    defer {
      condition.lock()
      used -= need
      condition.broadcast()
      condition.unlock()
    }
    return try body()
  }
}
