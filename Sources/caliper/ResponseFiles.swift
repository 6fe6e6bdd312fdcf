import Foundation
import ImageFiles
import Recist
import Viewer

/// Where the RECIST table goes: beside the image, `ct.nii.gz` as `ct_recist.csv`, `.txt` and `.json`.
///
/// Files that are there are only replaced by the viewer that wrote them, and only as long as nobody
/// else has changed them; else all three get a name of their own, `ct_recist-2`. Used from one thread
/// at a time.
final class ResponseFiles {
  private let base: String
  /// What this viewer wrote last: the path without its ending, and the contents by ending.
  private var own: (path: String, contents: [String: Data])?

  init(image path: String) {
    let image = URL(fileURLWithPath: path)
    let name = image.lastPathComponent
    base =
      image.deletingLastPathComponent()
      .appendingPathComponent((CaseNaming.stem(name) ?? name) + "_recist").path
  }

  /// Writes the three files.
  ///
  /// - Returns: their names, safe to show.
  func save(_ export: ResponseExport) throws -> [String] {
    let contents = [
      "csv": Data(export.assessment.csv.utf8), "txt": Data(export.text.utf8),
      "json": try ResponseDocument(export.assessment).json(),
    ]
    let isOwn = own.map(Self.isUnchanged) ?? false
    let path = isOwn ? own?.path ?? freePath() : freePath()
    var written: [String: Data] = [:]
    // Those that were written stay this viewer's when a later one fails.
    defer { own = (path, written) }
    var names: [String] = []
    for ending in ["csv", "txt", "json"] {
      guard let content = contents[ending] else { continue }
      let file = "\(path).\(ending)"
      try AtomicFile.write(content, to: file, replacing: isOwn)
      written[ending] = content
      names.append(SafeText.escaped(URL(fileURLWithPath: file).lastPathComponent))
    }
    return names
  }

  private static func isUnchanged(_ own: (path: String, contents: [String: Data])) -> Bool {
    ["csv", "txt", "json"].allSatisfy { ending in
      let file = "\(own.path).\(ending)"
      guard FileManager.default.fileExists(atPath: file) else { return true }
      return own.contents[ending].map { (try? Data(contentsOf: URL(fileURLWithPath: file))) == $0 }
        ?? false
    }
  }

  /// The first name beside the image that no file has.
  private func freePath() -> String {
    var path = base
    var number = 2
    while ["csv", "txt", "json"].contains(where: {
      FileManager.default.fileExists(atPath: "\(path).\($0)")
    }) {
      path = "\(base)-\(number)"
      number += 1
    }
    return path
  }
}

extension ResponseExport {
  /// The report for people.
  fileprivate var text: String {
    let notes = notes.isEmpty ? "" : "\n\n" + notes.map { "\($0)." }.joined(separator: "\n")
    return "RECIST 1.1, \(Caliper.software). Research use, not for diagnosis.\n\n"
      + assessment.text(of: timepoint) + notes + "\n"
  }
}
