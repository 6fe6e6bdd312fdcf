import Annotations
import Foundation
import ImageFiles
import Imaging
import Segmentation
import Viewer

/// Opens a study with what there is to go on with: prompts that were asked for, or the session that
/// was saved last; and with unsaved work that viewers left behind.
struct StudyOpening: Sendable {
  let files: CaseFiles
  /// A session or prompt file that was asked for.
  let prompts: String?
  /// Whether abandoned work is looked for.
  let recovers: Bool
  /// Reads the study's masks as the study itself is read.
  let reader: ImageFileReader
  /// The reader's name as the configuration says it.
  var readerName: String?
  /// Warnings name the keys that help.
  let keymap: Keymap
  /// How masks are compared with the truth.
  var rules = ComparisonRules()

  var path: String { files.image }
  var name: String { files.name }
  var image: URL { URL(fileURLWithPath: path) }

  /// The study as far as it is read, without earlier work: that is taken up with the whole image,
  /// since it is measured there.
  func part(_ file: ImageFile) -> LoadedStudy {
    let frames = file.header.frames
    return LoadedStudy(
      volume: file.volume,
      name: name
        + (frames > 1 ? " frame \(file.frame) of 0-\(frames - 1)" : ""),
      warnings: file.warnings, frame: file.frame, frames: frames)
  }

  /// The study as the viewer takes it, and where its work goes.
  ///
  /// - Throws: ``CaseFailure`` when prompts that were asked for cannot be used. A session or
  ///   abandoned work that cannot be used is left alone and becomes a warning.
  ///
  /// - Parameter known: where the work of this viewer on it went before, when it is opened again.
  func open(_ file: ImageFile, known: StudyFiles? = nil) throws -> (LoadedStudy, StudyFiles) {
    let files =
      known ?? StudyFiles(image: path, provenance: Provenance(reader: readerName))
    var study = part(file)
    study.warnings += Self.nonfiniteWarning(file.volume)
    if let prompts {
      let url = URL(fileURLWithPath: prompts)
      if StudyFiles.isSession(url, of: image) {
        try CaseFailure.wrapping { try goOn(with: url, of: file, into: &study, files) }
      } else {
        study.restored = try CaseFailure.wrapping { try self.prompted(prompts, file) }
      }
    } else if let session = files.knownSession ?? session(of: file) {
      do {
        try goOn(with: session, of: file, into: &study, files)
      } catch {
        study.warnings.append("the saved session was not used and is left as it is: \(error)")
      }
    }
    if study.restored != nil, self.files.prediction != nil {
      study.warnings.append("a session was saved for this image; it is shown, not the prediction")
    }
    if recovers { findAbandoned(file, into: &study, files) }
    if study.restored == nil, let path = self.files.prediction {
      study.restored = prediction(path, of: file, into: &study)
    }
    if let path = self.files.truth { study.truth = readTruth(path, file, into: &study) }
    let sessions = StudyFiles.sessions(of: image).map(\.lastPathComponent)
    // A file of several frames has a session for each.
    if sessions.count > study.frames {
      study.warnings.append(
        "this image has \(sessions.count) sessions: "
          + sessions.map(SafeText.escaped).joined(separator: ", "))
    }
    return (study, files)
  }

  /// Black voxels that are no air are worth a word; integers are always finite.
  private static func nonfiniteWarning(_ volume: Volume) -> [String] {
    guard volume.type == .float32 || volume.type == .float64 else { return [] }
    let count = volume.statistics().nonfinite
    return count > 0 ? ["\(count) voxels are NaN or infinite; they are shown black"] : []
  }

  // MARK: Prompts

  /// Another file's diameters: all of them, or none.
  private func prompted(_ prompts: String, _ file: ImageFile) throws -> RestoredSession {
    let lesions = try SessionFile.prompts(prompts, on: file.volume.grid, frame: file.frame)
    return RestoredSession(
      lesions: lesions.map { Lesion(id: $0.label, a: $0.diameter.a, b: $0.diameter.b) })
  }

  // MARK: Masks to look at

  /// The lesions of somebody's label map, each with the diameter that it was made from or, where that
  /// is not known, its long axis.
  private func prediction(
    _ path: String, of file: ImageFile, into study: inout LoadedStudy
  ) -> RestoredSession? {
    let grid = file.volume.grid
    guard let (mask, isCarriedOver) = mask(path, on: grid, called: "prediction", into: &study)
    else { return nil }
    // Voxel indices of another grid say nothing here.
    let placed = (isCarriedOver ? [:] : files.placed).filter {
      grid.contains($0.value.a) && grid.contains($0.value.b)
    }
    var endsFromMask: Set<Int> = []
    let lesions = mask.byLabel().sorted { $0.key < $1.key }.compactMap { id, mask -> Lesion? in
      guard let measurement = LesionMeasurement(of: id, in: mask, volume: file.volume),
        let diameter = placed[id] ?? measurement.longAxis
      else { return nil }
      if placed[id] == nil { endsFromMask.insert(id) }
      return Lesion(
        id: id, a: diameter.a, b: diameter.b,
        segmentation: LesionSegmentation(diameter: diameter, mask: mask, measurement: measurement))
    }
    return RestoredSession(lesions: lesions, isPrediction: true, endsFromMask: endsFromMask)
  }

