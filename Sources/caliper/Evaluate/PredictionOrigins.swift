import Evaluation
import Foundation
import ImageFiles

/// What `segment` says in a folder of predictions about where they come from: the images, and what
/// it took to segment them.
struct PredictionOrigins {
  struct Case {
    /// As it is to be opened; `nil` where there is no such file any more.
    let image: String?
    let efficiency: CaseEfficiency?
  }

  /// The summary that says it.
  let path: String
  /// The name and the hash of the weights, safe to show; `nil` where there are none.
  let weights: String?
  /// By name.
  let cases: [String: Case]

  /// - Parameter folder: that of the predictions.
  /// - Returns: `nil` where there is no summary, or another program's.
  /// - Throws: ``CaseFailure`` for one that cannot be read.
  init?(in folder: String) throws {
    let path = folder + "/" + RecordFolder.summaryName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data = try CaseFailure.wrapping { try SmallFile.read(path) }
    guard let head = try? JSONDecoder().decode(Head.self, from: data),
      head.kind == SegmentationSummary.kind
    else { return nil }
    guard let document = try? JSONDecoder().decode(SegmentationListing.self, from: data) else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): this is no summary as caliper segment writes it; images and "
          + "times are left out.")
    }
    var cases: [String: Case] = [:]
    for one in document.cases {
      let image = one.image.map { RelativePath.resolved($0, in: folder) }
      cases[one.name] = Case(
        image: image.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil },
        efficiency: one.efficiency.map {
          CaseEfficiency(
            seconds: $0.seconds, peakMegabytes: $0.peakMegabytes,
            gigabyteSeconds: $0.gigabyteSeconds)
        })
    }
    self.path = path
    self.cases = cases
    let parts = [document.weights?.name, document.weights?.sha256.map { "SHA-256 \($0)" }]
    let text = parts.compactMap { $0 }.joined(separator: ", ")
    weights = text.isEmpty ? nil : SafeText.escaped(text)
  }

  private struct Head: Decodable { let kind: String? }
}
