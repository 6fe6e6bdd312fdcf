/// A note that the work of a revision is in the session file.
struct SavedRecord: Codable, Sendable {
  static let kind = "saved"

  var revision: Int
}
