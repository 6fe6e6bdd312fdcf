import Annotations
import Foundation

/// A state folder of its own for one test, removed with the last reference.
final class StateWorkplace {
  let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("caliper-state-\(UUID().uuidString)")
  let study = URL(fileURLWithPath: "/data/Müller/ct 1.nii.gz")
  let state: StateFolder

  init() { state = StateFolder(environment: ["XDG_STATE_HOME": root.path]) }

  deinit { try? FileManager.default.removeItem(at: root) }

  func journal() throws -> Journal { try state.journal(for: study, software: "caliper test") }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: state.url.path).sorted()
  }

  /// Makes a file look as if it had last been written some seconds ago.
  func age(_ url: URL, seconds: TimeInterval) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-seconds)], ofItemAtPath: url.path)
  }

  /// The number of a process that has ended.
  static func endedProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }
}

/// A value to write to journals.
struct Note: Codable, Equatable, Sendable {
  var text: String
  var voxel: [Int]
  var millimetres: Double
}

extension Note {
  init(_ number: Int) {
    self.init(
      text: "note \(number)\twith\na break and Ü", voxel: [number, -number, 7],
      millimetres: Double(number) / 3)
  }
}

func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

func mode(_ url: URL) -> Int {
  var status = stat()
  return stat(url.path, &status) == 0 ? Int(status.st_mode & 0o777) : -1
}
