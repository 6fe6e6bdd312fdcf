import Foundation

/// An assessment as JSON: all numbers, rounded as they were compared, and every category with its
/// reason. What is not known is null.
package struct ResponseDocument: Codable, Hashable, Sendable {
  package static let currentFormat = "caliper-recist"
  package static let currentVersion = 1

  package struct ChangeRecord: Codable, Hashable, Sendable {
    package var millimetres: Double
    /// `nil` where the earlier length is 0.
    package var percent: Double?

    private enum CodingKeys: String, CodingKey {
      case millimetres = "mm"
      case percent
    }
  }

  package struct VolumeChangeRecord: Codable, Hashable, Sendable {
    package var millilitres: Double
    package var percent: Double?

    private enum CodingKeys: String, CodingKey {
      case millilitres = "mL"
      case percent
    }
  }

  package struct VerdictRecord: Codable, Hashable, Sendable {
    package var category: String
    package var reason: String
  }

  package struct NadirRecord: Codable, Hashable, Sendable {
    package var millimetres: Double
    package var timepoint: String

    private enum CodingKeys: String, CodingKey {
      case millimetres = "mm"
      case timepoint
    }
  }

  package struct ProgressionRecord: Codable, Hashable, Sendable {
    package var timepoint: String
    package var date: StudyDate?
  }

  package var format = currentFormat
  package var version = currentVersion
  package var criteria = "RECIST 1.1"
  package var timepoints: [TimepointRecord]
  package var progression: ProgressionRecord?
  package var problems: [String]

  package init(_ assessment: ResponseAssessment) {
    timepoints = assessment.timepoints.indices.map { TimepointRecord(assessment, at: $0) }
    progression = assessment.progression.map {
      ProgressionRecord(timepoint: $0.label, date: $0.date)
    }
    problems = assessment.problems
  }

  /// Indented, with sorted keys and a final line break.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}
