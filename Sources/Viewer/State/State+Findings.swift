import Imaging
import Recist

extension State {
  /// Whether targets are chosen in this study: the first of one patient's, or any other.
  private var isBaseline: Bool { cases.kind == .worklist || cases.currentID == 0 }

  /// Why a lesion may not be the target that it is said to be; `nil` where it may.
  func measurabilityWarning(of lesion: Lesion) -> String? {
    guard isBaseline, lesion.role == .target, lesion.diameter != nil, !lesion.isUnconfirmed,
      let grid = volume?.grid
    else { return nil }
    var finding = lesion.recistFinding(on: grid)
    if finding.name.isEmpty { finding.name = "lesion \(lesion.id)" }
    return finding.whyNotTarget
  }

  /// What is wrong with the number of targets, or cannot be told since their organs are not named.
  var targetWarnings: [String] {
    guard isBaseline, let grid = volume?.grid else { return [] }
    return TargetLimits.violations(in: work.lesions.map { $0.recistFinding(on: grid) })
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

  /// `nil` where they agree within 20 %, or one is not there or of an earlier diameter. Of lymph nodes the short axis counts.
  init?(_ lesion: Lesion, on grid: VoxelGrid) {
    guard let measured = lesion.currentMeasurement else { return nil }
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
