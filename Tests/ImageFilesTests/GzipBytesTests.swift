import Foundation
import ImageFiles
import Testing

@Suite struct GzipBytesTests {
  @Test func bytesComeBackAsTheyWere() throws {
    for count in [0, 1, 70_000, 1_000_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 7) }
      let packed = try GzipBytes.compressed(bytes, name: "x")
      let isSame = try GzipBytes.expanded(packed, limit: count, name: "x") == bytes
      #expect(isSame)
    }
  }

  @Test func whatIsCutOffOrTooLongIsRefused() throws {
    let packed = try GzipBytes.compressed([UInt8](repeating: 0, count: 100_000_000), name: "x")
    #expect(packed.count < 200_000)
    #expect(throws: ImageFileError.self) {
      try GzipBytes.expanded(packed, limit: 1_000_000, name: "x")
    }
    let small = try GzipBytes.compressed(Array("some text, some text".utf8), name: "x")
    for count in 0..<small.count {
      #expect(throws: ImageFileError.self) {
        try GzipBytes.expanded(Array(small[..<count]), limit: 100, name: "x")
      }
    }
  }
}
