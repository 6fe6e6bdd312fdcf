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
  /// The image; this path and the next two begin in the folder of the results.
  var image: String
  /// The file with the diameters, where the case has one of its own.
  var prompts: String?
  /// `nil` for a case that failed.
  var mask: String?
  let status: Status
  let problem: String?
  /// What a reader should know of the files, a sentence each.
  let warnings: [String]
  let lesions: [Lesion]
  let efficiency: CaseEfficiencyRecord

  /// Of image and prompts, `nil` for a case that failed: see ``LoadedCase``.
  let fingerprint: String?
  let maskSHA256: String?
  let settings: RunSettings
  /// Cases of the whole folder, all parts together.
  var caseCount: Int
  /// ISO 8601: of two records of a case the later one counts.
  let finished: String

  var finishedDate: Date { Timestamp.date(of: finished) ?? .distantPast }

  private enum CodingKeys: String, CodingKey {
    case image, prompts, mask, status, problem, warnings, lesions, efficiency
    case fingerprint, settings, finished
    case name = "case"
    case maskSHA256 = "mask_sha256"
    case caseCount = "cases"
  }
}
