import Foundation

/// One record as it was read: its kind, and a value for the caller to decode.
public struct JournalRecord: Hashable, Sendable {
  public let kind: String
  /// Counted from 0, the header; without gaps.
  public let number: Int
  /// When it was written, ISO 8601 with milliseconds and the zone.
  public let time: String
  /// The whole record as JSON: `{"at": …, "kind": …, "n": …, "value": …}`.
  public let json: Data

  public var date: Date? { Timestamp.date(of: time) }

  /// The record's value.
  ///
  /// - Throws: ``JournalError/unreadableRecord(number:kind:reason:)`` when it is no `Value`.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(JournalError)
    -> Value
  {
    do {
      return try JournalLine.decoder().decode(JournalLine.Content<Value>.self, from: json).value
    } catch {
      let reason = (error as? DecodingError)?.summary ?? String(describing: error)
      throw .unreadableRecord(number: number, kind: kind, reason: reason)
    }
  }
}
