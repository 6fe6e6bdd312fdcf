/// Memory that is handed out from front to back, and given back all at once.
struct Arena {
  private let start: UnsafeMutablePointer<Float>
  private let capacity: Int
  private var used = 0

  init(start: UnsafeMutablePointer<Float>, capacity: Int) {
    self.start = start
    self.capacity = capacity
  }

  /// Floats that `rows` of this size take.
  static func floats(rows: Int, width: Int) -> Int { (rows * width + 15) / 16 * 16 }

  /// Rows of no particular content.
  mutating func rows(_ rows: Int, width: Int) -> Rows {
    let floats = Self.floats(rows: rows, width: width)
    precondition(used + floats <= capacity, "the arena was planned with \(capacity) floats")
    defer { used += floats }
    return Rows(start: start + used, count: rows, width: width)
  }

  /// Calls `body`, and takes back what it was handed.
  mutating func scope<Result>(_ body: (inout Arena) throws -> Result) rethrows -> Result {
    let before = used
    defer { used = before }
    return try body(&self)
  }
}

/// Rows of floats somewhere in memory: tokens, (count, width).
struct Rows {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  let width: Int

  subscript(row: Int) -> UnsafeMutablePointer<Float> { start + row * width }
}
