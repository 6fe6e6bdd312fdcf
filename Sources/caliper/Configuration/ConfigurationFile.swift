import Foundation
import ImageFiles
import Viewer

/// The reader's configuration file: `$XDG_CONFIG_HOME/caliper/config`, by default
/// `~/.config/caliper/config`.
struct ConfigurationFile {
  let path: String
  let isThere: Bool
  let configuration: Configuration
  /// Sentences that begin with the file and, where one is meant, the line; safe to show.
  let problems: [String]

  /// More than a configuration of every key.
  private static let byteLimit = 1 << 20

  /// Reads the file; one that is not there says nothing, and what cannot be read is a problem.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let path = Self.path(environment)
    self.path = path
    let shown = SafeText.escaped(path)
    isThere = FileManager.default.fileExists(atPath: path)
    guard isThere else {
      configuration = Configuration()
      problems = []
      return
    }
    do {
      let data = try CaseFailure.wrapping { try SmallFile.read(path, limit: Self.byteLimit) }
      guard let text = String(data: data, encoding: .utf8) else {
        throw CaseFailure("\(shown) is not UTF-8 text; save it as such.")
      }
      let read = Configuration(text)
      configuration = read
      problems = read.problems.map { "\(shown):\($0.line): \(SafeText.escaped($0.text))" }
    } catch {
      configuration = Configuration()
      problems = ["\(error) Nothing of the configuration counts."]
    }
  }

  /// What the viewer says of the problems.
  var notice: String? {
    guard let first = problems.first else { return nil }
    let others = problems.count - 1
    return others == 0 ? first : "\(first) (and \(others) more: caliper config)"
  }

  private static func path(_ environment: [String: String]) -> String {
    let base: URL
    // The XDG specification says to ignore a relative path.
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      base = URL(fileURLWithPath: folder)
    } else {
      let home = environment["HOME"].map { URL(fileURLWithPath: $0) }
      base = (home ?? FileManager.default.homeDirectoryForCurrentUser)
        .appendingPathComponent(".config")
    }
    return base.appendingPathComponent("caliper/config").path
  }
}
