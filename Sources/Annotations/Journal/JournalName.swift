import Foundation

/// A journal's file name, `STEM.MACHINE.PROCESS.TOKEN.journal`; one that was kept after a clean
/// exit ends with `.done.journal`.
struct JournalName: Hashable, Sendable {
  private static let suffix = ".journal"
  private static let keptSuffix = ".done.journal"

  /// The study's.
  var stem: String
  var machine: String
  var process: Int32
  /// Seven letters and digits: tells apart the journals of one process, and of processes that had
  /// the same number.
  var token: String
  var isKept = false

  init(stem: String, machine: String, process: Int32) {
    let letters = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    self.stem = stem
    self.machine = machine
    self.process = process
    token = String(repeating: "0", count: 7 - letters.count) + letters
  }

  /// The parts of a file's name, for a study's stem; `nil` for other files. The machine's name may
  /// have dots.
  init?(_ name: String, stem: String) {
    guard name.hasPrefix(stem + "."), name.hasSuffix(Self.suffix) else { return nil }
    isKept = name.hasSuffix(Self.keptSuffix)
    let tail = isKept ? Self.keptSuffix : Self.suffix
    guard name.count > stem.count + 1 + tail.count else { return nil }
    let parts = name.dropFirst(stem.count + 1).dropLast(tail.count)
      .split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, let process = Int32(parts[parts.count - 2]), process > 0 else {
      return nil
    }
    self.stem = stem
    self.process = process
    machine = parts.dropLast(2).joined(separator: ".")
    token = String(parts[parts.count - 1])
  }

  var text: String {
    "\(stem).\(machine).\(process).\(token)" + (isKept ? Self.keptSuffix : Self.suffix)
  }

  /// Whether a file's name is that of a journal kept after a clean exit, of any study.
  static func isKept(_ url: URL) -> Bool { url.lastPathComponent.hasSuffix(keptSuffix) }

  /// The name for keeping a journal after a clean exit.
  static func kept(_ url: URL) -> URL {
    let name = url.lastPathComponent
    let base = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    return url.deletingLastPathComponent().appendingPathComponent(base + keptSuffix)
  }
}
