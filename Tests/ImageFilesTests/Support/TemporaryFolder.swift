import Foundation

/// A folder of its own for one test, removed with the last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "caliper-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    // Some file systems wait for the disk when a file is written over, none when it is new.
    unlink(self(name))
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    return self(name)
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }
}

func contents(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}
