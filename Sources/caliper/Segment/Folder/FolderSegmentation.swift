import Annotations
import Foundation
import ImageFiles
import Imaging
import Inference
import Segmentation

/// Segments the cases of a list, one after the other, and records what came of each.
final class FolderSegmentation {
  /// A case that is to be done.
  struct Task: Sendable {
    let one: InputCase
    /// Where its diameters are.
    let source: PromptSource
  }

  let folder: RecordFolder
  /// Where the diameters of all were said to be.
  let promptPlace: String?
  let settings: RunSettings
  let reading: ReadingOptions
  let segmenter: Segmenter
  let instructionSet: InstructionSet
  /// `nil` for masks alone.
  let log: LineLog?
  let cancellation: Cancellation

  private(set) var failedCount = 0

  init(
    folder: RecordFolder, promptPlace: String?, settings: RunSettings, reading: ReadingOptions,
    segmenter: Segmenter, instructionSet: InstructionSet, log: LineLog?,
    cancellation: Cancellation
  ) {
    self.folder = folder
    self.promptPlace = promptPlace
    self.settings = settings
    self.reading = reading
    self.segmenter = segmenter
    self.instructionSet = instructionSet
    self.log = log
    self.cancellation = cancellation
  }

  /// Does the tasks; a case that fails is told at once, and the others go on.
  ///
  /// - Parameter sampler: was started with the program.
  /// - Throws: `CancellationError`; ``ImageFileError`` where no record can be written.
  func run(_ tasks: [Task], sampler: MemorySampler) throws {
    let progress = FolderProgress(total: tasks.count)
    defer { progress.clear() }
    let reader = ReadAhead(tasks) { [reading, segmenter, cancellation] task in
      if cancellation.isCancelled { throw CancellationError() }
      return try LoadedCase(
        task.one, prompts: task.source, reading: reading, segmenter: segmenter)
    }
    for task in tasks {
      progress.show(task.one.name, fraction: 0)
      guard let loaded = reader.next() else { break }
      let outcome = try attempt(task, loaded, progress)
      let usage = sampler.lap()
      try record(task, outcome, usage)
      switch outcome {
      case .success(let done):
        let millilitres = done.lesions.reduce(0) { $0 + $1.report.measurement.volumeMillilitres }
        progress.finish(
          task.one.name, lesions: done.lesions.count,
          rescued: done.lesions.count { $0.report.rescued }, millilitres: millilitres,
          seconds: usage.seconds)
      case .failure(let failure):
        failedCount += 1
        progress.fail(task.one, failure.description)
      }
    }
  }

  /// A case whose mask is saved.
  private struct Done {
    let lesions: [CaseRecord.Lesion]
    let maskSHA256: String
    let loaded: LoadedCase
    let timing: StageTiming
  }

  private func attempt(
    _ task: Task, _ loaded: Result<LoadedCase, any Error>, _ progress: FolderProgress
  ) throws -> Result<Done, CaseFailure> {
    if cancellation.isCancelled { throw CancellationError() }
    do {
      return .success(
        try CaseFailure.wrapping {
          let loaded = try loaded.get()
          for warning in loaded.warnings {
            progress.note("\(SafeText.escaped(task.one.name)): \(warning)")
          }
          return try segment(task, loaded, progress)
        })
    } catch let failure as CaseFailure {
      return .failure(failure)
    }
  }

  private func segment(
    _ task: Task, _ loaded: LoadedCase, _ progress: FolderProgress
  ) throws -> Done {
    var timing = loaded.timing
    let grid = loaded.header.grid
    let segmented = try segmenter.segment(
      loaded.prompts, in: loaded.volumes, on: grid, timing: &timing, cancellation: cancellation
    ) { lesion, _, fraction in
      progress.show(
        task.one.name,
        fraction: (Double(lesion) + fraction) / Double(loaded.prompts.count))
    }
    let mask = folder.maskPath(of: task.one.name)
    let digest = try timing.measure(\.save) {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: mask).deletingLastPathComponent(),
        withIntermediateDirectories: true)
      try ImageFileWriter.writeMask(segmented.mask, like: loaded.header, to: mask)
      return try SHA256.hexadecimal(ofFile: mask)
    }
    let diameters = Dictionary(
      uniqueKeysWithValues: loaded.prompts.map { ($0.label, $0.diameter) })
    return Done(
      lesions: segmented.lesions(on: grid).compactMap { lesion in
        diameters[lesion.measurement.label].map { CaseRecord.Lesion(lesion, $0) }
      }, maskSHA256: digest, loaded: loaded, timing: timing)
  }

  private func record(
    _ task: Task, _ outcome: Result<Done, CaseFailure>, _ usage: MemorySampler.Usage
  ) throws {
    var problem: String?
    if case .failure(let failure) = outcome {
      problem = relative(failure.description, of: task)
      // One of an earlier run would be taken for this one's.
      unlink(folder.maskPath(of: task.one.name))
    }
    guard let log else { return }
    let done = try? outcome.get()
    let record = CaseRecord(
      name: task.one.name, status: done == nil ? .failed : .done, problem: problem,
      warnings: done?.loaded.warnings ?? [], lesions: done?.lesions ?? [],
      efficiency: CaseEfficiencyRecord(
        usage, stages: done?.timing ?? StageTiming(), threads: segmenter.threads,
        instructionSet: instructionSet.rawValue),
      fingerprint: done?.loaded.fingerprint, maskSHA256: done?.maskSHA256, settings: settings,
      finished: Timestamp.text(of: Date()))
    try log.append(JSONText.line(of: record))
  }

  /// A sentence that begins with the path of a case's file, as it was typed, with the path from the
  /// folder of the results: however the folders are named, the records are the same.
  private func relative(_ problem: String, of task: Task) -> String {
    let mask = folder.maskPath(of: task.one.name)
    for file in [task.one.image, task.source.ownFile, promptPlace, mask].compactMap({ $0 }) {
      let shown = SafeText.escaped(file)
      // A table's name is followed by the line.
      guard problem.hasPrefix(shown + ":") || problem.hasPrefix(shown + ",") else { continue }
      return SafeText.escaped(folder.relativePath(to: file)) + problem.dropFirst(shown.count)
    }
    return problem
  }
}
