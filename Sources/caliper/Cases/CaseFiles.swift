import Foundation
import ImageFiles
import Imaging

/// The files of one case: a CT, and perhaps its true mask and somebody's prediction of it.
struct CaseFiles: Sendable, Equatable {
  var image: String
  var truth: String?
  var prediction: String?
  /// The diameters that the prediction's lesions were made from, by label, as far as they are known.
  var placed: [Int: Diameter] = [:]
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

  /// The name of an archive of arrays without its ending; `nil` for another file.
  static func archiveStem(_ name: String) -> String? {
    name.hasSuffix(archiveEnding) && name.count > archiveEnding.count
      ? String(name.dropLast(archiveEnding.count)) : nil
  }

  /// What files of one case have in common: the stem without the marks of an image. All of them, so
  /// that the name of a case is its mask's name too: p_ct_0000 is case p, as its mask p_ct is.
  static func base(_ stem: String) -> String { bases(stem).last ?? stem }

  /// The stem, and what is left of it after one mark of an image and the next.
  private static func bases(_ stem: String) -> [String] {
    let mark = imageMarks.first { stem.hasSuffix($0) && stem.count > $0.count }
    return [stem] + (mark.map { bases(String(stem.dropLast($0.count))) } ?? [])
  }

  /// A case's name by the path of its image below the folder that is worked on: without its ending
  /// and the marks of an image.
  static func caseName(_ place: String) -> String {
    base(stem(place) ?? archiveStem(place) ?? place)
  }

  static func isLines(_ stem: String) -> Bool { lineMarks.contains(where: stem.hasSuffix) }

  static func isMask(_ stem: String) -> Bool {
    (truthMarks + predictionMarks).contains(where: stem.hasSuffix)
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
    let bases = bases(stem).reversed()
    let stems = marks.flatMap { mark in bases.map { $0 + mark } } + (bare ? Array(bases) : [])
    for stem in stems {
      for ending in endings where names.contains(stem + ending) && stem + ending != image {
        return stem + ending
      }
    }
    return nil
  }
}
