import Foundation

/// JSON as Python writes it: with NaN and Infinity, which stand in nnU-Net's summaries where a score
/// is not defined, and which JSON does not have.
enum NonfiniteJSON {
  private static let words = ["NaN", "-Infinity", "Infinity"].map { Array($0.utf8) }

  /// The same with `null` in place of numbers that are not finite; text in quotes stays.
  static func cleaned(_ data: Data) -> Data {
    let bytes = Array(data)
    guard bytes.contains(UInt8(ascii: "N")) || bytes.contains(UInt8(ascii: "I")) else {
      return data
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isText = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isText, byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        result += bytes[index...(index + 1)]
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\"") { isText.toggle() }
      if !isText, let word = words.first(where: { bytes[index...].starts(with: $0) }) {
        result += Array("null".utf8)
        index += word.count
      } else {
        result.append(byte)
        index += 1
      }
    }
    return Data(result)
  }
}
