import Annotations
import Foundation

/// One case's journal while the viewer runs. Used on the recorder's queue alone.
final class CaseJournal {
  let journal: Journal
  let image: URL
  let started: Date
  /// Why what was written last is in memory alone; `nil` when the file has all.
  private(set) var problem: String?
  var masks = MaskLedger()
  /// The work that was written last.
  var last: (revision: Int, isUnsaved: Bool)?
  /// What to do away with once the work is kept.
  var settlements: [AbandonedSource] = []

  init(_ image: URL, in folder: StateFolder) throws(JournalError) {
    self.image = image
    started = Date()
    journal = try folder.journal(for: image, software: Caliper.software)
  }

  /// Writes a record, and before it the masks that it names.
  ///
  /// - Parameters:
  ///   - durable: whether to wait until the disk has it.
  ///   - make: gives the record's value; names masks by the ledger.
  func append<Value: Encodable & Sendable>(
    _ kind: String, durable: Bool = false, _ make: (inout MaskLedger) throws -> Value
  ) {
    do {
      let value = try make(&masks)
      for code in masks.takeFresh() { attempt { try journal.append(MaskLedger.kind, code) } }
      attempt { try journal.append(kind, value, durable: durable) }
    } catch {
      problem = Self.sentence(error)
    }
  }

  /// Writes what waits in memory; makes the file when there is none.
  func flush() { attempt { try journal.flush(durable: true) } }

  /// What could not be written waits in memory and is written with the next record.
  private func attempt(_ body: () throws -> Void) {
    do {
      try body()
      problem = nil
    } catch {
      problem = Self.sentence(error)
    }
  }

  /// Without the path, which on a screen would leave no room for what to do.
  private static func sentence(_ error: any Error) -> String {
    guard let error = error as? JournalError, case .notWritten(_, let reason, let advice, _) = error
    else { return String(describing: error) }
    return "Changes are not kept in the journal (\(reason)); \(advice), or save the session."
  }

  /// - Returns: whether the file holds all that it was given.
  func close(_ ending: Journal.Ending) -> Bool {
    attempt { try journal.close(ending) }
    return problem == nil
  }
}
