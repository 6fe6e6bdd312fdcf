import Foundation
import Testing
import Viewer

/// Compares a frame with `Snapshots/NAME.txt`, see ``expectSnapshot(text:named:sourceLocation:)``.
func expectSnapshot(
  _ frame: Frame, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectSnapshot(text: frame.snapshot, named: name, sourceLocation: sourceLocation)
}

/// Compares text with `Snapshots/NAME.txt`.
///
/// With CALIPER_RECORD_SNAPSHOTS=1 the file is written instead, and the test fails, so that a
/// recording run cannot pass for a check.
func expectSnapshot(
  text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Snapshots")
  let file = folder.appendingPathComponent(name + ".txt")
  if ProcessInfo.processInfo.environment["CALIPER_RECORD_SNAPSHOTS"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record(
      "Recorded \(name).txt; look at it, then run without CALIPER_RECORD_SNAPSHOTS.",
      sourceLocation: sourceLocation)
    return
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record(
      "Snapshots/\(name).txt is missing; record it with CALIPER_RECORD_SNAPSHOTS=1.",
      sourceLocation: sourceLocation)
    return
  }
  guard text != expected else { return }
  let difference = firstDifference(expected, text)
  Issue.record(
    "It differs from Snapshots/\(name).txt\n\(difference)\nAll of it:\n\(text)",
    sourceLocation: sourceLocation)
}

private func firstDifference(_ expected: String, _ actual: String) -> String {
  let old = expected.components(separatedBy: "\n")
  let new = actual.components(separatedBy: "\n")
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? old[index] : "(nothing)"
    let after = index < new.count ? new[index] : "(nothing)"
    if before != after { return "line \(index + 1)\n- \(before)\n+ \(after)" }
  }
  return ""
}
