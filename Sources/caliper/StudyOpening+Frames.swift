import Annotations
import Foundation
import ImageFiles

// A file of several 3D images has a session for each of them.
extension StudyOpening {
  /// The same file without prompts and masks, which belong to the frame that it was opened with.
  var withoutPrompts: StudyOpening {
    var files = files
    files.prediction = nil
    files.truth = nil
    return StudyOpening(
      files: files, prompts: nil, recovers: recovers, reader: reader, readerName: readerName,
      keymap: keymap)
  }

  /// The session that was saved last; of a file of several frames the last one of this frame.
  func session(of file: ImageFile) -> URL? {
    let sessions = StudyFiles.sessions(of: image)
    guard file.header.frames > 1 else { return sessions.first }
    return sessions.first { Self.isSession(try? SessionFile.read($0.path), ofFrameOf: file) }
  }

  /// Whether a session was made on the frame that was read.
  static func isSession(_ document: SessionDocument?, ofFrameOf file: ImageFile) -> Bool {
    document.map { ($0.image?.frame ?? 0) == file.frame } ?? false
  }
}
