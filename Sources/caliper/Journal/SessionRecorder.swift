import Annotations
import Dispatch
import Foundation
import Imaging
import Synchronization
import Viewer

/// Writes down a viewer's session as it happens, so that nothing is lost and all can be replayed.
///
/// Each case that was on the screen or has work has a journal of its own, in which the next viewer
/// of that case finds the work. A viewer's events are one sequence, since window, plane and messages
/// go along from case to case; it is in the journal of the case that was opened first.
///
/// Nothing here blocks the caller but ``finish(abandoning:)``: records are made and written on a
/// queue of their own, which neither a prediction nor the reading of a study holds up.
final class SessionRecorder: Sendable {
  private let queue = DispatchQueue(label: "caliper.journal", qos: .userInitiated)
  private let book: RecorderBook
  private let hasEnded = Cancellation()
  /// Cases that another viewer had open first.
  private let shared: Mutex<Set<CaseID>>

  /// How often others are looked for and what waits is written.
  private static let interval = 2.0

  /// - Parameters:
  ///   - images: of all cases, in their order; not empty.
  ///   - post: takes kept, keepFailed and viewers about a case.
  init(
    images: [URL], folder: StateFolder = StateFolder(),
    post: @escaping @Sendable (Event) -> Void
  ) {
    book = RecorderBook(images: images, folder: folder, post: post)
    shared = Mutex([])
  }

  /// Begins with what the events start from, and looks who else is there.
  func begin(_ session: SessionRecord) {
    queue.async { [book] in book.begin(session) }
    present(0)
    tickLater()
  }

  /// Writes down an event that `update` is given.
  func record(_ event: Event) { queue.async { [book] in book.record(event) } }

  /// Writes down work; answered by kept once the disk has it, or by keepFailed.
  func keep(_ snapshot: SessionSnapshot, of id: CaseID) {
    queue.async { [book] in book.keep(snapshot, of: id) }
  }

  /// Notes that a session file holds the work of a revision.
  func noteSaved(_ revision: Int, _ session: SessionReference?, of id: CaseID) {
    queue.async { [book] in book.noteSaved(revision, session, of: id) }
  }

  /// Notes which session file a case's work goes back to.
  func noteSession(_ session: SessionReference?, of id: CaseID) {
    queue.async { [book] in book.noteSession(session, of: id) }
  }

  /// Notes that a case came on the screen: from now on others see that it is open.
  func present(_ id: CaseID) {
    queue.async { [self] in
      book.present(id)
      lookAround()
    }
  }

  /// Notes that a case without unsaved work was given back.
  func close(_ id: CaseID) { queue.async { [book] in book.close(id) } }

  /// Does away with abandoned work: deletes it, or retires it once the case's work is kept.
  func settle(_ source: AbandonedSource, _ settlement: AbandonedWork.Settlement, of id: CaseID) {
    queue.async { [book] in book.settle(source, settlement, of: id) }
  }

  /// Whether a viewer that was there first has the case open.
  func isShared(_ id: CaseID) -> Bool { shared.withLock { $0.contains(id) } }

  private func tickLater() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
      guard let self, !hasEnded.isCancelled else { return }
      book.retry()
      lookAround()
      tickLater()
    }
  }

  private func lookAround() {
    guard let (id, isShared) = book.lookAround() else { return }
    shared.withLock { shared in
      if isShared { shared.insert(id) } else { shared.remove(id) }
    }
  }

  /// Writes all, and ends the journals.
  ///
  /// - Parameter abandoning: the cases whose unsaved work is for the next viewer to find.
  /// - Returns: whether all of that work is on the disk.
  func finish(abandoning cases: Set<CaseID>) -> Bool {
    hasEnded.cancel()
    return queue.sync { book.finish(abandoning: cases) }
  }
}
