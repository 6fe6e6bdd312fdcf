import Annotations
import Foundation
import Imaging

/// What came of one case: a line of `cases.jsonl`.
struct CaseRecord: Codable, Sendable {
  enum Status: String, Codable, Sendable { case done, failed }

  /// A lesion as `segment` reports it, and the ends of its diameter.
  struct Lesion: Codable, Sendable {
    let report: SegmentReport.Lesion
    /// Voxel indices x, y, z from 0, in the file's own axes.
    let a: [Int]
    let b: [Int]

    init(_ report: SegmentReport.Lesion, _ diameter: Diameter) {
      self.report = report
      a = [diameter.a.x, diameter.a.y, diameter.a.z]
      b = [diameter.b.x, diameter.b.y, diameter.b.z]
    }

    init(from decoder: any Decoder) throws {
      report = try SegmentReport.Lesion(from: decoder)
      let container = try decoder.container(keyedBy: Keys.self)
      a = try container.decode([Int].self, forKey: .a)
      b = try container.decode([Int].self, forKey: .b)
    }

    func encode(to encoder: any Encoder) throws {
      try report.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(a, forKey: .a)
      try container.encode(b, forKey: .b)
    }

    private enum Keys: String, CodingKey { case a, b }
  }

  let name: String
  let status: Status
  /// Paths of the case's own files in it begin in the folder of the results.
  let problem: String?
  /// What a reader should know of the files, a sentence each.
  let warnings: [String]
  let lesions: [Lesion]
  let efficiency: CaseEfficiencyRecord

  /// Of image and prompts, `nil` for a case that failed: see ``LoadedCase``.
  let fingerprint: String?
  /// `nil` for a case that failed.
  let maskSHA256: String?
  let settings: RunSettings
  /// ISO 8601: see ``RecordFolder/latest(of:)``.
  let finished: String

  var finishedDate: Date { Timestamp.date(of: finished) ?? .distantPast }

  private enum CodingKeys: String, CodingKey {
    case status, problem, warnings, lesions, efficiency, fingerprint, settings, finished
    case name = "case"
    case maskSHA256 = "mask_sha256"
  }
}
