import Foundation
import ImageFiles

/// The form of a journal's lines: JSON, a tab, the CRC-32 of the JSON in eight lower-case
/// hexadecimal digits, a line feed.
///
/// JSON escapes tabs and line feeds, so neither occurs inside, and `cut -f1` gives lines that
/// every JSON tool reads.
enum JournalLine {
  /// What each record says of itself; keys are sorted, so every journal starts with `start`.
  struct Content<Value> {
    var at: String
    var kind: String
    var n: Int
    var value: Value
  }

  /// A record without its value.
  struct Stamp: Decodable {
    var at: String
    var kind: String
    var n: Int
  }

  static let start = Array(#"{"at":"#.utf8)
  static let end = UInt8(ascii: "\n")
  /// Tab, CRC and line feed.
  private static let trailerCount = 10

  static func line<Value: Encodable>(_ content: Content<Value>) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let json = Array(try encoder.encode(content))
    return json + trailer(of: json[...]) + [end]
  }

  static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  /// The record of a line without its line feed; `nil` when the line is not as it was written.
  static func record(_ line: ArraySlice<UInt8>) -> JournalRecord? {
    let json = line.dropLast(trailerCount - 1)
    guard !json.isEmpty, line.dropFirst(json.count).elementsEqual(trailer(of: json)),
      let stamp = try? decoder().decode(Stamp.self, from: Data(json))
    else { return nil }
    return JournalRecord(kind: stamp.kind, number: stamp.n, time: stamp.at, json: Data(json))
  }

  private static func trailer(of json: ArraySlice<UInt8>) -> [UInt8] {
    let crc = String(json.withUnsafeBytes { Checksum.crc32(of: $0) }, radix: 16)
    return Array(("\t" + String(repeating: "0", count: 8 - crc.count) + crc).utf8)
  }
}

extension JournalLine.Content: Encodable where Value: Encodable {}
extension JournalLine.Content: Decodable where Value: Decodable {}
