import Annotations
import Foundation
import ImageFiles
import Imaging
import Testing

/// Texts that were made to do harm: right in base64, gzip and hash, wrong in what they say.
@Suite struct MaskCodeRefusalTests {
  private let grid = VoxelGrid(shape: Voxel(20, 20, 20), affine: Affine(spacing: SIMD3(1, 1, 1)))

  private func code(_ bytes: [UInt8]) throws -> MaskCode {
    let digits = String(Checksum.fnv1a(bytes), radix: 16)
    let hash = String(repeating: "0", count: 16 - digits.count) + digits
    let runs = Data(try GzipBytes.compressed(bytes, name: "x")).base64EncodedString()
    let json = try JSONEncoder().encode(["hash": hash, "runs": runs])
    return try JSONDecoder().decode(MaskCode.self, from: json)
  }

  @Test func whatIsRightIsTaken() throws {
    let mask = try code([20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 1, 2, 1]).mask(on: grid, label: 1)
    #expect(mask[Voxel(4, 5, 4)] == 1 && mask[Voxel(5, 5, 5)] == 1 && mask.count(of: 1) == 2)
  }

  @Test(
    arguments: [
      ([], "cut off"), ([20, 20, 20, 4, 5, 4, 2, 1], "cut off"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 1, 2], "end before its box"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 1, 2, 1, 1], "longer than its box"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 1, 0, 3], "a run is empty"),
      ([20, 20, 20, 19, 5, 4, 2, 1, 2, 0, 1, 2, 1], "not inside the image"),
      ([20, 20, 20, 4, 5, 4, 2, 0, 2], "not inside the image"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 4], "larger than its voxels"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 2, 2], "larger than its voxels"),
      ([20, 20, 20, 0, 0, 0, 0, 0, 0, 1], "runs follow"),
      ([20, 20, 20, 4, 5, 4, 2, 1, 2, 0, 0x81, 0, 2, 1], "cut off or too long"),
      (
        [20, 20, 20] + [UInt8](repeating: 0xFF, count: 20) + [0x7F, 4, 5, 4, 2, 1, 2],
        "cut off or too long"
      ),
    ] as [([UInt8], String)])
  func whatIsWrongIsRefused(_ bytes: [UInt8], _ expected: String) throws {
    let code = try code(bytes)
    let error = #expect(throws: MaskCodeError.self) { try code.mask(on: grid, label: 1) }
    #expect(try #require(error).description.contains(expected))
  }

  /// 200 KB that expand to 100 MB, and a box of 8000 million voxels with next to no text.
  @Test func memoryIsNotTakenOnItsWord() throws {
    let bomb = try code([20, 20, 20] + [UInt8](repeating: 0, count: 100_000_000))
    #expect(throws: MaskCodeError.self) { try bomb.mask(on: grid, label: 1) }

    let huge = VoxelGrid(shape: Voxel(2000, 2000, 2000), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let edge: [UInt8] = [0xD0, 0x0F]  // 2000
    let claim = try code(edge + edge + edge + [0, 0, 0] + edge + edge + edge + [0, 1])
    let error = #expect(throws: MaskCodeError.self) { try claim.mask(on: huge, label: 1) }
    #expect(error == .damaged("its box is too large"))
  }

  @Test func randomBytesNeverTrap() throws {
    var random = TestGenerator(seed: 2)
    for _ in 0..<3000 {
      let most: UInt8 = Bool.random(using: &random) ? 4 : 255
      let tail = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        UInt8.random(in: 0...most, using: &random)
      }
      let code = try code([20, 20, 20] + tail)
      if let mask = try? code.mask(on: grid, label: 1) {
        // What is taken is canonical.
        #expect(try MaskCode(mask, label: 1).hash == code.hash)
      }
    }
  }
}
