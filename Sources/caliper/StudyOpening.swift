import Annotations
import Foundation
import ImageFiles
import Imaging
import Segmentation
import Viewer

/// What the viewer starts from: where work is kept and what there is to go on with.
struct StudyOpening: Sendable {
  let path: String
  let files: StudyFiles
  private let source: Source

  private enum Source: Sendable {
    case nothing
    case prompts(URL)
    case session(URL)
    /// Left by a viewer that died.
    case autosave(Autosave)
  }

  /// Unsaved work that a viewer left behind comes first, unless other prompts are asked for.
  init(path: String, prompts: String?) {
    self.path = path
    let abandoned = StateFolder().abandonedAutosaves(for: URL(fileURLWithPath: path)).first
    let saved = StudyFiles.savedSession(of: path)
    if let prompts {
      let url = URL(fileURLWithPath: prompts)
      let isOwn = saved.map { $0.resolvingSymlinksInPath() == url.resolvingSymlinksInPath() }
      source = isOwn == true ? .session(url) : .prompts(url)
    } else if let abandoned {
      source = .autosave(abandoned)
    } else if let saved {
      source = .session(saved)
    } else {
      source = .nothing
    }
    let isFresh =
      switch source {
      case .nothing, .prompts: true
      case .session, .autosave: false
      }
    files = StudyFiles(image: path, isFresh: isFresh)
  }

  /// The study as the viewer takes it.
  ///
  /// - Throws: ``CaseFailure`` when prompts that were asked for cannot be used. A session or
  ///   autosave that cannot be used is left alone and becomes a warning.
  func study(_ image: ImageFile) throws -> LoadedStudy {
    var study = LoadedStudy(
      volume: image.volume,
      name: SafeText.escaped(URL(fileURLWithPath: path).lastPathComponent),
      warnings: image.warnings)
    let grid = image.volume.grid
    switch source {
    case .nothing: break
    case .prompts(let url):
      study.restored = try CaseFailure.wrapping {
        try restore(SessionFile.read(url.path), folder: nil, grid: grid, volume: image.volume)
      }
    case .session(let url):
      do {
        study.restored = try restore(
          SessionFile.read(url.path), folder: url.deletingLastPathComponent(), grid: grid,
          volume: image.volume)
      } catch {
        study.warnings.append("the saved session was not used: \(error)")
      }
    case .autosave(let autosave):
      do {
        var restored = try restore(
          autosave.read(), folder: files.image.deletingLastPathComponent(), grid: grid,
          volume: image.volume)
        restored.isSaved = false
        study.restored = restored
        study.warnings.append("unsaved work was recovered; S saves it")
        // Ours now: the next recovery must find one file, with this process's changes.
        try files.autosave.write(autosave.read())
        autosave.remove()
      } catch {
        study.warnings.append("unsaved work at \(autosave.url.path) was not used: \(error)")
      }
    }
    return study
  }

  private func restore(
    _ document: SessionDocument, folder: URL?, grid: VoxelGrid, volume: Volume
  ) throws -> RestoredSession {
    try document.check(grid)
    var mask: Mask?
    if let folder, let name = document.mask, !name.contains("/") {
      mask = try? ImageFileReader().readMask(folder.appendingPathComponent(name).path)
      if mask?.grid.shape != grid.shape { mask = nil }
    }
    let lesions = try document.lesions.map { lesion in
      let (a, b) = try lesion.ends()
      return SnapshotLesion(
        id: lesion.label, a: a, b: b,
        measurement: mask.flatMap { LesionMeasurement(of: lesion.label, in: $0, volume: volume) })
    }
    return RestoredSession(lesions: lesions, mask: mask)
  }
}
