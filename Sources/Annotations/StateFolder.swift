import Foundation
import ImageFiles
import Imaging

/// Where work that was not saved is kept until it is: `$XDG_STATE_HOME/caliper`, by default
/// `~/.local/state/caliper`.
///
/// Each viewer writes a ``Journal`` of its own, named for the study, the machine and the process, so
/// two viewers on one case never write over each other; what is left belongs to a viewer that died.
/// Home folders are shared between machines, so a file is only taken for abandoned on the machine
/// that wrote it.
public struct StateFolder: Sendable {
  public let url: URL
  let machine: String

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
    // Not ProcessInfo's host name, which may ask a name server and wait for it.
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let letters = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    machine = Self.safeName(String(decoding: letters, as: UTF8.self))
  }

  /// What viewers of former versions left behind for a study, newest first.
  public func abandonedAutosaves(for study: URL) -> [Autosave] {
    let prefix = "\(stem(for: study)).\(machine)."
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: url, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
    return files.filter { file in
      let name = file.lastPathComponent
      guard name.hasPrefix(prefix), name.hasSuffix(".json"),
        let process = Int32(name.dropFirst(prefix.count).prefix { $0 != "." })
      else { return false }
      return !Self.isRunning(process)
    }
    .map(Autosave.init)
    .sorted { ($0.date ?? .distantPast) > ($1.date ?? .distantPast) }
  }

  /// The study's file name, readable, and a hash of its resolved path, unique.
  func stem(for study: URL) -> String {
    let path = study.resolvingSymlinksInPath().standardizedFileURL.path
    let readable = Self.safeName(study.lastPathComponent)
    return "\(readable)-\(String(Checksum.fnv1a(path.utf8), radix: 16))"
  }

  /// Letters, digits, dots and dashes of a name, 60 at most.
  private static func safeName(_ name: String) -> String {
    let kept = CharacterSet(charactersIn: "0"..."9").union(CharacterSet(charactersIn: "A"..."Z"))
      .union(CharacterSet(charactersIn: "a"..."z")).union(CharacterSet(charactersIn: ".-_"))
    return String(name.unicodeScalars.prefix(60).map { kept.contains($0) ? Character($0) : "_" })
  }

  /// Whether a process lives that runs the same program: numbers are used again.
  static func isRunning(_ process: Int32) -> Bool {
    guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
    func program(_ process: String) -> String? {
      try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
    }
    guard let other = program(String(process)), let own = program("self") else { return true }
    return other == own
  }
}

/// One viewer's unsaved work on one study, as former versions kept it: as a session.
public struct Autosave: Hashable, Sendable {
  public let url: URL

  public func read() throws -> SessionDocument {
    try SessionDocument(json: SmallFile.read(url.path))
  }

  /// When it was last written.
  public var date: Date? {
    try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
  }

  /// Removes the file; nothing happens when there is none.
  public func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}
