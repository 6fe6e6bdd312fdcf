import Annotations

/// Where work that was left behind lies.
struct AbandonedSource: Sendable {
  enum File: Sendable {
    case journal(JournalFile)
    /// Of former versions, which kept work as sessions.
    case autosave(Autosave)
  }

  let file: File
  /// The session that the work goes back to.
  let session: SessionReference?

  /// The work is kept anew. A journal stays a while for reports of faults, as after a clean exit:
  /// it tells how its viewer ended.
  func retire() {
    switch file {
    case .journal(let file): file.keep()
    case .autosave(let file): file.remove()
    }
  }

  func delete() {
    switch file {
    case .journal(let file): file.remove()
    case .autosave(let file): file.remove()
    }
  }
}
