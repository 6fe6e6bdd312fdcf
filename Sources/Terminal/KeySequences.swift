import Viewer

/// The byte sequences of a terminal's special keys.
///
/// What every terminal of the xterm family sends is decoded by its grammar in ``KeyDecoder``; this
/// table holds what only the terminal's description knows.
public struct KeySequences: Hashable, Sendable {
  private var keys: [[UInt8]: Key] = [:]
  /// Every proper beginning of a sequence: more bytes may follow.
  private var beginnings: Set<[UInt8]> = []

  /// Nothing beside what the grammar knows.
  public static let xterm = KeySequences()

  public init() {}

  /// Adds a sequence. Only those that start with an escape byte count: a single byte such as
  /// Ctrl-H for "left" on old terminals would shadow a key of its own.
  public mutating func add(_ bytes: [UInt8], _ key: Key) {
    guard bytes.count > 1, bytes.first == 0x1B else { return }
    keys[bytes] = key
    for length in 1..<bytes.count { beginnings.insert(Array(bytes[..<length])) }
  }

  /// The longest sequence that `bytes` begin with, its length and its key; `isOpen` where more
  /// bytes could make a longer one.
  func match(_ bytes: [UInt8]) -> (found: (length: Int, key: Key)?, isOpen: Bool) {
    var found: (length: Int, key: Key)?
    for length in stride(from: 2, through: bytes.count, by: 1) {
      let head = Array(bytes[..<length])
      if let key = keys[head] { found = (length, key) }
      if !beginnings.contains(head) { return (found, false) }
    }
    return (found, !bytes.isEmpty && beginnings.contains(bytes))
  }

  /// The terminfo names of the keys that the viewer knows.
  package static let capabilities: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right),
    ("kri", .shiftUp), ("kind", .shiftDown), ("kLFT", .shiftLeft), ("kRIT", .shiftRight),
    ("kUP", .shiftUp), ("kDN", .shiftDown),
    ("kpp", .pageUp), ("knp", .pageDown), ("khome", .home), ("kend", .end),
    ("kdch1", .delete), ("kbs", .backspace), ("kcbt", .backTab), ("kent", .enter),
  ]
}
