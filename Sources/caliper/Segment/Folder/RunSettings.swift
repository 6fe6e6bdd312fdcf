import Annotations
import ImageFiles

/// What decides, beside image and prompts, how a case is segmented: results under other settings are
/// not to be mixed.
struct RunSettings: Codable, Equatable, Sendable {
  /// The network.
  struct Weights: Codable, Equatable, Sendable {
    /// Of the file, without its folder.
    let name: String
    let sha256: String
  }

  struct Options: Codable, Equatable, Sendable {
    /// Of 4D images, from 0.
    let frame: Int
    /// Which of a file's statements of orientation is followed.
    let orientation: String
    /// What grey levels 0 and 255 of `.npz` images are taken for, in HU.
    let archiveWindow: [Double]

    private enum CodingKeys: String, CodingKey {
      case frame, orientation
      case archiveWindow = "npz_window_HU"
    }
  }

  /// The program's.
  let version: String
  let weights: Weights
  let options: Options

  /// - Throws: ``CaseFailure`` where the weights cannot be read.
  init(weights path: String, reading: ReadingOptions) throws {
    version = Caliper.version
    let weights = try CaseFailure.wrapping { try SessionDocument.Weights(of: path) }
    self.weights = Weights(name: weights.file, sha256: weights.sha256)
    options = Options(
      frame: reading.frame, orientation: reading.orientation.orientation.rawValue,
      archiveWindow: [ArrayImage.window.lower, ArrayImage.window.upper])
  }
}
