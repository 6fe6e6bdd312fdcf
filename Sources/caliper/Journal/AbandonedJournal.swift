import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

/// The unsaved work of a journal whose viewer has ended.
struct AbandonedJournal {
  let work: AbandonedWork
  let session: SessionReference?

  /// - Parameter image: the study that is open now.
  /// - Returns: `nil` for a journal without unsaved work.
  /// - Throws: ``JournalError``, ``SessionError`` or ``MaskCodeError`` for one that cannot be used.
  init?(_ file: JournalFile, image: ImageFile) throws {
    let contents = try file.read()
    var masks: RecordedMasks = [:]
    var newest: JournalRecord?
    var saved = -1
    var session: SessionReference?
    for record in contents.records {
      switch record.kind {
      case MaskLedger.kind:
        let code = try record.decode(MaskCode.self)
        masks[code.hash] = code
      case WorkRecord.kind:
        newest = record
        // Only what is saved after this can be this work, whatever the numbers of earlier studies.
        saved = -1
      case SavedRecord.kind: saved = try record.decode(SavedRecord.self).revision
      case SessionReference.kind: session = try record.decode(SessionReference?.self)
      default: break
      }
    }
    guard let newest else { return nil }
    let record = try newest.decode(WorkRecord.self)
    guard record.isUnsaved, record.revision > saved else { return nil }
    let grid = image.volume.grid
    try SessionDocument(software: "", image: record.image, lesions: [])
      .check(grid, frame: image.frame)
    work = AbandonedWork(
      id: file.url.lastPathComponent, time: Self.text(of: newest.date ?? file.date),
      lesions: try record.lesions.map { try $0.lesion(masks: masks, grid: grid) },
      isDone: record.isDone)
    self.session = session
  }

  /// "12:31", with the date where it is not today.
  static func text(of date: Date?, now: Date = Date()) -> String {
    guard let date else { return "unknown time" }
    // "2026-03-04T14:02:11.000+01:00"
    let (text, today) = (Timestamp.text(of: date), Timestamp.text(of: now))
    let time = text.dropFirst(11).prefix(5)
    return (text.prefix(10) == today.prefix(10) ? "" : "\(text.prefix(10)) ") + time
  }
}
