import ArgumentParser
import Foundation
import ImageFiles

/// The files that a command is asked to write its results to.
struct OutputFiles {
  /// Those that were asked for, each with the option that names it.
  private let files: [(option: String, path: String)]

  /// - Parameter files: options and their values.
  init(_ files: [(option: String, path: String?)]) {
    self.files = files.compactMap { option, path in path.map { (option, $0) } }
  }

  /// - Throws: `ValidationError` where two options name one file.
  func checkApart() throws {
    for (index, one) in files.enumerated() {
      for other in files[..<index] {
        let paths = [one, other].map { URL(fileURLWithPath: $0.path).standardizedFileURL.path }
        let identity = FileIdentity(one.path)
        guard paths[0] != paths[1], identity == nil || identity != FileIdentity(other.path) else {
          throw ValidationError(
            "\(other.option) and \(one.option) name one file; give each its own.")
        }
      }
    }
  }

  /// Finds out before the work is done whether its results can be written.
  ///
  /// - Throws: ``CaseFailure``.
  func checkFolders() throws {
    for file in files { try FileIdentity.checkFolder(of: file.path) }
  }

  /// - Throws: `ValidationError` where a result would replace what is read, or what `segment` keeps
  ///   of a run.
  func check(against inputs: [String]) throws {
    for file in files {
      let url = URL(fileURLWithPath: file.path)
      let folder = RecordFolder(path: url.deletingLastPathComponent().path)
      let records = folder.recordFiles
      guard
        records.isEmpty
          || !(records + [RecordFolder.summaryName, RecordFolder.tableName])
            .contains(url.lastPathComponent)
      else {
        throw ValidationError(
          "'\(SafeText.escaped(file.path))' would replace a file of a run of 'caliper segment'; "
            + "name another file.")
      }
      guard let identity = FileIdentity(file.path) else { continue }
      for input in inputs where FileIdentity(input) == identity {
        throw ValidationError(
          "'\(SafeText.escaped(file.path))' would replace '\(SafeText.escaped(input))', which is "
            + "read; name another file.")
      }
    }
  }
}
