import Imaging

/// What the viewer has in its hands.
public enum Study: Sendable {
  /// A file is being read; the name is safe to show.
  case loading(name: String)
  /// A file of which some slices have been read: the volume's box has them, and is empty at
  /// first. `fraction` is how much of the reading is done, 0...1.
  case partial(LoadedStudy, fraction: Double)
  case loaded(LoadedStudy)
  /// Reading failed, with the sentence that says why.
  case failed(message: String)
}
