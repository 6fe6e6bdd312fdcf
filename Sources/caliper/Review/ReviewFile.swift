import Annotations
import Evaluation
import Foundation
import ImageFiles
import Imaging
import Viewer

/// The cases that a JSON file names: an evaluation as `caliper evaluate --json` or nnU-Net writes it,
/// or the summary of a batch of segmentations.
struct ReviewFile {
  /// A case as the file has it. Paths are as they can be opened from here.
  struct Entry {
    /// Not made safe to show.
    var name: String
    var image: String?
    var reference: String?
    var prediction: String?
    /// See ``CaseFiles/placed``.
    var placed: [Int: Diameter] = [:]
    var review: CaseReview
  }

  /// In the file's order; not empty.
  private(set) var entries: [Entry]
  private(set) var rules = ComparisonRules()

  /// What tells the kinds of files apart.
  private struct Probe: Decodable {
    struct Anything: Decodable {}
    var kind: String?
    var evaluatedCases: Anything?

    private enum CodingKeys: String, CodingKey {
      case kind
      case evaluatedCases = "metric_per_case"
    }
  }

  /// - Throws: ``CaseFailure`` for what is no such file, or names no case.
  init(_ path: String) throws {
    let data = try CaseFailure.wrapping { NonfiniteJSON.cleaned(try SmallFile.read(path)) }
    let shown = SafeText.escaped(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let decoder = JSONDecoder()
    do {
      guard let probe = try? decoder.decode(Probe.self, from: data) else {
        // For its sentence, which says where the JSON breaks off.
        _ = try decoder.decode(ReviewedEvaluation.self, from: data)
        throw Self.other(shown)
      }
      if probe.evaluatedCases != nil {
        let document = try decoder.decode(ReviewedEvaluation.self, from: data)
        rules = document.rules
        entries = document.entries(in: folder)
        var placed = PlacedDiameters()
        for index in entries.indices {
          guard let mask = entries[index].prediction else { continue }
          entries[index].placed = placed.of(mask, name: entries[index].name)
        }
      } else if probe.kind == SegmentationSummary.kind {
        entries = try decoder.decode(SegmentationListing.self, from: data).entries(in: folder)
      } else {
        throw Self.other(shown)
      }
    } catch let error as DecodingError {
      throw CaseFailure(
        "\(shown): it cannot be reviewed: \(SafeText.escaped(error.summary)); give the JSON that "
          + "'caliper evaluate --json' or 'caliper segment' wrote.")
    }
    guard !entries.isEmpty else {
      throw CaseFailure("\(shown): it names no case, so there is nothing to review.")
    }
  }

  private static func other(_ shown: String) -> CaseFailure {
    CaseFailure(
      "\(shown): this is neither an evaluation nor the summary of a batch; give the JSON that "
        + "'caliper evaluate --json' or 'caliper segment' wrote.")
  }
}
