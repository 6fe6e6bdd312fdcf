import Foundation

/// What a label map's file name tells: the case, and whose the mask is.
struct MaskNaming: Equatable {
  enum Kind {
    /// Marked as the truth.
    case truth
    /// Marked as somebody's segmentation.
    case prediction
    /// The case's name alone: what it is the folder tells.
    case bare
    /// Marked as an image.
    case image
    /// An archive of arrays: an image, and perhaps its true mask.
    case archive
    /// Marked as a map of RECIST diameters, so no segmentation.
    case prompts
  }

  /// The name without its ending and its mark.
  let base: String
  let kind: Kind

  /// - Parameter name: of a file, without the folders that it is in.
  /// - Returns: `nil` for what is no image that Caliper reads.
  init?(_ name: String) {
    guard let stem = CaseNaming.stem(name) else {
      guard let stem = CaseNaming.archiveStem(name) else { return nil }
      (base, kind) = (CaseNaming.base(stem), .archive)
      return
    }
    func without(_ marks: [String]) -> String? {
      marks.filter { stem.hasSuffix($0) && stem.count > $0.count }
        .max { $0.count < $1.count }
        .map { String(stem.dropLast($0.count)) }
    }
    if without(CaseNaming.lineMarks) != nil {
      (base, kind) = (stem, .prompts)
    } else if let rest = without(CaseNaming.predictionMarks) {
      (base, kind) = (CaseNaming.base(rest), .prediction)
    } else if let rest = without(["_mask"]), let mark = rest.range(of: "_caliper-") {
      // A second reader's session, ct_caliper-2_mask.
      (base, kind) = (CaseNaming.base(String(rest[..<mark.lowerBound])), .prediction)
    } else if let rest = without(CaseNaming.truthMarks) {
      (base, kind) = (CaseNaming.base(rest), .truth)
    } else {
      base = CaseNaming.base(stem)
      kind = base == stem ? .bare : .image
    }
  }
}
