import Foundation

/// What version 2 of the document added.
extension SessionDocument {
  /// What a lesion is in RECIST 1.1 (Eisenhauer et al., Eur J Cancer 45 (2009) 228-247).
  public enum Role: String, Codable, Hashable, Sendable, CaseIterable {
    case target, nonTarget, new
  }

  /// The file of the network that predicted.
  public struct Weights: Codable, Hashable, Sendable {
    /// Its name, without the folder.
    public var file: String
    /// 64 hexadecimal digits.
    public var sha256: String

    public init(file: String, sha256: String) {
      self.file = file
      self.sha256 = sha256
    }
  }

  /// Notes who changed the document and when; the first time it is also when it was created.
  public mutating func stamp(reader: String?, at date: Date = Date(), zone: TimeZone = .current) {
    self.reader = reader
    let now = Timestamp.text(of: date, zone: zone)
    created = created ?? now
    modified = now
  }

  /// Whether it holds something of a reader's that version 1 has no place for.
  var saysMoreThanVersion1: Bool {
    timepoint != nil || status != nil || lesions.contains(where: \.saysMoreThanVersion1)
  }
}

extension SessionDocument.Lesion {
  /// Whether the reader recorded it without a diameter: as gone or not to be measured, or as a
  /// lesion that is followed by eye.
  public var isWithoutDiameter: Bool {
    a == nil && b == nil && (finding != nil || role == .nonTarget || role == .new)
  }

  fileprivate var saysMoreThanVersion1: Bool {
    // Version 1 knew of the name and did not keep it.
    name != nil || role != nil || organ != nil || isNode != nil || shortA != nil || shortB != nil
      || maskEdited != nil || threshold != nil || finding != nil || unconfirmed != nil
  }
}
