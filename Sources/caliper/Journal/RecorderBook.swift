import Annotations
import Foundation
import Imaging
import Viewer

/// The journals of one viewer, and what each holds. Used on the recorder's queue alone.
final class RecorderBook: @unchecked Sendable {
  /// The case whose journal has the events.
  private static let first: CaseID = 0
  /// How many looks around pass between two signs of life for viewers on other machines.
  private static let touchInterval = 60

  private let images: [URL]
  private let folder: StateFolder
  private let post: @Sendable (Event) -> Void
  private var journals: [CaseID: CaseJournal] = [:]
  /// Cases whose last attempt to write failed and whose reader was told.
  private var failing: Set<CaseID> = []
  /// What is known of each study: its grid, and which frame of its file it is.
  private var grids: [CaseID: (grid: VoxelGrid, frame: Int)] = [:]
  private var sessions: [CaseID: SessionReference] = [:]
  private var shown: CaseID = RecorderBook.first
  private var others: [CaseID: [OtherViewer]] = [:]
  private var looks = 0

  init(images: [URL], folder: StateFolder, post: @escaping @Sendable (Event) -> Void) {
    self.images = images
    self.folder = folder
    self.post = post
  }

  /// The case's journal; the first call makes it.
  private func journal(of id: CaseID) -> CaseJournal? {
    if let known = journals[id] { return known }
    do {
      let made = try CaseJournal(images[id], in: folder)
      journals[id] = made
      if let session = sessions[id] { made.append(SessionReference.kind) { _ in session } }
      return made
    } catch {
      report(error.description, of: id)
      return nil
    }
  }

  // MARK: Records

  func begin(_ session: SessionRecord) {
    guard let journal = journal(of: Self.first) else { return }
    folder.tidyJournals(of: journal.image, days: 7)
    journal.append(SessionRecord.kind) { _ in session }
    report(journal.problem, of: Self.first)
  }

  func record(_ event: Event) {
    switch event {
    case .about(let id, .loaded(let study)), .about(let id, .loading(let study, _)):
      grids[id] = (study.volume.grid, study.frame)
    default: break
    }
    guard let journal = journal(of: Self.first) else { return }
    journal.append(EventRecord.kind) { try EventRecord(event, masks: &$0) }
    report(journal.problem, of: Self.first)
  }

  func keep(_ snapshot: SessionSnapshot, of id: CaseID) {
    guard let (grid, frame) = grids[id], let journal = journal(of: id) else { return }
    let isNew = journal.last.map { $0 != (snapshot.revision, snapshot.isUnsaved) } ?? true
    guard isNew else {
      if journal.problem != nil { journal.flush() }
      return report(journal.problem, of: id)
    }
    let image = SessionDocument.Image(file: images[id].lastPathComponent, grid: grid, frame: frame)
    journal.append(WorkRecord.kind, durable: true) {
      try WorkRecord(snapshot, of: id, image: image, grid: grid, masks: &$0)
    }
    journal.last = (snapshot.revision, snapshot.isUnsaved)
    report(journal.problem, of: id)
    if journal.problem == nil { noteKept(journal, of: id) }
    if id != Self.first, let first = self.journal(of: Self.first) {
      first.append(WorkRecord.otherKind) {
        try WorkRecord(snapshot, of: id, image: image, grid: grid, masks: &$0)
      }
    }
  }

  private func noteKept(_ journal: CaseJournal, of id: CaseID) {
    post(.about(id, .kept(revision: journal.last?.revision ?? 0)))
    for source in journal.settlements { source.retire() }
    journal.settlements = []
  }

  func noteSaved(_ revision: Int, _ session: SessionReference?, of id: CaseID) {
    noteSession(session, of: id)
    journal(of: id)?.append(SavedRecord.kind) { _ in SavedRecord(revision: revision) }
  }

  /// What a case's journal says of its session; `nil` when the work goes to a new one.
  func noteSession(_ session: SessionReference?, of id: CaseID) {
    sessions[id] = session
    // A case that was only read ahead has no journal yet.
    journals[id]?.append(SessionReference.kind) { _ in session }
  }

  func settle(_ source: AbandonedSource, _ settlement: AbandonedWork.Settlement, of id: CaseID) {
    switch settlement {
    case .deleted: source.delete()
    case .recovered:
      guard let journal = journals[id] else { return }
      if journal.problem == nil, journal.last != nil {
        source.retire()
      } else {
        journal.settlements.append(source)
      }
    }
  }

  // MARK: Failures

  /// Tells the reader once that records do not reach the disk.
  private func report(_ problem: String?, of id: CaseID) {
    guard let problem else { return }
    guard failing.insert(id).inserted else { return }
    post(.about(id, .keepFailed(message: problem)))
  }

  /// Tries again what failed; the reader is told when it succeeds.
  func retry() {
    for id in failing {
      guard let journal = journal(of: id) else { continue }
      if journal.problem != nil { journal.flush() }
      guard journal.problem == nil else { continue }
      failing.remove(id)
      noteKept(journal, of: id)
    }
    looks += 1
    if looks.isMultiple(of: Self.touchInterval) {
      for journal in journals.values { journal.journal.touch() }
    }
  }

  // MARK: Others

  func present(_ id: CaseID) {
    shown = id
    guard let journal = journal(of: id) else { return }
    journal.flush()
    report(journal.problem, of: id)
  }

  /// Posts who else has the shown case open, when that has changed.
  ///
  /// - Returns: the case, and whether somebody was there first; `nil` without a journal.
  func lookAround() -> (CaseID, isShared: Bool)? {
    guard let own = journals[shown] else { return nil }
    let viewers = folder.viewers(of: own.image, besides: own.journal.url).map { viewer in
      OtherViewer(
        id: viewer.journal.lastPathComponent,
        name: viewer.isElsewhere ? "a viewer on \(viewer.machine)" : viewer.text(),
        isEarlier: viewer.started.map { $0 <= own.started } ?? false,
        isElsewhere: viewer.isElsewhere)
    }
    if viewers != others[shown] ?? [] {
      others[shown] = viewers
      post(.about(shown, .viewers(viewers)))
    }
    return (shown, viewers.contains(where: \.isEarlier))
  }

  // MARK: The end

  /// Its grid is still known: until the study is read again, what is undone is of that one.
  func close(_ id: CaseID) {
    guard id != Self.first, let journal = journals.removeValue(forKey: id) else { return }
    failing.remove(id)
    _ = journal.close(.removed)
  }

  func finish(abandoning cases: Set<CaseID>) -> Bool {
    var isKept = cases.isSubset(of: journals.keys)
    for (id, journal) in journals {
      if cases.contains(id) {
        isKept = journal.close(.abandoned) && isKept
      } else {
        _ = journal.close(id == Self.first ? .kept : .removed)
      }
    }
    return isKept
  }
}
