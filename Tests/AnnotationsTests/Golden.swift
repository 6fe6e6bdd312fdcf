import Foundation
import Testing

/// Compares text with `Golden/NAME`.
///
/// With CALIPER_RECORD_SNAPSHOTS=1 the file is written instead, and the test fails, so that a
/// recording run cannot pass for a check.
func expectGolden(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["CALIPER_RECORD_SNAPSHOTS"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record(
      "Recorded \(name); look at it, then run without CALIPER_RECORD_SNAPSHOTS.",
      sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  // Compared by bytes: line ends and accents count.
  let isSame = Array(text.utf8) == Array(expected.utf8)
  #expect(isSame, "It differs from Golden/\(name):\n\(text)", sourceLocation: sourceLocation)
}
