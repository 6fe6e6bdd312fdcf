import Foundation
import ImageFiles
import Imaging
import Segmentation

/// A case that is ready for the network: its prompts, and the voxels around them.
struct LoadedCase: Sendable {
  let header: ImageFileHeader
  let prompts: [LesionPrompt]
  /// For each prompt.
  let volumes: [Volume]
  /// Of image and prompts: see ``fingerprint(of:prompts:)``.
  let fingerprint: String
  /// What a reader should know of the files.
  let warnings: [String]
  /// What reading took.
  let timing: StageTiming

  /// Reads a case; of the image no more than the network and the measurements need is kept.
  ///
  /// - Throws: ``CaseFailure``, ``ImageFileError``, ``PromptError``.
  init(
    _ one: InputCase, prompts source: PromptSource, reading: ReadingOptions, segmenter: Segmenter
  ) throws {
    var timing = StageTiming()
    var warnings: [String] = []
    (header, prompts, volumes, fingerprint) = try timing.measure(\.load) {
      let image = try reading.reader.open(one.image, frame: reading.frame)
      let grid = image.header.grid
      let prompts = try source.prompts(on: grid, reading: reading) { warnings.append($0) }
      let boxes = try prompts.map { try segmenter.box(of: $0, on: grid) }
      return (
        image.header, prompts, try image.readParts(boxes),
        try Self.fingerprint(of: one, prompts: source)
      )
    }
    warnings += header.warnings(frame: reading.frame, reading: volumes)
    self.warnings = warnings
    self.timing = timing
  }

  /// Changes with the image and with what its prompts say.
  static func fingerprint(of one: InputCase, prompts: PromptSource) throws -> String {
    let parts = [try FileFingerprint.of(one.image), try prompts.fingerprint()]
    return SHA256.hexadecimal(of: Data(parts.joined(separator: "\n").utf8))
  }
}
