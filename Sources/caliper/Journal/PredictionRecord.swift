import Annotations
import Imaging
import Viewer

/// What the network made of some lesions, as a journal has it.
struct PredictionRecord: Codable, Sendable {
  /// The masks' hashes by label.
  var masks: [Int: String]
  var measurements: [Int: LesionMeasurement]
  var rescued: [Int]
  var seconds: Double

  init(_ result: PredictionResult, masks ledger: inout MaskLedger) throws(MaskCodeError) {
    masks = try StudyRecord.hashes(of: result.mask, masks: &ledger)
    measurements = result.measurements
    rescued = result.rescued.sorted()
    seconds = result.seconds
  }

  func result(masks recorded: RecordedMasks, grid: VoxelGrid) throws -> PredictionResult {
    PredictionResult(
      mask: try StudyRecord.labelMap(masks, masks: recorded, grid: grid),
      measurements: measurements, rescued: Set(rescued), seconds: seconds)
  }
}
