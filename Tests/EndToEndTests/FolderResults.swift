import ArraySupport
import Foundation
import ImageFiles
import Imaging
import Testing

/// What `caliper segment` left in a folder, as far as it must not depend on the machine or on the way
/// that the run took.
struct FolderResults: Equatable {
  /// Of each mask, by its path.
  let masks: [String: Data]
  let table: String
  /// Without its objects named `efficiency`.
  let summary: Data

  init(of folder: URL) throws {
    var masks: [String: Data] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
    where path.hasSuffix(".nii.gz") {
      masks[path] = try Data(contentsOf: folder.appendingPathComponent(path))
    }
    self.masks = masks
    table = try String(
      contentsOf: folder.appendingPathComponent("measurements.csv"), encoding: .utf8)
    summary = try JSONSerialization.data(
      withJSONObject: Self.withoutEfficiency(Self.document(in: folder)), options: .sortedKeys)
  }

  static func document(in folder: URL) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appendingPathComponent("summary.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  static func cases(in folder: URL) throws -> [[String: Any]] {
    try #require(try document(in: folder)["cases"] as? [[String: Any]])
  }

  private static func withoutEfficiency(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { $0.key != "efficiency" }.mapValues(withoutEfficiency)
    }
    return (value as? [Any])?.map(withoutEfficiency) ?? value
  }
}

extension Workplace {
  /// The diameter of ``makePair(_:radius:offset:)``'s ball.
  static let ballDiameter = "17,24,47,24,10"

  func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(name))
  }

  /// Writes phantoms of four lesions and more with their prompts beside them: `FOLDER/odd/N.nii.gz` and
  /// `FOLDER/even/N.nii.gz`.
  func makePhantoms(_ count: Int, in folder: String) throws {
    for number in 1...count {
      let base = "\(folder)/\(number % 2 == 0 ? "even" : "odd")/\(number)"
      try FileManager.default.createDirectory(
        at: url(base).deletingLastPathComponent(), withIntermediateDirectories: true)
      let run = try Program.run(
        "phantom", "-o", url(base).path + ".nii.gz", "--shape", "96x96x48", "--spacing", "4x4x8",
        "--seed", "\(number)")
      try #require(run.code == 0, "\(run.messages)")
    }
  }

  /// Runs `segment` from one folder to another.
  func segment(
    _ input: String, _ output: String, _ more: String...
  ) throws -> (code: Int32, output: String, messages: String) {
    try Program.run(["segment", "-i", url(input).path, "-o", url(output).path] + more)
  }

  func results(_ folder: String) throws -> FolderResults { try FolderResults(of: url(folder)) }

  /// Writes a ball as the FLARE challenges would, at `NAME.npz`.
  func makeArchive(_ name: String, lines: Bool = true) throws {
    try makePair("ball")
    let volume = try ImageFileReader().readVolume(url("ball_ct.nii.gz").path).volume
    let shape = volume.grid.shape
    var (levels, recist) = ([UInt8](), [UInt8]())
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        for x in 0..<shape.x {
          let level = (volume[Voxel(x, y, z)] + 160) / 400 * 255
          levels.append(UInt8(min(max(level.rounded(), 0), 255)))
          recist.append(z == 10 && y == 24 && (17...47).contains(x) ? 1 : 0)
        }
      }
    }
    var archive = ArchiveFixture()
    let sizes = [shape.z, shape.y, shape.x]
    try archive.add("imgs", levels, shape: sizes, descr: "|u1")
    try archive.add("spacing", [1.0, 1, 2], shape: [3], descr: "<f8")
    try archive.add("origin", [-32.0, -24, -20], shape: [3], descr: "<f8")
    if lines { try archive.add("recist", recist, shape: sizes, descr: "|u1", deflated: false) }
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try archive.data.write(to: url(name + ".npz"))
  }
}
