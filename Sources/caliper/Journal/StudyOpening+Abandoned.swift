import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

extension StudyOpening {
  /// Finds the unsaved work that viewers left behind, the newest first; what cannot be used becomes
  /// a warning and is left as it is.
  func findAbandoned(_ file: ImageFile, into study: inout LoadedStudy, _ files: StudyFiles) {
    let folder = StateFolder()
    var found: [(work: AbandonedWork, source: AbandonedSource, date: Date)] = []
    for journal in folder.abandonedJournals(of: image) {
      do {
        guard let abandoned = try AbandonedJournal(journal, image: file) else {
          // Nothing was lost with its viewer, but how that ended may be asked.
          journal.keep()
          continue
        }
        let source = AbandonedSource(file: .journal(journal), session: abandoned.session)
        found.append((abandoned.work, source, journal.date ?? .distantPast))
      } catch {
        warn(journal.url, error, into: &study)
      }
    }
    for autosave in folder.abandonedAutosaves(for: image) {
      do {
        let (work, session) = try read(autosave, of: file, into: &study)
        let source = AbandonedSource(file: .autosave(autosave), session: session)
        found.append((work, source, autosave.date ?? .distantPast))
      } catch {
        warn(autosave.url, error, into: &study)
      }
    }
    found.sort { $0.date > $1.date }
    study.abandoned = found.map(\.work)
    for one in found { files.abandoned[one.work.id] = one.source }
  }

  private func warn(_ url: URL, _ error: any Error, into study: inout LoadedStudy) {
    study.warnings.append(
      "unsaved work at \(SafeText.escaped(url.path)) was not used and is left as it is: \(error)")
  }

  // MARK: Autosaves

  /// An autosave holds no mask. Where it goes on from a session, the lesions that stand there with
  /// the same ends keep theirs, and the work goes back to that session.
  private func read(
    _ autosave: Autosave, of file: ImageFile, into study: inout LoadedStudy
  ) throws -> (AbandonedWork, SessionReference?) {
    let document = try autosave.read()
    try document.check(file.volume.grid, frame: file.frame)
    let saved = savedMask(for: document, of: file, into: &study)
    let restored = try restore(document, saved?.mask, of: file, into: &study)
    let work = AbandonedWork(
      id: autosave.url.lastPathComponent, time: AbandonedJournal.text(of: autosave.date),
      lesions: restored.lesions, isDone: restored.isDone)
    return (work, saved?.session)
  }

  private func savedMask(
    for recovered: SessionDocument, of file: ImageFile, into study: inout LoadedStudy
  ) -> (mask: Mask?, session: SessionReference)? {
    guard let name = recovered.session, !name.contains("/") else { return nil }
    let session = image.deletingLastPathComponent().appendingPathComponent(name)
    let grid = file.volume.grid
    guard StudyFiles.isSession(session, of: image),
      let content = try? SmallFile.read(session.path),
      let saved = try? SessionDocument(json: content),
      (try? saved.check(grid, frame: file.frame)) != nil
    else { return nil }
    let mask = mask(of: saved, beside: session, grid: grid, into: &study)
    // A mask that was not taken over must not be saved over.
    guard (mask == nil) == (saved.mask == nil) else { return nil }
    let kept = recovered.lesions.filter { lesion in
      saved.lesions.contains {
        $0.label == lesion.label && $0.a == lesion.a && $0.b == lesion.b && $0.stale != true
      }
    }
    let labels = Set(kept.map(\.label))
    let shown = mask.map { mask in
      Mask(
        grid: grid, box: mask.box,
        labels: mask.labels.map { labels.contains(Int($0)) ? $0 : 0 })
    }
    return (shown, SessionReference(file: name, content: content))
  }
}
