import ImageFiles
import Viewer

extension SegmentationListing {
  /// What there is to review of a run, in its order.
  ///
  /// - Parameter folder: that of the file, where relative paths begin.
  func entries(in folder: String) -> [ReviewFile.Entry] {
    cases.enumerated().map { place, one in
      let hasFailed = one.status == "failed" || one.problem != nil
      let problem = one.problem.map(SafeText.escaped) ?? "it could not be segmented"
      return ReviewFile.Entry(
        name: one.name, image: one.image.map { ReviewPath.absolute($0, in: folder) },
        reference: nil,
        prediction: hasFailed ? nil : one.mask.map { ReviewPath.absolute($0, in: folder) },
        placed: one.placed,
        review: CaseReview(
          place: place, lesions: hasFailed ? 0 : one.lesions?.count ?? 0,
          problem: hasFailed ? problem : nil))
    }
  }
}
