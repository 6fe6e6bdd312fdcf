import Imaging

/// What the viewer has in its hands.
public enum Study: Sendable {
  /// A file is being read; the name is safe to show.
  case loading(name: String)
  case loaded(LoadedStudy)
  /// Reading failed, with the sentence that says why.
  case failed(message: String)
}
