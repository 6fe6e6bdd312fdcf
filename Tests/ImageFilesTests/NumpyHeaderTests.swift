import ArraySupport
import ImageFiles
import Testing

@Suite("Headers of .npy arrays")
struct NumpyHeaderTests {
  private func read(_ bytes: [UInt8]) throws -> NumpyHeader {
    var rest = bytes[...]
    return try NumpyHeader { count in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }

  @Test("Types, orders and shapes as numpy writes them")
  func valid() throws {
    let plain = try read(ArchiveFixture.header("|u1", [16, 512, 512]))
    #expect(plain.type == .uint8 && !plain.isSwapped && !plain.isFortran)
    #expect(plain.shape == [16, 512, 512] && plain.byteCount % 64 == 0)
    #expect(plain.dataByteCount == 16 * 512 * 512)
    let other = try read(ArchiveFixture.header(">i2", [3], fortran: true))
    #expect(other.type == .int16 && other.isSwapped && other.isFortran && other.shape == [3])
    #expect(try read(ArchiveFixture.header("<f8", [])).shape == [])
    #expect(try read(ArchiveFixture.header("=i4", [1])).type == .int32)
    #expect(try read(ArchiveFixture.header("|b1", [1])).type == .uint8)
    // As Python 2 wrote them, with keys in another order.
    let old = "{'shape': (2L, 3L), \"descr\": '<u2', 'fortran_order': False}"
    #expect(try read(ArchiveFixture.header(old)).shape == [2, 3])
    // Version 2 has four bytes for its length.
    var second = ArchiveFixture.header("<f4", [7])
    second[6] = 2
    second.insert(contentsOf: [0, 0], at: 10)
    #expect(try read(second).shape == [7])
  }

  @Test(
    "What numpy does not write is refused",
    arguments: [
      "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '<c8', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': 'i2', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '|i2', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': [('a', '<i2')], 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '<i2', 'fortran_order': 0, 'shape': (3,), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (3), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (-3,), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (0, 3), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (3 4), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (3037000500, 3037000500), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (99999999999999999999,), }",
      "{'descr': '<i2', 'fortran_order': False, }",
      "{'descr': '<i2', 'descr': '<i2', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), 'more': 'x', }",
      "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), } and more",
      "{'descr': '<i2",
      "__import__('os').system('true')",
      "",
    ])
  func refused(_ text: String) {
    #expect(throws: NumpyHeader.Fault.self) { try read(ArchiveFixture.header(text)) }
  }

  @Test("Other files, cut headers and absurd lengths are refused")
  func damaged() {
    let valid = ArchiveFixture.header("<i2", [3])
    for count in 0..<valid.count {
      #expect(throws: NumpyHeader.Fault.self) { try read(Array(valid.prefix(count))) }
    }
    var version = valid
    version[6] = 4
    #expect(throws: NumpyHeader.Fault.self) { try read(version) }
    let long = [0x93] + Array("NUMPY".utf8) + [2, 0, 0xFF, 0xFF, 0xFF, 0x7F]
    #expect(throws: NumpyHeader.Fault.self) { try read(long) }
  }
}
