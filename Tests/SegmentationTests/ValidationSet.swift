import Foundation
import Imaging
import Testing

/// Real lesions that no weights of this project were trained on: the validation split of the
/// folder that `CALIPER_SHARED` names.
enum ValidationSet {
  struct Case: CustomTestStringConvertible, Sendable {
    let source: String
    let name: String
    let image: String
    let mask: String
    let diameter: Diameter

    var testDescription: String { name }
  }

  private static let folder: URL = {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared = ProcessInfo.processInfo.environment["CALIPER_SHARED"] ?? "../shared"
    return URL(fileURLWithPath: shared, relativeTo: checkout)
      .appendingPathComponent("data/lesions")
  }()

  static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Weights/lite-ensam.safetensors").path

  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("index.tsv").path)

  /// The cases of the split, as the index lists them.
  static func cases() throws -> [Case] {
    let index = try String(contentsOf: folder.appendingPathComponent("index.tsv"), encoding: .utf8)
    return index.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count >= 6, fields[0] == "val" else { return nil }
      let n = fields[5].split(separator: ",").compactMap { Int($0) }
      guard n.count == 5 else { return nil }
      let base = folder.appendingPathComponent("val/\(fields[1])/\(fields[2])").path
      return Case(
        source: fields[1], name: fields[2], image: base + "_ct.nii.gz",
        mask: base + "_mask.nii.gz",
        diameter: Diameter(Voxel(n[0], n[1], n[4]), Voxel(n[2], n[3], n[4])))
    }
  }
}
