/// Whether a lesion is large enough to be a target (RECIST 1.1, section 3.1, for CT).
///
/// A lesion is measurable from a long axis of 10 mm, a lymph node from a short axis of 15 mm, and
/// neither below twice the slice thickness, which for slices of up to 5 mm is no more than that.
/// Whether it can be measured well, and was not irradiated, is for the reader to say.
package enum Measurability: Hashable, Sendable {
  case measurable
  /// A lesion below what can be measured; it may be non-target.
  case tooSmall(Length, least: Length)
  /// A node from 10 mm that is below what can be measured: it may be non-target.
  case pathologicalNode(Length, least: Length)
  /// A node below 10 mm: no lesion.
  case normalNode(Length)
  /// The axis that counts has no length.
  case notMeasured(DiameterAxis)
  /// What the reader says of it rules a measurement out.
  case ruledOut(FindingStatus)

  package init(_ finding: LesionFinding) {
    switch finding.status {
    case .absent, .tooSmallToMeasure, .notEvaluable:
      self = .ruledOut(finding.status)
      return
    case .present, .unequivocalProgression: break
    }
    let axis = finding.site.axis
    guard let length = finding.measured(axis) else {
      self = .notMeasured(axis)
      return
    }
    if finding.site.isNode, length < .pathologicalNode {
      self = .normalNode(length)
      return
    }
    let least = Self.least(at: finding.site, sliceThickness: finding.sliceThicknessMillimetres)
    if length >= least {
      self = .measurable
    } else {
      self =
        finding.site.isNode
        ? .pathologicalNode(length, least: least) : .tooSmall(length, least: least)
    }
  }

  /// The least diameter of a target: 10 mm, 15 mm for a node, or twice the slice thickness where
  /// that is more.
  ///
  /// - Parameter sliceThickness: in mm; `nil` and what is no thickness count as 5 mm or less.
  package static func least(at site: Site, sliceThickness: Double?) -> Length {
    let least = Length(tenths: site.isNode ? 150 : 100)
    guard let sliceThickness, let twice = Length(millimetres: 2 * sliceThickness) else {
      return least
    }
    return max(least, twice)
  }

  /// What the lesion may be at baseline at best; `nil` for a node that is no lesion.
  package var baselineRole: LesionRole? {
    switch self {
    case .measurable: .target
    case .tooSmall, .pathologicalNode, .notMeasured, .ruledOut: .nonTarget
    case .normalNode: nil
    }
  }
}

extension LesionFinding {
  /// Why the lesion cannot be a target, in a sentence that names it; `nil` when it can.
  package var whyNotTarget: String? {
    switch Measurability(self) {
    case .measurable: nil
    case .tooSmall(let length, let least):
      "\(quoted) cannot be a target: its long axis is \(length) mm, and a lesion\(onSlices) is "
        + "measurable from \(least) mm; make it non-target"
    case .pathologicalNode(let length, let least):
      "\(quoted) cannot be a target: its short axis is \(length) mm, and a lymph node\(onSlices) is "
        + "measurable from \(least) mm; make it non-target"
    case .normalNode(let length):
      "\(quoted) is no lesion: its short axis is \(length) mm, and a lymph node below 10 mm is "
        + "normal; leave it out"
    case .notMeasured(let axis):
      "\(quoted) cannot be a target: it has no \(axis.rawValue) axis; measure it"
    case .ruledOut(let status):
      "\(quoted) cannot be a target: it is \(status.rawValue)"
    }
  }

  /// The slices, where they are what a lesion is too small for.
  private var onSlices: String {
    guard let thickness = sliceThicknessMillimetres, let twice = Length(millimetres: 2 * thickness),
      twice == Measurability.least(at: site, sliceThickness: thickness),
      twice > Measurability.least(at: site, sliceThickness: nil),
      let shown = Length(millimetres: thickness)
    else { return "" }
    return " on slices of \(shown) mm"
  }
}
