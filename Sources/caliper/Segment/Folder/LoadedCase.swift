import ImageFiles
import Imaging
import Segmentation

/// A case that is ready for the network: its prompts, and the voxels around them.
struct LoadedCase: Sendable {
  let header: ImageFileHeader
  let prompts: [LesionPrompt]
  /// For each prompt.
  let volumes: [Volume]
  /// What a reader should know of the files.
  let notes: [String]
  /// What reading took.
  let timing: StageTiming

  /// Reads a case; of the image no more than the network and the measurements need is kept.
  ///
  /// - Throws: ``CaseFailure``, ``ImageFileError``, ``PromptError``.
  init(
    _ one: InputCase, prompts source: PromptSource, reading: ReadingOptions, segmenter: Segmenter
  ) throws {
    var timing = StageTiming()
    var notes: [String] = []
    (header, prompts, volumes) = try timing.measure(\.load) {
      let image = try reading.reader.open(one.image, frame: reading.frame)
      let grid = image.header.grid
      let prompts = try source.prompts(on: grid, reading: reading) { notes.append($0) }
      let boxes = try prompts.map { try segmenter.box(of: $0, on: grid) }
      return (image.header, prompts, try image.readParts(boxes))
    }
    self.notes = notes
    self.timing = timing
  }
}