  private func readTruth(
    _ path: String, _ file: ImageFile, into study: inout LoadedStudy
  ) -> Mask? {
    mask(path, on: file.volume.grid, called: "truth", into: &study)?.mask
  }

  /// A label map on the study's grid, brought there through patient space where it lies on another;
  /// `nil` and a warning where it cannot be used.
  private func mask(
    _ path: String, on grid: VoxelGrid, called name: String, into study: inout LoadedStudy
  ) -> (mask: Mask, isCarriedOver: Bool)? {
    do {
      let mask = try reader.readMask(path)
      if mask.grid.matches(grid, tolerance: 0.1) {
        return (Mask(grid: grid, box: mask.box, labels: mask.labels), false)
      }
      study.warnings.append(
        "the \(name) lies on another grid and was carried over through the patient's millimetres")
      return mask.resampled(onto: grid).map { (mask: $0, isCarriedOver: true) }
    } catch {
      study.warnings.append("the \(name) was not used: \(error)")
      return nil
    }
  }

  // MARK: Saved sessions

  private func goOn(
    with session: URL, of file: ImageFile, into study: inout LoadedStudy, _ files: StudyFiles
  ) throws {
    let document = try SessionFile.read(session.path)
    let mask = mask(of: document, beside: session, grid: file.volume.grid, into: &study)
    let restored = try restore(document, mask, of: file, into: &study)
    study.restored = restored
    // What was not taken over must not be saved over.
    let isWhole =
      restored.lesions.count == document.lesions.count && (mask == nil) == (document.mask == nil)
    if files.isChangedByOthers {
      // What they did is not this viewer's to save over.
      study.warnings.insert(
        "\(LoadedStudy.changedSession); saving here makes a session of its own", at: 0)
    } else if isWhole {
      files.adopt(session)
    }
    files.provenance.goOn(with: document)
  }

  func restore(
    _ document: SessionDocument, _ mask: Mask?, of file: ImageFile, into study: inout LoadedStudy
  ) throws -> RestoredSession {
    let volume = file.volume
    try document.check(volume.grid, frame: file.frame)
    let masks = mask?.byLabel() ?? [:]
    var lesions: [Lesion] = []
    for entry in document.lesions {
      var lesion = try entry.lesion()
      let ends = [lesion.a, lesion.b, lesion.shortAxis?.a, lesion.shortAxis?.b]
      guard (1...255).contains(entry.label), !lesions.contains(where: { $0.id == entry.label }),
        ends.allSatisfy({ $0.map(volume.grid.contains) ?? true })
      else {
        study.warnings.append("lesion \(entry.label) of the session does not fit and was left out")
        continue
      }
      if let mask = masks[entry.label],
        let measurement = LesionMeasurement(of: entry.label, in: mask, volume: volume)
      {
        lesion.segmentation = entry.segmentation(
          mask: mask, measurement: measurement, of: lesion)
      }
      lesions.append(lesion)
    }
    return RestoredSession(
      lesions: lesions, isDone: document.status == SessionDocument.doneStatus)
  }

  /// The mask that a session names; one that cannot be used becomes a warning.
  func mask(
    of document: SessionDocument, beside session: URL, grid: VoxelGrid,
    into study: inout LoadedStudy
  ) -> Mask? {
    guard let name = document.mask else { return nil }
    do {
      return try readMask(name, beside: session, grid: grid)
    } catch {
      study.warnings.append(
        "its mask was not used, \(keymap.name(of: .predictAll)) predicts again: \(error)")
      return nil
    }
  }

  private func readMask(_ name: String, beside session: URL, grid: VoxelGrid) throws -> Mask {
    // A session names its mask, not a path: it may have been moved, or made by somebody else.
    guard !name.contains("/") else { throw SessionError.unreadable("its mask has a path") }
    let mask = try reader.readMask(
      session.deletingLastPathComponent().appendingPathComponent(name).path)
    guard mask.grid.matches(grid, tolerance: 0.1) else { throw SessionError.otherPlace }
    return Mask(grid: grid, box: mask.box, labels: mask.labels)
  }
}
