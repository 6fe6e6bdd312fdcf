/// What is in a folder, as the effect runner found it.
public struct FolderListing: Equatable, Codable, Sendable {
  public struct Entry: Equatable, Codable, Sendable {
    public let name: String
    public let isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// The folder as it was asked for: "" for the one the program runs in, else with a "/" at its end.
  public let folder: String
  public let entries: [Entry]
  /// Why it could not be listed; `nil` when it was.
  public let problem: String?

  public init(folder: String, entries: [Entry], problem: String? = nil) {
    self.folder = folder
    self.entries = entries
    self.problem = problem
  }

  /// The entries that a path could become, sorted; names with a dot in front only when asked for.
  func candidates(from path: String, foldersOnly: Bool) -> [Completion.Candidate] {
    let stem = path.dropFirst(folder.count)
    return entries.filter { entry in
      entry.name.hasPrefix(stem) && (entry.isFolder || !foldersOnly)
        && (stem.hasPrefix(".") || !entry.name.hasPrefix("."))
    }
    .sorted { $0.name < $1.name }
    .map { entry in
      let name = entry.name + (entry.isFolder ? "/" : "")
      return Completion.Candidate(folder + name, label: name)
    }
  }
}
