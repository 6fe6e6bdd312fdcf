import Foundation
import ImageFiles
import Viewer

/// The cases of a file that is reviewed, the worst first.
struct ReviewListing {
  private(set) var cases: [(files: CaseFiles, review: CaseReview)] = []
  let rules: ComparisonRules

  /// - Parameters:
  ///   - path: see ``ReviewFile``.
  ///   - images: a folder with images of the cases' names, which goes before what the file says.
  /// - Throws: ``CaseFailure`` where there is nothing to look at.
  init(_ path: String, images: String?) throws {
    let file = try ReviewFile(path)
    let folder = try CaseImages(in: images)
    rules = file.rules
    var found = 0
    for entry in file.entries {
      let masks = [entry.reference, entry.prediction].compactMap(\.self)
      let named = entry.image.flatMap { ReviewPath.exists($0) ? $0 : nil }
      let image =
        folder[entry.name] ?? named ?? CaseImages.beside(masks)
      var review = entry.review
      if image == nil {
        review.problem = review.problem ?? "no image of it was found; --images names their folder"
      } else {
        found += 1
      }
      var files = CaseFiles(
        // Opening a path that leads nowhere says so.
        image: image ?? entry.image
          ?? ReviewPath.absolute(
            entry.name, in: URL(fileURLWithPath: path).deletingLastPathComponent().path),
        truth: entry.reference, prediction: entry.prediction, name: SafeText.escaped(entry.name))
      files.placed = entry.placed
      cases.append((files, review))
    }
    guard found > 0 else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): none of its images is there; name their folder with --images.")
    }
    cases.sort { CaseReview.isWorse($0.review, than: $1.review) }
  }
}
