import Foundation
import Inference

/// A `.safetensors` file in the making, good or bad.
struct SafeTensorsBytes {
  var entries: [(name: String, type: String, shape: [Int], data: [UInt8])] = []
  var metadata: [String: String] = [:]

  mutating func add(_ name: String, _ shape: [Int], _ values: [Float]) {
    let data = values.flatMap { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    entries.append((name, "F32", shape, data))
  }

  /// The header as the format asks for it.
  var header: String {
    var offset = 0
    var members = ["\"__metadata__\":\(Self.json(metadata))"]
    for entry in entries {
      let end = offset + entry.data.count
      members.append(
        "\(Self.json(entry.name)):{\"dtype\":\"\(entry.type)\",\"shape\":\(entry.shape),"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  var data: [UInt8] { entries.flatMap(\.data) }
  var bytes: [UInt8] { Self.bytes(header: Array(header.utf8), data: data) }

  static func bytes(header: [UInt8], data: [UInt8], claimed: UInt64? = nil) -> [UInt8] {
    let length = claimed ?? UInt64(header.count)
    return withUnsafeBytes(of: length.littleEndian) { Array($0) } + header + data
  }

  private static func json(_ value: some Encodable) -> String {
    // A string and a dictionary of strings can always be encoded.
    (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The golden network, to be changed and written again.
  static func goldenNetwork() throws -> SafeTensorsBytes {
    let file = try SafeTensors(
      contentsOf: GoldenTests.folder.appending(path: "golden-weights.safetensors").path)
    var bytes = SafeTensorsBytes(metadata: file.metadata)
    for name in file.names {
      let tensor = try file.tensor(named: name)
      bytes.add(name, tensor.shape, tensor.elements)
    }
    return bytes
  }
}
