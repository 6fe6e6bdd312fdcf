import Foundation

/// Another viewer that has a study open, as its journal tells.
public struct OpenViewer: Hashable, Sendable {
  public let journal: URL
  /// The machine's name, safe to show.
  public let machine: String
  public let process: Int32
  /// When it started; `nil` when its journal does not say (yet).
  public let started: Date?
  /// When it last wrote.
  public let changed: Date
  /// Whether it runs on another machine, where nobody here can see if it still does.
  public let isElsewhere: Bool

  /// Whom to ask, as the middle of a sentence: "process 4711 since 14:02" or "on ct2, perhaps still
  /// open".
  ///
  /// - Parameters:
  ///   - now: a start on another day is shown with its date.
  ///   - zone: of the times shown.
  public func text(now: Date = Date(), zone: TimeZone = .current) -> String {
    if isElsewhere { return "on \(machine), perhaps still open" }
    guard let started else { return "process \(process)" }
    // "2026-03-04T14:02:11.000+01:00"
    let (start, today) = (
      Timestamp.text(of: started, zone: zone), Timestamp.text(of: now, zone: zone)
    )
    let time = start.dropFirst(11).prefix(5)
    let isToday = start.prefix(10) == today.prefix(10)
    return "process \(process) since " + (isToday ? "" : "\(start.prefix(10)) ") + time
  }
}
