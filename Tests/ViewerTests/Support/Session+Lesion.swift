import Imaging
import Viewer

extension Session {
  /// The patient's lesion with its diameter, predicted as its true mask with its true measurement.
  static func predicted(
    columns: Int = 80, rows: Int = 24, grid: VoxelGrid = Patient.grid
  ) -> Session {
    var session = Session.loaded(columns: columns, rows: rows, grid: grid)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.send(
      .predicted(Session.measured(Patient.mask(on: grid), in: session), job: 1))
    session.type("n")
    return session
  }

  /// A result with the true measurement of every label.
  static func measured(_ mask: Mask, in session: Session) -> PredictionResult {
    var measurements: [Int: LesionMeasurement] = [:]
    for label in mask.presentLabels {
      measurements[Int(label)] = LesionMeasurement(
        of: Int(label), in: mask, volume: session.state.volume!)
    }
    return PredictionResult(mask: mask, measurements: measurements, seconds: 1)
  }

  /// Voxels of a lesion's mask.
  func count(of lesion: Int = 1) -> Int {
    guard let mask = state.work.lesion(lesion)?.segmentation?.mask else { return 0 }
    return mask.count(of: UInt8(lesion))
  }

  /// The thresholds asked for, and the requests' numbers.
  var thresholds: [(threshold: Double?, request: Int)] {
    effects.compactMap { effect in
      guard case .rethreshold(let lesions, let lesion, let request) = effect else { return nil }
      return (lesions.first { $0.id == lesion }?.threshold, request)
    }
  }
}
