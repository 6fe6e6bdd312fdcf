import Foundation
import Testing

/// The odd public files of the shared folder, and what nibabel says of each.
///
/// They are no part of the project: `CALIPER_SHARED` names the folder, beside the package when
/// it is not set, and without them the tests are skipped.
enum Conformance {
  static let folder: String = {
    let shared =
      ProcessInfo.processInfo.environment["CALIPER_SHARED"]
      ?? (#filePath as NSString).deletingLastPathComponent + "/../../../../shared"
    return shared + "/conformance"
  }()

  static let isPresent = FileManager.default.fileExists(atPath: folder + "/index.tsv")
  static let absence = "no shared/conformance: set CALIPER_SHARED"

  static let rows: [Row] = {
    guard let text = try? String(contentsOfFile: folder + "/index.tsv", encoding: .utf8) else {
      return []
    }
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Row(Dictionary(uniqueKeysWithValues: zip(lines[0], $0))) }
  }()

  struct Row: Sendable, CustomTestStringConvertible {
    let path: String
    let exercises: String
    let verdict: String
    let shape: [Int]
    let dtype: String
    let spacing: [Double]
    let orientation: String
    let codes: [Int]
    /// Three rows of four.
    let affine: [Double]
    /// Over all frames; empty for what is no number.
    let minMaxMean: [Double]

    init(_ fields: [String: String]) {
      func numbers(_ name: String, _ separator: Character) -> [Double] {
        (fields[name] ?? "").split(separator: separator).compactMap { Double($0) }
      }
      path = fields["path"] ?? ""
      exercises = fields["exercises"] ?? ""
      verdict = fields["verdict"] ?? ""
      shape = numbers("shape", "x").map { Int($0) }
      dtype = fields["dtype"] ?? ""
      spacing = numbers("spacing", ",")
      orientation = fields["orientation"] ?? ""
      codes = numbers("qform_sform", ",").map { Int($0) }
      affine = numbers("affine", ";")
      minMaxMean = numbers("minmaxmean", ",")
    }

    var file: String { Conformance.folder + "/" + path }
    var testDescription: String { path }
  }
}
