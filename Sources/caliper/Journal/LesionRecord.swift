import Annotations
import Foundation
import Imaging
import Viewer

/// A lesion as a journal has it: what a session says of it, and exactly what was made of it.
struct LesionRecord: Codable, Sendable {
  var entry: SessionDocument.Lesion
  var segmentation: SegmentationRecord?

  init(_ lesion: Lesion, grid: VoxelGrid, masks: inout MaskLedger) throws(MaskCodeError) {
    entry = SessionDocument.Lesion(lesion, grid: grid)
    if let segmentation = lesion.segmentation {
      self.segmentation = try SegmentationRecord(segmentation, label: lesion.id, masks: &masks)
    }
  }

  /// - Throws: ``SessionError``, ``MaskCodeError`` or ``CaseFailure`` for what no viewer wrote.
  func lesion(masks: RecordedMasks, grid: VoxelGrid) throws -> Lesion {
    guard (1...255).contains(entry.label) else {
      throw CaseFailure("The journal has a lesion \(entry.label); they run from 1 to 255.")
    }
    var lesion = try entry.lesion()
    let axes = [
      lesion.shortAxis, segmentation?.prompt, segmentation?.measurement.longAxis,
      segmentation?.measurement.shortAxis,
    ]
    let ends = [lesion.a, lesion.b] + axes.flatMap { [$0?.a, $0?.b] }
    guard ends.allSatisfy({ $0.map(grid.contains) ?? true }) else {
      throw CaseFailure("The journal has an end of lesion \(entry.label) outside of the study.")
    }
    lesion.segmentation = try segmentation?.segmentation(
      label: entry.label, masks: masks, grid: grid)
    return lesion
  }

  /// What tells this lesion from another, in a few words; `nil` when nothing does.
  func difference(from other: LesionRecord) -> String? {
    func ends(_ entry: SessionDocument.Lesion) -> [[Int]?] {
      [entry.a, entry.b, entry.shortA, entry.shortB]
    }
    if ends(entry) != ends(other.entry) { return "its ends differ" }
    if segmentation?.mask != other.segmentation?.mask { return "its mask differs" }
    return Self.text(self) == Self.text(other) ? nil : "what is said of it differs"
  }

  /// Exact, and the same for numbers that are none.
  private static func text(_ record: LesionRecord) -> Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? encoder.encode(record)
  }
}

/// A lesion's mask and what was measured of it, as a journal has them.
struct SegmentationRecord: Codable, Sendable {
  /// ``MaskCode/hash``.
  var mask: String
  /// The diameter that was the prompt.
  var prompt: Diameter?
  var measurement: LesionMeasurement
  var rescued: Bool
  var threshold: Double
  var isEdited: Bool

  init(
    _ segmentation: LesionSegmentation, label: Int, masks: inout MaskLedger
  ) throws(MaskCodeError) {
    mask = try masks.hash(of: segmentation.mask, label: label)
    prompt = segmentation.diameter
    measurement = segmentation.measurement
    rescued = segmentation.rescued
    threshold = segmentation.threshold
    isEdited = segmentation.isEdited
  }

  func segmentation(
    label: Int, masks: RecordedMasks, grid: VoxelGrid
  ) throws(MaskCodeError) -> LesionSegmentation {
    LesionSegmentation(
      diameter: prompt, mask: try masks.mask(mask, on: grid, label: label),
      measurement: measurement, rescued: rescued, threshold: threshold, isEdited: isEdited)
  }
}
