import Foundation
import ImageFiles

/// The files of one case: a CT, and perhaps its true mask and somebody's prediction of it.
struct CaseFiles: Sendable, Equatable {
  var image: String
  var truth: String?
  var prediction: String?
  /// What tells the case apart from the others of its list, safe to show.
  var name: String

  init(image: String, truth: String? = nil, prediction: String? = nil, name: String? = nil) {
    self.image = image
    self.truth = truth
    self.prediction = prediction
    self.name = name ?? SafeText.escaped(URL(fileURLWithPath: image).lastPathComponent)
  }
}

/// How files that belong to one case are named.
enum CaseNaming {
  static let endings = [".nii.gz", ".nii", ".hdr"]
  /// What an image's name may carry beyond its case's name, here and in nnU-Net's folders.
  static let imageMarks = ["_ct", "_0000", "_image", "_img"]
  static let truthMarks = ["_mask", "_seg", "_gt", "_label", "_labels"]
  static let predictionMarks = ["_pred", "_prediction", "_caliper_mask"]
  /// Of label maps with a line drawn for each lesion.
  static let lineMarks = ["_recist", "_RECIST", "_lines"]
  /// Of documents with diameters.
  static let documentMarks = ["_prompts", "_caliper"]
  /// Of an archive of numpy arrays, as the FLARE challenges hand out cases.
  static let archiveEnding = ".npz"

  /// The name without its ending; `nil` for what is no image that Caliper reads.
  static func stem(_ name: String) -> String? {
    endings.first { name.hasSuffix($0) && name.count > $0.count }
      .map { String(name.dropLast($0.count)) }
  }

  /// What files of one case have in common: the stem without the mark of an image.
  static func base(_ stem: String) -> String {
    let mark = imageMarks.first { stem.hasSuffix($0) && stem.count > $0.count }
    return mark.map { String(stem.dropLast($0.count)) } ?? stem
  }

  /// A case's name by the path of its image below the folder that is worked on: without its ending
  /// and the mark of an image.
  static func caseName(_ place: String) -> String {
    let isArchive = place.hasSuffix(archiveEnding) && place.count > archiveEnding.count
    return base(stem(place) ?? (isArchive ? String(place.dropLast(archiveEnding.count)) : place))
  }

  static func isLines(_ stem: String) -> Bool { lineMarks.contains(where: stem.hasSuffix) }

  static func isMask(_ stem: String) -> Bool {
    if (truthMarks + predictionMarks).contains(where: stem.hasSuffix) { return true }
    // A second reader's session, ct_caliper-2_mask.
    return stem.hasSuffix("_mask") || (stem.contains("_caliper") && stem.hasSuffix("_mask"))
  }

  /// The file of a folder that belongs to an image.
  ///
  /// - Parameters:
  ///   - stem: the image's.
  ///   - marks: what the file's name may carry beyond the case's, likeliest first.
  ///   - bare: whether the case's or the image's own name will do as well.
  ///   - image: the image's own file where it is in the folder too: no mask of itself.
  static func partner(
    of stem: String, marks: [String], bare: Bool, among names: Set<String>, except image: String
  ) -> String? {
    let base = base(stem)
    let stems = marks.flatMap { [base + $0, stem + $0] } + (bare ? [base, stem] : [])
    for stem in stems {
      for ending in endings where names.contains(stem + ending) && stem + ending != image {
        return stem + ending
      }
    }
    return nil
  }
}
