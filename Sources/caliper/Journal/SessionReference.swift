import Foundation
import ImageFiles

/// A session file beside the image, and what was in it.
struct SessionReference: Codable, Hashable, Sendable {
  /// Of the record that names the file which the work goes back to from then on.
  static let kind = "session-file"

  /// Without the folder.
  var file: String
  /// CRC-32 of its bytes, eight hexadecimal digits.
  var checksum: String

  init(file: String, content: Data) {
    self.file = file
    let digits = String(content.withUnsafeBytes { Checksum.crc32(of: $0) }, radix: 16)
    checksum = String(repeating: "0", count: 8 - digits.count) + digits
  }
}
