import Imaging

/// The header of a `.npy` array: its type, order and shape, as NEP 1 describes the format.
package struct NumpyHeader: Equatable {
  package let type: VoxelType
  /// Whether the bytes are in the other order than this machine's.
  package let isSwapped: Bool
  /// Whether the first index counts fastest, not the last.
  package let isFortran: Bool
  package let shape: [Int]
  /// Bytes before the first element.
  package let byteCount: Int

  /// Bytes of all elements.
  package var dataByteCount: Int { shape.reduce(type.byteCount, *) }

  /// Numpy's own headers take 64 or 128 bytes.
  static let maximumText = 1 << 16

  /// What is wrong with an array, as the middle of a sentence.
  package struct Fault: Error, Equatable {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  /// - Parameter read: gives the next bytes, fewer at the end.
  /// - Throws: ``Fault``, or what `read` throws.
  package init(_ read: (Int) throws -> [UInt8]) throws {
    let mark = try read(8)
    guard mark.count == 8, mark.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw Fault("it is no .npy array")
    }
    guard (1...3).contains(mark[6]), mark[7] == 0 else {
      throw Fault("its format is version \(mark[6]).\(mark[7])")
    }
    let width = mark[6] == 1 ? 2 : 4
    let field = try read(width)
    let length = field.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard field.count == width, length <= Self.maximumText else {
      throw Fault("its header claims \(length) bytes")
    }
    let text = try read(length)
    guard text.count == length else { throw Fault("its header ends early") }
    var parser = LiteralParser(text)
    let (descr, isFortran, shape) = try parser.header()
    self.isFortran = isFortran
    self.shape = shape
    (type, isSwapped) = try Self.type(of: descr)
    byteCount = 8 + width + length
    guard !shape.contains(where: { $0 < 1 }),
      let bytes = NiftiLayout.product(shape, times: type.byteCount),
      !bytes.addingReportingOverflow(byteCount).overflow
    else {
      throw Fault("its shape is (\(shape.map(String.init).joined(separator: ", ")))")
    }
  }

  private static func type(of descr: String) throws -> (VoxelType, isSwapped: Bool) {
    var code = Substring(descr)
    let order = code.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    if order != nil { code = code.dropFirst() }
    let types: [Substring: VoxelType] = [
      "b1": .uint8, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32,
      "i4": .int32, "u8": .uint64, "i8": .int64, "f4": .float32, "f8": .float64,
    ]
    // Elements of several bytes whose order is not stated could be either.
    guard let type = types[code], type.byteCount == 1 || (order != nil && order != "|") else {
      throw Fault("its elements are of type \(descr)")
    }
    let isLittle = 1.littleEndian == 1
    return (type, order == (isLittle ? ">" : "<") && type.byteCount > 1)
  }
}

/// Reads the Python literal of a header and nothing else:
/// `{'descr': '<i2', 'fortran_order': False, 'shape': (16, 512, 512), }`.
private struct LiteralParser {
  private var rest: ArraySlice<UInt8>

  init(_ text: [UInt8]) { rest = text[...] }

  mutating func header() throws -> (descr: String, isFortran: Bool, shape: [Int]) {
    var (descr, isFortran, shape): (String?, Bool?, [Int]?)
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where descr == nil: descr = try string()
      case "fortran_order" where isFortran == nil: isFortran = try boolean()
      case "shape" where shape == nil: shape = try tuple()
      default: throw malformed
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipBlanks()
    guard rest.isEmpty, let descr, let isFortran, let shape else { throw malformed }
    return (descr, isFortran, shape)
  }

  private let malformed = NumpyHeader.Fault("its header is not as numpy writes it")

  private mutating func skipBlanks() { rest = rest.drop { [0x20, 0x0A].contains($0) } }

  private mutating func take(_ text: String) -> Bool {
    skipBlanks()
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func expect(_ text: String) throws {
    guard take(text) else { throw malformed }
  }

  private mutating func string() throws -> String {
    skipBlanks()
    guard let quote = rest.popFirst(), [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(quote),
      let end = rest.firstIndex(of: quote)
    else { throw malformed }
    let text = rest[..<end]
    guard text.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") }) else {
      throw malformed
    }
    rest = rest[(end + 1)...]
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func boolean() throws -> Bool {
    if take("True") { return true }
    try expect("False")
    return false
  }

  /// Numbers in brackets; after a single one must be a comma, else it is no tuple.
  private mutating func tuple() throws -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    var endsWithComma = false
    while !take(")") {
      guard numbers.isEmpty || endsWithComma else { throw malformed }
      numbers.append(try number())
      endsWithComma = take(",")
    }
    guard numbers.count != 1 || endsWithComma else { throw malformed }
    return numbers
  }

  private mutating func number() throws -> Int {
    skipBlanks()
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw malformed }
    rest = rest.dropFirst(digits.count)
    _ = take("L")  // as Python 2 wrote them
    return number
  }
}
