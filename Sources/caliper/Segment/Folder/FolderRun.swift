import Annotations
import ArgumentParser
import Foundation
import ImageFiles
import Inference
import Segmentation

/// `caliper segment` on a folder: what is to be done, what is done already, and the results of all.
struct FolderRun {
  let input: String
  let output: String
  let prompts: String?
  let maps: String?
  let part: RunPart?
  let continues: Bool
  let masksOnly: Bool
  let reading: ReadingOptions
  let engine: EngineOptions

  private var folder: RecordFolder { RecordFolder(path: output) }

  /// - Throws: `ValidationError` for folders that do not go together, ``CaseFailure`` also where cases
  ///   failed, `CancellationError`.
  func run() throws {
    let sampler = MemorySampler()
    sampler.start()
    let interrupt = InterruptWatch(signals: [SIGINT, SIGTERM])
    try checkFolders()
    let cases = try InputFolder(at: input, except: output).cases
    let finder = try PromptFinder(prompts: prompts, maps: maps, cases: cases)
    let weights = try WeightsLocator.path(option: engine.weights)
    try checkMasks(of: cases, weights: weights)
    try makeFolder()
    let settings = try RunSettings(weights: weights, reading: reading)
    let network = try WeightsLocator.network(at: weights)

    let own = cases.enumerated().filter { part == nil || $0.offset % part!.count == part!.id }
      .map(\.element)
    let plan = try CaseFailure.wrapping { try Plan(self, own, of: cases.count, finder, settings) }
    plan.tell(cases.count, passedOver: finder.passedOver, of: prompts)
    let log = masksOnly ? nil : try CaseFailure.wrapping { try openLog(keeping: plan.kept) }
    let work = FolderSegmentation(
      folder: folder, finder: finder, settings: settings, reading: reading,
      segmenter: Segmenter(network: network, threads: engine.threadCount),
      instructionSet: try InstructionSetChoice.current(), caseCount: cases.count, log: log,
      cancellation: interrupt.cancellation)
    try withExtendedLifetime(interrupt) {
      try CaseFailure.wrapping { try work.run(plan.tasks, sampler: sampler) }
    }
    _ = sampler.stop()
    if let part, !masksOnly {
      StandardError.print(
        "caliper: part \(part.id) of \(part.count) is done; when all are, 'caliper merge "
          + "\(SafeText.escaped(output))' joins them")
    }
    if part == nil, !masksOnly {
      print(try CaseFailure.wrapping { try Merge(folder).write() })
    }
    if work.failedCount > 0 {
      throw CaseFailure(
        "\(work.failedCount) of \(counted(plan.tasks.count, "case")) failed, as told above.")
    }
  }

  // MARK: Folders

  private func checkFolders() throws {
    let shown = SafeText.escaped(output)
    if CaseNaming.stem(output) != nil {
      throw ValidationError("'\(SafeText.escaped(input))' is a folder, so '\(shown)' must be one.")
    }
    if FileIdentity(input) == FileIdentity(output) {
      throw ValidationError(
        "The masks would lie among the images of '\(shown)'; name another folder, which may be in it."
      )
    }
    guard !masksOnly, !continues else { return }
    // Parts of one split start side by side; anything else there is another run's.
    let others = folder.recordFiles.filter { part == nil || $0 == RecordFolder.fileName(part) }
    if let other = others.first {
      throw ValidationError(
        "'\(shown)' has the results of a run, \(other): go on with it by --continue, or name another "
          + "folder.")
    }
  }

  private func makeFolder() throws {
    let shown = SafeText.escaped(output)
    do {
      try FileManager.default.createDirectory(
        atPath: output, withIntermediateDirectories: true)
    } catch {
      throw CaseFailure("\(shown): the folder cannot be made; choose another.")
    }
    guard FileManager.default.isWritableFile(atPath: output) else {
      throw CaseFailure("\(shown): the folder cannot be written to; choose another.")
    }
  }

  /// Refuses to write over what is read.
  private func checkMasks(of cases: [InputCase], weights: String) throws {
    let inputs = Set(
      (cases.map(\.image) + [prompts, weights].compactMap { $0 }).map(FolderWalk.real))
    for one in cases where inputs.contains(FolderWalk.real(folder.maskPath(of: one))) {
      throw ValidationError(
        "The mask of case '\(SafeText.escaped(one.name))' would replace an image that is read; name "
          + "another folder than '\(SafeText.escaped(output))'.")
    }
  }

  /// Opens the file of records, with those in it that count.
  private func openLog(keeping kept: [CaseRecord]) throws -> LineLog {
    let path = folder.file(RecordFolder.fileName(part))
    if continues, FileManager.default.fileExists(atPath: path) {
      // A torn line goes too.
      let lines = try kept.map { try JSONText.line(of: $0) + Data("\n".utf8) }
      try AtomicFile.write(Data(lines.joined()), to: path)
    }
    return try LineLog(appendingTo: path)
  }
}

extension FolderRun {
  /// What is to be done, and what is done.
  struct Plan {
    private(set) var tasks: [FolderSegmentation.Task] = []
    /// Records of this part's own file that count.
    private(set) var kept: [CaseRecord] = []
    private var doneCount = 0
    /// Cases that were done from another image, with other prompts, weights or options.
    private var changedCount = 0

    init(
      _ run: FolderRun, _ cases: [InputCase], of caseCount: Int, _ finder: PromptFinder,
      _ settings: RunSettings
    ) throws {
      let folder = run.folder
      let records = run.continues ? try folder.latest() : [:]
      let ownFile = RecordFolder.fileName(run.part)
      for one in cases {
        let known = records[one.name]
        if var record = known?.record, record.status == .done, let digest = record.maskSHA256,
          folder.hasMask(of: one, sha256: digest)
        {
          let source = finder.source(of: one)
          let fingerprint = try? LoadedCase.fingerprint(of: one, prompts: source)
          if record.fingerprint == fingerprint, record.settings == settings {
            doneCount += 1
            // The folders may have been moved since, and have other cases besides.
            record.caseCount = caseCount
            record.image = folder.relativePath(to: one.image)
            record.prompts = source.ownFile.map(folder.relativePath)
            if known?.file == ownFile { kept.append(record) }
            continue
          }
          changedCount += 1
        }
        tasks.append(
          FolderSegmentation.Task(one: one, oldMaskSHA256: known?.record.maskSHA256))
      }
    }

    func tell(_ all: Int, passedOver: Int, of prompts: String?) {
      func tell(_ text: String) { StandardError.print("caliper: \(text)") }
      if passedOver > 0, let prompts {
        tell(
          "\(SafeText.escaped(prompts)): \(counted(passedOver, "entry", "entries")) for cases that "
            + "are not in the folder passed over")
      }
      if doneCount > 0 { tell("\(counted(doneCount, "case")) done already") }
      if changedCount > 0 {
        tell(
          "\(counted(changedCount, "case")) done anew: the image, its diameters, the weights or the "
            + "options are not what they were")
      }
      let mine = tasks.count + doneCount
      if mine < all { tell("\(mine) of \(counted(all, "case")) belong to this part") }
    }
  }
}

/// A number with its noun.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
