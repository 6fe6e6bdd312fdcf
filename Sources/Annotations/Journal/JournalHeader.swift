import Foundation

/// The first record of a journal: who writes it, and on what.
public struct JournalHeader: Codable, Hashable, Sendable {
  public static let currentFormat = "caliper-journal"
  public static let currentVersion = 1
  /// The kind of the record that holds the header.
  static let kind = "journal"

  public var format: String
  public var version: Int
  public var software: String
  /// The study's path, as the viewer was given it, made absolute.
  public var study: String
  public var machine: String
  public var process: Int32
  /// When the viewer started, ISO 8601 with the zone.
  public var started: String

  public init(
    software: String, study: URL, machine: String, process: Int32, started: Date = Date()
  ) {
    format = Self.currentFormat
    version = Self.currentVersion
    self.software = software
    self.study = study.standardizedFileURL.path
    self.machine = machine
    self.process = process
    self.started = Timestamp.text(of: started)
  }

  public var startDate: Date? { Timestamp.date(of: started) }
}
