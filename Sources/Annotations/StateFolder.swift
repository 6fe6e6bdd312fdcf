import Foundation
import ImageFiles
import Imaging

/// Where work that was not saved is kept until it is: `$XDG_STATE_HOME/caliper`, by default
/// `~/.local/state/caliper`.
///
/// Each viewer writes a file of its own, named for the study and the process, so two viewers on
/// one case never write over each other; a clean exit removes it, and what is left belongs to a
/// viewer that died.
public struct StateFolder: Sendable {
  public let url: URL

  /// The folder that the environment names.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let base: URL
    // The XDG specification says to ignore a relative path.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      base = URL(fileURLWithPath: state)
    } else {
      let home = environment["HOME"].map { URL(fileURLWithPath: $0) }
      base = (home ?? FileManager.default.homeDirectoryForCurrentUser)
        .appendingPathComponent(".local/state")
    }
    url = base.appendingPathComponent("caliper")
  }

  /// The autosave of this process for a study.
  public func autosave(for study: URL, process: Int32 = getpid()) -> Autosave {
    Autosave(url: url.appendingPathComponent("\(stem(for: study)).\(process).json"))
  }

  /// What viewers that no longer run left behind for a study, newest first.
  public func abandonedAutosaves(for study: URL) -> [Autosave] {
    let prefix = stem(for: study) + "."
    let keys: [URLResourceKey] = [.contentModificationDateKey]
    let files =
      (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: keys))
      ?? []
    func date(_ url: URL) -> Date {
      (try? url.resourceValues(forKeys: Set(keys)).contentModificationDate) ?? .distantPast
    }
    return files.filter { file in
      let name = file.lastPathComponent
      guard name.hasPrefix(prefix), name.hasSuffix(".json"),
        let process = Int32(name.dropFirst(prefix.count).dropLast(".json".count))
      else { return false }
      return !Self.isRunning(process)
    }
    .sorted { date($0) > date($1) }
    .map(Autosave.init)
  }

  /// The study's file name, readable, and a hash of its resolved path, unique.
  private func stem(for study: URL) -> String {
    let path = study.resolvingSymlinksInPath().standardizedFileURL.path
    let kept = CharacterSet(charactersIn: "0"..."9").union(CharacterSet(charactersIn: "A"..."Z"))
      .union(CharacterSet(charactersIn: "a"..."z")).union(CharacterSet(charactersIn: ".-_"))
    let readable = study.lastPathComponent.unicodeScalars.prefix(60).map {
      kept.contains($0) ? Character($0) : "_"
    }
    return "\(String(readable))-\(String(fnv1a(path), radix: 16))"
  }

  private static func isRunning(_ process: Int32) -> Bool {
    process > 0 && (kill(process, 0) == 0 || errno == EPERM)
  }
}

/// The 64-bit FNV-1a hash: stable across runs, which Swift's own hashing is not.
private func fnv1a(_ text: String) -> UInt64 {
  text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// One viewer's unsaved work on one study.
public struct Autosave: Hashable, Sendable {
  public let url: URL

  /// Writes the session, in a folder that only its owner may read.
  public func write(_ document: SessionDocument) throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try AtomicFile.write(document.json(), to: url.path)
  }

  public func read() throws -> SessionDocument {
    try SessionDocument(json: Data(contentsOf: url))
  }

  /// Removes the file; nothing happens when there is none.
  public func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}
