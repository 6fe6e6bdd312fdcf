import Foundation
import ImageFiles

/// Why a journal cannot be written or read.
public enum JournalError: Error, Hashable, CustomStringConvertible, LocalizedError {
  /// Nothing is lost as long as the viewer runs: what is not in the file yet stays in memory and
  /// is written with the next record or ``Journal/flush(durable:)``.
  case notWritten(path: String, reason: String, advice: String, waiting: Int)
  /// The value has no JSON; the record was not taken.
  case notEncodable(kind: String, reason: String)
  case closed(path: String)
  /// An ``ImageFileError``'s text.
  case unreadable(String)
  case notAJournal(path: String)
  case newer(path: String)
  case unreadableRecord(number: Int, kind: String, reason: String)

  public var description: String {
    switch self {
    case .notWritten(let path, let reason, let advice, let waiting):
      "\(path): the journal was not written (\(reason)); \(advice), or save the session"
        + (waiting > 0 ? ": \(Self.changes(waiting)) in memory until then." : ".")
    case .notEncodable(let kind, let reason):
      "A journal record of kind \"\(kind)\" cannot be written as JSON (\(reason)); "
        + "save the session, and report this fault."
    case .closed(let path):
      "\(path): the journal is closed; open the study again to go on."
    case .unreadable(let reason): reason
    case .notAJournal(let path):
      "\(path): this is no journal of Caliper; give a file whose name ends with .journal."
    case .newer(let path):
      "\(path): the journal was written by a newer version of Caliper; open it with that one."
    case .unreadableRecord(let number, let kind, let reason):
      "Record \(number) (\(SafeText.escaped(kind))) of the journal cannot be used: \(reason); "
        + "the records before it can."
    }
  }

  public var errorDescription: String? { description }

  private static func changes(_ count: Int) -> String {
    count == 1 ? "one record waits" : "\(count) records wait"
  }

  /// The error of a failed system call.
  static func notWritten(_ path: String, code: CInt, waiting: Int) -> JournalError {
    notWritten(path, .saving(path, code: code), waiting: waiting)
  }

  /// The error of a failed ``AtomicFile``, with advice that fits a journal.
  static func notWritten(_ path: String, _ error: ImageFileError, waiting: Int) -> JournalError {
    guard case .notSaved(let reason, _) = error.problem else {
      return .notWritten(
        path: error.path, reason: error.problem.what, advice: "check the disk", waiting: waiting)
    }
    let code = [ENOSPC, EACCES, ENOENT].first {
      ImageFileError.saving(path, code: $0).problem == error.problem
    }
    let advice =
      switch code {
      case ENOSPC: "free some space"
      case EACCES, ENOENT: "set XDG_STATE_HOME to a folder that can be written to"
      default: "check the disk"
      }
    return .notWritten(path: error.path, reason: reason, advice: advice, waiting: waiting)
  }
}
