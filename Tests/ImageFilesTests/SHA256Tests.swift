import Foundation
import ImageFiles
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-2, appendix B, and NIST's example of the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func agreesWithTheStandard(_ message: String, _ digest: String) {
    #expect(SHA256.hexadecimal(of: Data(message.utf8)) == digest)
  }

  /// Every length around a block's end, in every way to cut it in two.
  @Test func piecesMakeTheSameDigestAsTheWhole() {
    let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var differing: [Int] = []
    for count in [55, 56, 63, 64, 65, 119, 120, 128, 200] {
      let message = Array(bytes[..<count])
      let whole = SHA256.hexadecimal(of: Data(message))
      for cut in 0...count {
        var digest = SHA256()
        message[..<cut].withUnsafeBytes { digest.update($0) }
        message[cut...].withUnsafeBytes { digest.update($0) }
        if digest.hexadecimal() != whole { differing.append(count) }
      }
    }
    #expect(differing == [])
  }

  @Test func aFileIsReadInPieces() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      try SHA256.hexadecimal(ofFile: path)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(throws: ImageFileError(path: folder("b"), problem: .missing(alternative: nil))) {
      try SHA256.hexadecimal(ofFile: folder("b"))
    }
    mkfifo(folder("fifo"), 0o600)
    #expect(throws: ImageFileError.self) { try SHA256.hexadecimal(ofFile: folder("fifo")) }
  }
}
