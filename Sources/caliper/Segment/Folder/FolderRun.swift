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
    let tasks = cases.map { FolderSegmentation.Task(one: $0, source: finder.source(of: $0)) }
    let weights = try WeightsLocator.path(option: engine.weights)
    try checkFiles(of: tasks, weights: weights)
    try makeFolder()
    let settings = try RunSettings(weights: weights, reading: reading)
    let network = try WeightsLocator.network(at: weights)

    let logs = try openLogs()
    let own = tasks.enumerated().filter { part == nil || $0.offset % part!.count == part!.id }
      .map(\.element)
    let plan = try CaseFailure.wrapping {
      if !masksOnly { try RunCases(tasks, in: folder).write(to: folder) }
      return try Plan(own, in: folder, continues: continues, settings)
    }
    plan.tell(cases.count, passedOver: finder.passedOver, of: prompts)
    let work = FolderSegmentation(
      folder: folder, promptPlace: prompts ?? maps, settings: settings, reading: reading,
      segmenter: Segmenter(network: network, threads: engine.threadCount),
      instructionSet: try InstructionSetChoice.current(), log: logs?.own,
      cancellation: interrupt.cancellation)
    try withExtendedLifetime((interrupt, logs)) {
      try CaseFailure.wrapping { try work.run(plan.tasks, sampler: sampler) }
    }
    _ = sampler.stop()
    if let part, !masksOnly {
      StandardError.print(
        "caliper: part \(part.id) of \(part.count) is done; when all are, 'caliper merge "
          + "\(SafeText.escaped(output))' joins them")
    }
    if part == nil, !masksOnly {
      let merge = try CaseFailure.wrapping { try Merge(folder) }
      print(try CaseFailure.wrapping { try merge.write() })
      if !merge.missing.isEmpty {
        throw CaseFailure(
          "\(SafeText.escaped(output)): the masks of \(counted(merge.missing.count, "case")) are not "
            + "as they were written: \(firstFew(merge.missing.map(SafeText.escaped))).")
      }
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
    for place in [prompts, maps].compactMap({ $0 })
    where FileIdentity(place) == FileIdentity(output) && FileIdentity(output) != nil {
      throw ValidationError(
        "The masks would lie among the diameters of '\(shown)'; name another folder.")
    }
    // Parts of one split start side by side; anything else there is another run's.
    if !continues, let other = folder.rivals(of: part).first {
      throw ValidationError(
        "'\(shown)' has the results of a run, \(other): "
          + (masksOnly ? "" : "go on with it by --continue, or ") + "name another folder.")
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

  /// Refuses to write over what is read, and over what no run has written.
  private func checkFiles(of tasks: [FolderSegmentation.Task], weights: String) throws {
    let inputs = Set(
      (tasks.flatMap { [$0.one.image, $0.source.ownFile] } + [prompts, weights])
        .compactMap { $0 }.map(FolderWalk.real))
    for one in tasks.map(\.one)
    where inputs.contains(FolderWalk.real(folder.maskPath(of: one.name))) {
      throw ValidationError(
        "The mask of case '\(SafeText.escaped(one.name))' would replace a file that is read; name "
          + "another folder than '\(SafeText.escaped(output))'.")
    }
    guard !masksOnly else { return }
    let masks = tasks.map { $0.one.name + RecordFolder.maskEnding }
    let present = ([RecordFolder.summaryName, RecordFolder.tableName] + masks).filter {
      FileIdentity(folder.file($0)) != nil
    }
    // Looked at last: a part that runs beside this one writes its list before its masks.
    let list: RunCases?
    do { list = try RunCases(in: folder) } catch { throw ValidationError("\(error)") }
    let written = Set(
      list.map { list in
        [RecordFolder.summaryName, RecordFolder.tableName]
          + list.cases.map { $0.name + RecordFolder.maskEnding }
      } ?? [])
    let unlisted = present.filter { !written.contains($0) }
    // A case may have been taken away for a time.
    let names = tasks.map(\.one.name).filter { unlisted.contains($0 + RecordFolder.maskEnding) }
    let records = try CaseFailure.wrapping { try folder.latest(of: names) }
    let recorded = Set(
      records.filter { $0.value.hasMask }.map { $0.key + RecordFolder.maskEnding })
    if let other = unlisted.first(where: { !recorded.contains($0) }) {
      throw ValidationError(
        "'\(SafeText.escaped(folder.file(other)))' is there and would be replaced, and no run on "
          + "record has written it; name another folder, or move it away.")
    }
  }

  /// Opens the file of records, and keeps runs that do not go together with this one from theirs.
  ///
  /// - Returns: `nil` for masks alone.
  private func openLogs() throws -> (own: LineLog, others: [LineLog])? {
    guard !masksOnly else { return nil }
    let name = RecordFolder.fileName(part)
    do {
      let own = try LineLog(appendingTo: folder.file(name))
      let others = folder.rivals(of: part).filter { $0 != name }
      return (own, try others.map { try LineLog(watching: folder.file($0)) })
    } catch let error as ImageFileError where error.problem == .inUse {
      throw ValidationError(error.description)
    } catch let error as ImageFileError {
      throw CaseFailure(error.description)
    }
  }
}

extension FolderRun {
  /// What is to be done, and what is done.
  struct Plan {
    private(set) var tasks: [FolderSegmentation.Task] = []
    private var doneCount = 0
    /// Cases that were done from another image, with other prompts, weights or options.
    private var changedCount = 0

    init(
      _ all: [FolderSegmentation.Task], in folder: RecordFolder, continues: Bool,
      _ settings: RunSettings
    ) throws {
      let records = continues ? try folder.latest(of: all.map(\.one.name)) : [:]
      for task in all {
        if let known = records[task.one.name], known.hasMask {
          let fingerprint = try? LoadedCase.fingerprint(of: task.one, prompts: task.source)
          if known.record.fingerprint == fingerprint, known.record.settings == settings {
            doneCount += 1
            continue
          }
          changedCount += 1
        }
        tasks.append(task)
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
          "\(counted(changedCount, "case")) done anew: the image, its diameters, the weights, the "
            + "options or the program are not what they were")
      }
      let mine = tasks.count + doneCount
      if mine < all { tell("\(mine) of \(counted(all, "case")) belong to this part") }
    }
  }
}
