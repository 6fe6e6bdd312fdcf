import Synchronization

/// The workspaces of a network that are at rest: one is kept for the next pass.
final class WorkspacePool: Sendable {
  private let resting = Mutex<Workspace?>(nil)
  /// How many have been made.
  let made = Atomic(0)

  /// A workspace of at least this size: the one at rest if it is large enough.
  func take(floats: Int) throws -> Workspace {
    let kept = resting.withLock { resting in
      defer { resting = nil }
      return resting
    }
    if let kept, kept.floats >= floats { return kept }
    made.wrappingAdd(1, ordering: .relaxed)
    return try Workspace(floats: floats)
  }

  /// Takes back a workspace that is no longer in use.
  func put(back workspace: Workspace) {
    resting.withLock { resting in
      if (resting?.floats ?? 0) < workspace.floats { resting = workspace }
    }
  }
}
