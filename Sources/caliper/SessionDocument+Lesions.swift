import Annotations
import Imaging
import Recist
import Viewer

extension SessionDocument.Lesion {
  /// A lesion as it is written down.
  init(_ lesion: Lesion, grid: VoxelGrid) {
    self.init(
      label: lesion.id, a: lesion.a, b: lesion.b, grid: grid,
      measurement: lesion.segmentation?.measurement)
    setShortAxis(a: lesion.shortAxis?.a, b: lesion.shortAxis?.b, grid: grid)
    name = lesion.name.isEmpty ? nil : lesion.name
    role =
      switch lesion.role {
      case .target: nil
      case .nonTarget: .nonTarget
      case .new: .new
      }
    organ = lesion.site.organ.isEmpty ? nil : lesion.site.organ
    isNode = lesion.site.isNode ? true : nil
    finding = lesion.finding == .present ? nil : lesion.finding.rawValue
    unconfirmed = lesion.isUnconfirmed ? true : nil
    stale = lesion.isStale ? true : nil
    guard let segmentation = lesion.segmentation else { return }
    rescued = segmentation.rescued ? true : nil
    maskEdited = segmentation.isEdited ? true : nil
    threshold = segmentation.threshold == 0 ? nil : segmentation.threshold
  }

  /// The lesion that was written down, without its mask.
  ///
  /// - Throws: ``SessionError/malformedEnd(label:)``.
  func lesion() throws -> Lesion {
    let (a, b) = try ends()
    var lesion = Lesion(id: label, a: a, b: b)
    let (shortA, shortB) = try shortEnds()
    if let shortA, let shortB { lesion.shortAxis = Diameter(shortA, shortB) }
    lesion.name = name ?? ""
    lesion.role =
      switch role {
      case nil, .target: .target
      case .nonTarget: .nonTarget
      case .new: .new
      }
    lesion.site = Site(organ ?? "", isNode: isNode ?? false)
    lesion.finding = finding.flatMap(FindingStatus.init) ?? .present
    lesion.isUnconfirmed = unconfirmed ?? false
    return lesion
  }

  /// What the document says of a lesion's mask.
  func segmentation(
    mask: Mask, measurement: LesionMeasurement, of lesion: Lesion
  ) -> LesionSegmentation {
    LesionSegmentation(
      diameter: stale == true ? nil : lesion.diameter, mask: mask, measurement: measurement,
      rescued: rescued ?? false, threshold: threshold ?? 0, isEdited: maskEdited ?? false)
  }
}
