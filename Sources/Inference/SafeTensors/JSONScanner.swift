/// Reads JSON from its start to its end, as strictly as a file from elsewhere deserves.
///
/// A scanner of our own, because Foundation's decoder does not notice a key that comes twice.
struct JSONScanner {
  /// What is wrong with the text, and where.
  struct Failure: Error {
    var what: String
    var offset: Int
    /// `what` is a key that its object has already.
    var isDuplicate = false
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What has not been read.
  var rest: ArraySlice<UInt8> { bytes[offset...] }

  /// An object; `body` must read the value of the key it is given.
  mutating func object(_ body: (String, inout JSONScanner) throws -> Void) throws {
    var keys: Set<String> = []
    try list("{", "}") { scanner in
      let start = scanner.offset
      let key = try scanner.string()
      guard keys.insert(key).inserted else {
        throw Failure(what: key, offset: start, isDuplicate: true)
      }
      try scanner.expect(":")
      try body(key, &scanner)
    }
  }

  /// An array; `body` must read one element.
  mutating func array(_ body: (inout JSONScanner) throws -> Void) throws {
    try list("[", "]", body)
  }

  /// An array of whole numbers from 0 up.
  mutating func integers() throws -> [Int] {
    var numbers: [Int] = []
    try array { scanner in
      let start = scanner.offset
      let text = scanner.numberText()
      guard let number = Int(text), number >= 0, text.allSatisfy(\.isNumber),
        text.count == 1 || text.first != "0"
      else { throw Failure(what: "no whole number", offset: start) }
      numbers.append(number)
    }
    return numbers
  }

  /// A finite number.
  mutating func number() throws -> Float {
    skipSpace()
    let start = offset
    guard let number = Float(numberText()), number.isFinite else {
      throw Failure(what: "no number", offset: start)
    }
    return number
  }

  /// Fails unless only white space is left.
  mutating func end() throws {
    skipSpace()
    if offset < bytes.count { throw Failure(what: "text after the end", offset: offset) }
  }

  mutating func string() throws -> String {
    try expect("\"")
    let start = offset
    var text: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw Failure(what: "a string that is not UTF-8", offset: start)
        }
        return string
      case UInt8(ascii: "\\"):
        text += try escape()
      case 0..<0x20:
        throw Failure(what: "a control character in a string", offset: offset - 1)
      default:
        text.append(byte)
      }
    }
    throw Failure(what: "a string without end", offset: start)
  }

  /// The character that an escape stands for, as UTF-8; the backslash has been read.
  private mutating func escape() throws -> [UInt8] {
    let start = offset - 1
    guard offset < bytes.count else { throw Failure(what: "a string without end", offset: start) }
    let kind = bytes[offset]
    offset += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [kind]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if UTF16.isLeadSurrogate(units[0]), bytes[offset...].starts(with: #"\u"#.utf8) {
        offset += 2
        units.append(try hexadecimal())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw Failure(what: "half a surrogate pair", offset: start)
      }
      return Array(text.utf8)
    default: throw Failure(what: "an unknown escape", offset: start)
    }
  }

  private mutating func hexadecimal() throws -> UInt16 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw Failure(what: "an escape without four hexadecimal digits", offset: offset) }
    offset += 4
    return unit
  }

  private mutating func list(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ element: (inout JSONScanner) throws -> Void
  ) throws {
    try expect(open)
    if accept(close) { return }
    repeat {
      skipSpace()
      try element(&self)
    } while accept(",")
    try expect(close)
  }

  private mutating func numberText() -> String {
    let digits = bytes[offset...].prefix {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-.eE".utf8.contains($0)
    }
    offset += digits.count
    return String(decoding: digits, as: UTF8.self)
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    guard accept(character) else { throw Failure(what: "no \(character)", offset: offset) }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, Unicode.Scalar(bytes[offset]) == character else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count, " \t\r\n".utf8.contains(bytes[offset]) { offset += 1 }
  }
}
