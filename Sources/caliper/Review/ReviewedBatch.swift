import ImageFiles
import Viewer

/// The summary that `caliper segment` writes of a folder, as far as a review needs it.
struct ReviewedBatch: Decodable {
  static let kind = "caliper segmentation"

  struct Case: Decodable {
    struct Lesion: Decodable {}
    var `case`: String
    var image: String
    var mask: String?
    var status: String?
    var problem: String?
    var lesions: [Lesion]?
  }

  var cases: [Case]

  /// - Parameter folder: that of the file, where relative paths begin.
  func entries(in folder: String) -> [ReviewFile.Entry] {
    cases.enumerated().map { place, one in
      let hasFailed = one.status == "failed" || one.problem != nil
      let problem = one.problem.map(SafeText.escaped) ?? "it could not be segmented"
      return ReviewFile.Entry(
        name: one.case, image: ReviewPath.absolute(one.image, in: folder), reference: nil,
        prediction: hasFailed ? nil : one.mask.map { ReviewPath.absolute($0, in: folder) },
        review: CaseReview(
          place: place, lesions: hasFailed ? 0 : one.lesions?.count ?? 0,
          problem: hasFailed ? problem : nil))
    }
  }
}
