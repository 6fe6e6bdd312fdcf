import Imaging
import Recist

extension State {
  /// A lesion as RECIST 1.1 takes it: the placed diameter, and the placed short axis or else the
  /// mask's.
  package func recistFinding(of lesion: Lesion) -> LesionFinding? {
    guard let grid = volume?.grid else { return nil }
    let axial = DisplayPlane(.axial, of: grid).sliceAxis
    return LesionFinding(
      id: String(lesion.id), name: lesion.name.isEmpty ? "lesion \(lesion.id)" : lesion.name,
      role: lesion.role, site: lesion.site, status: lesion.finding,
      longAxisMillimetres: lesion.diameter?.millimetres(in: grid),
      shortAxisMillimetres: lesion.shortMillimetres(in: grid)
        ?? lesion.segmentation?.measurement.shortAxisMillimetres,
      sliceThicknessMillimetres: grid.spacing[axial],
      volumeMillilitres: lesion.segmentation?.measurement.volumeMillilitres)
  }

  /// Whether targets are chosen in this study: the first of one patient's, or any other.
  private var isBaseline: Bool { cases.kind == .worklist || cases.currentID == 0 }

  /// Why a lesion may not be the target that it is said to be; `nil` where it may.
  func measurabilityWarning(of lesion: Lesion) -> String? {
    guard isBaseline, lesion.role == .target, lesion.diameter != nil else { return nil }
    return recistFinding(of: lesion)?.whyNotTarget
  }

  /// What is wrong with the number of targets. Lesions whose organ was not said count in all, and in
  /// no organ.
  var targetWarnings: [String] {
    guard isBaseline else { return [] }
    let findings = work.lesions.compactMap { lesion in
      var lesion = lesion
      if lesion.site.key.isEmpty { lesion.site = Site("lesion \(lesion.id)", isNode: false) }
      return recistFinding(of: lesion)
    }
    return TargetLimits.violations(in: findings)
  }
}

/// How a lesion's mask differs in length from what was placed.
struct MaskDifference: Hashable {
  let axis: DiameterAxis
  /// In mm.
  let mask: Double
  let placed: Double

  /// Of the placed length.
  var percent: Int { Int((abs(mask - placed) / placed * 100).rounded()) }

  /// Lengths that differ by no more than this share agree as two readers do.
  private static let agreeing = 0.2

  /// `nil` where they agree within 20 %, or one is not there. Of lymph nodes the short axis counts.
  init?(_ lesion: Lesion, on grid: VoxelGrid) {
    guard let measured = lesion.segmentation?.measurement else { return nil }
    axis = lesion.site.axis
    let placed =
      axis == .long
      ? lesion.diameter?.millimetres(in: grid) : lesion.shortMillimetres(in: grid)
    mask = axis == .long ? measured.longAxisMillimetres : measured.shortAxisMillimetres
    guard let placed, placed > 0, mask.isFinite, abs(mask - placed) > Self.agreeing * placed,
      abs(mask - placed) / placed < 1e6
    else { return nil }
    self.placed = placed
  }

  /// "mask 31.0 mm, placed 23.4 mm: differ by 32 %".
  var sentence: String {
    let what = axis == .short ? "short axes: " : ""
    return "\(what)mask \(fixed(mask, 1)) mm, placed \(fixed(placed, 1)) mm: differ by \(percent) %"
  }
}
