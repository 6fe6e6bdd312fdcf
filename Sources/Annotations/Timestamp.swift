import Foundation

/// Times in documents: ISO 8601 with milliseconds and the zone, "2026-03-04T09:15:00.250+01:00".
public enum Timestamp {
  public static func text(of date: Date, zone: TimeZone = .current) -> String {
    style(fractions: true, zone).format(date)
  }

  /// Reads what ``text(of:zone:)`` writes, with or without fractions of a second; `nil` for
  /// anything else.
  public static func date(of text: String) -> Date? {
    (try? style(fractions: true, .gmt).parse(text))
      ?? (try? style(fractions: false, .gmt).parse(text))
  }

  /// As a letter says it, in the zone that the document states: "2026-03-04 09:15 (UTC+01:00)". Other
  /// text stays as it is.
  public static func readable(_ text: String) -> String {
    guard date(of: text) != nil, let clock = text.firstIndex(of: "T") else { return text }
    let time = text[text.index(after: clock)...]
    let zone = time.drop { !"Z+-".contains($0) }
    let isUTC = zone == "Z" || zone.hasSuffix("00:00")
    return "\(text[..<clock]) \(time.prefix(5)) (UTC\(isUTC ? "" : zone))"
  }

  private static func style(fractions: Bool, _ zone: TimeZone) -> Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(
      dateSeparator: .dash, dateTimeSeparator: .standard, timeSeparator: .colon,
      timeZoneSeparator: .colon, includingFractionalSeconds: fractions, timeZone: zone)
  }
}
