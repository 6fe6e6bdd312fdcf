/// The JSON at the start of a `.safetensors` file.
struct SafeTensorsHeader {
  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [String: SafeTensors.Entry] = [:]

  typealias Problem = SafeTensorsError.Problem

  init(bytes: [UInt8]) throws(Problem) {
    guard bytes.first == UInt8(ascii: "{") else { throw .headerNotJSON("does not start with {") }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .headerNotJSON("is not UTF-8")
    }
    do {
      var scanner = JSONScanner(bytes)
      try scanner.object { name, scanner in
        if name == "__metadata__" {
          metadata = try Self.metadata(&scanner)
        } else {
          entries[name] = try Self.entry(named: name, &scanner)
        }
      }
      // Only spaces may pad the header, not the other white space of JSON.
      guard scanner.rest.allSatisfy({ $0 == UInt8(ascii: " ") }) else {
        throw Problem.headerNotJSON("has text after its closing brace")
      }
    } catch let problem as Problem {
      throw problem
    } catch let error as JSONScanner.Failure {
      throw error.isDuplicate
        ? .duplicateName(error.what) : .headerNotJSON("\(error.what) at byte \(error.offset)")
    } catch {
      throw .headerNotJSON("\(error)")
    }
  }

  private static func metadata(_ scanner: inout JSONScanner) throws -> [String: String] {
    var metadata: [String: String] = [:]
    try scanner.object { key, scanner in metadata[key] = try scanner.string() }
    return metadata
  }

  private static func entry(
    named name: String, _ scanner: inout JSONScanner
  ) throws -> SafeTensors.Entry {
    var type: SafeTensors.ElementType?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.object { key, scanner in
      switch key {
      case "dtype":
        let text = try scanner.string()
        type = SafeTensors.ElementType(rawValue: text)
        if type == nil {
          throw Problem.badEntry(name, "has the unknown element type \(text.debugDescription)")
        }
      case "shape": shape = try scanner.integers()
      case "data_offsets": offsets = try scanner.integers()
      default: throw Problem.badEntry(name, "has the unknown key \(key.debugDescription)")
      }
    }
    guard let type, let shape, let offsets else {
      throw Problem.badEntry(name, "lacks one of dtype, shape and data_offsets")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw Problem.badEntry(name, "has data_offsets that are not a start and an end")
    }
    var bytes = type.size
    for extent in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      if overflow { throw Problem.badEntry(name, "has a shape too large to count") }
      bytes = product
    }
    guard bytes == offsets[1] - offsets[0] else {
      throw Problem.badEntry(
        name, "takes \(offsets[1] - offsets[0]) bytes where its shape asks for \(bytes)")
    }
    return SafeTensors.Entry(type: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  /// Checks that the tensors fill the data from its first byte to its last.
  func checkLayout(dataBytes: Int) throws(Problem) {
    var end = 0
    let sorted = entries.sorted {
      ($0.value.bytes.lowerBound, $0.value.bytes.upperBound, $0.key)
        < ($1.value.bytes.lowerBound, $1.value.bytes.upperBound, $1.key)
    }
    for (name, entry) in sorted {
      guard entry.bytes.lowerBound == end else {
        throw .badEntry(
          name, "starts at byte \(entry.bytes.lowerBound) of the data where \(end) is due")
      }
      end = entry.bytes.upperBound
    }
    guard end == dataBytes else { throw .wrongLength(expected: end, found: dataBytes) }
  }
}
