import Foundation
import ImageFiles
import Imaging
import Testing

/// Every file that must not be read is refused for the right reason, in one sentence.
@Suite struct RefusalTests {
  typealias Problem = ImageFileError.Problem
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func refusal(
    _ path: String, frame: Int = 0, reader: ImageFileReader = ImageFileReader(),
    _ location: SourceLocation = #_sourceLocation
  ) -> Problem? {
    let error = #expect(throws: ImageFileError.self, sourceLocation: location) {
      try reader.readVolume(path, frame: frame)
    }
    if let error {
      let sentence = error.description
      #expect(sentence.contains("; ") && sentence.hasSuffix("."), sourceLocation: location)
      #expect(
        sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
        sourceLocation: location)
      #expect(error.localizedDescription == sentence, sourceLocation: location)
    }
    return error?.problem
  }

  // MARK: What is at the path

  @Test func nothingThere() {
    #expect(refusal(folder("none.nii")) == .missing(alternative: nil))
    #expect(refusal(folder("none/none.nii")) == .missing(alternative: nil))
  }

  @Test func anotherFileIsNotOpenedInstead() throws {
    _ = try folder.file("a.nii.gz", gzip(NiftiFixture().bytes))
    #expect(refusal(folder("a.nii")) == .missing(alternative: "a.nii.gz"))
    _ = try folder.file("b.nii", NiftiFixture().bytes)
    #expect(refusal(folder("b.nii.gz")) == .missing(alternative: "b.nii"))
    #expect(refusal(folder("b.nii\0x")) == .missing(alternative: nil))
  }

  @Test(.timeLimit(.minutes(1)))
  func irregularFiles() throws {
    mkfifo(folder("pipe.nii"), 0o600)
    #expect(refusal(folder("pipe.nii")) == .notRegular(kind: "a FIFO"))
    #expect(refusal(folder.path) == .notRegular(kind: "a directory"))
    #expect(refusal("/dev/zero") == .notRegular(kind: "a device"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func noPermission() throws {
    let path = try folder.file("secret.nii", NiftiFixture().bytes)
    chmod(path, 0)
    #expect(refusal(path) == .unreadable(system: "Permission denied"))
  }

  @Test func pathsAreShownSafely() {
    let error = ImageFileError(path: "\u{1B}[2J\u{202E}.nii", problem: .empty)
    #expect(error.path == #"\u{1B}[2J\u{202E}.nii"#)
  }

  // MARK: What the file is

  @Test func filesThatAreNoNifti() throws {
    let cases: [(String, [UInt8], Problem)] = [
      ("empty.nii", [], .empty),
      ("empty.nii.gz", gzip([]), .empty),
      ("four.nii", [0x5C, 1, 0, 0], .tooShort(bytes: 4, needed: 348)),
      ("four-bytes.nii", [1, 2, 3, 4], .tooShort(bytes: 4, needed: 348)),
      ("three.nii", [1, 2, 3], .tooShort(bytes: 3, needed: 348)),
      ("two.nii", [0x1C, 2, 0, 0, 0x6E], .tooShort(bytes: 5, needed: 540)),
      ("notes.nii", Array("The patient was scanned.\n".utf8), .notNifti(kind: "a text file")),
      (
        "text.nii", Array("<nifti_image\n nifti_type='NIFTI-1+'/>".utf8),
        .notNifti(kind: "a NIfTI header in text form")
      ),
      (
        "slice.dcm", [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + [2, 0],
        .notNifti(kind: "a DICOM file")
      ),
      ("zeros.nii", [UInt8](repeating: 0, count: 1000), .notNifti(kind: nil)),
      (
        "noise.nii.gz", [0x1F, 0x8B, 0xFF, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        .compressedDataDamaged("its gzip header is wrong")
      ),
    ]
    for (name, bytes, problem) in cases {
      #expect(refusal(try folder.file(name, bytes)) == problem, "\(name)")
    }
  }

  @Test(arguments: headers)
  func badHeaders(_ name: String, _ fixture: NiftiFixture, _ problem: Problem) throws {
    let plain = try folder.file("a.nii", fixture.bytes)
    #expect(refusal(plain) == problem)
    #expect(refusal(try folder.file("a.nii.gz", gzip(fixture.bytes))) == problem)
    let error = #expect(throws: ImageFileError.self) { try ImageFileReader().readHeader(plain) }
    #expect(error?.problem == problem)
  }

  // MARK: What the voxels are

  @Test func truncatedFiles() throws {
    let bytes = NiftiFixture().bytes
    let size = bytes.count
    for cut in [1, 40, 48] {
      #expect(
        refusal(try folder.file("a.nii", Array(bytes.dropLast(cut))))
          == .truncated(bytes: size - cut, needed: size))
      #expect(
        refusal(try folder.file("b.nii.gz", gzip(Array(bytes.dropLast(cut)))))
          == .truncated(bytes: size - cut, needed: size))
    }
    #expect(
      refusal(try folder.file("c.nii", Array(bytes.prefix(300))))
        == .tooShort(bytes: 300, needed: 348))
  }

  @Test func gzipThatIsCutOrChanged() throws {
    let whole = gzip(NiftiFixture().bytes)
    for cut in [1, 4, 8, 9, 30, whole.count - 12] {
      #expect(
        refusal(try folder.file("a.nii.gz", whole.dropLast(cut)))
          == .compressedDataEndsEarly, "\(cut) bytes cut")
    }
    for (place, reason) in [
      (whole.count - 1, "incorrect checksum or length"),
      (whole.count - 8, "incorrect checksum or length"), (400, "incorrect checksum or length"),
      (10, "invalid deflate code"), (2, "its gzip header is wrong"),
    ] {
      var changed = whole
      changed[place] ^= 0x06
      #expect(
        refusal(try folder.file("a.nii.gz", changed)) == .compressedDataDamaged(reason))
    }
  }

  @Test func promisesThatNoGzipCanKeep() throws {
    var fixture = NiftiFixture()
    fixture.dims = [512, 512, 512]
    fixture.values = []
    let bytes = gzip(fixture.bytes)
    #expect(
      refusal(try folder.file("bomb.nii.gz", bytes))
        == .implausibleSize(claimed: 352 + 512 * 512 * 512 * 2, compressed: bytes.count))
  }

  @Test func compressedDataThatGoesOn() throws {
    // A second gzip member of 18 MB of zeros in 18 kB, after a small and valid image.
    let grid = VoxelGrid(shape: Voxel(512, 512, 70), affine: Affine(spacing: SIMD3(1, 1, 1)))
    try ImageFileWriter.writeMask(Mask(emptyOn: grid), to: folder("zeros.nii.gz"))
    let bytes = gzip(NiftiFixture().bytes) + (try contents(folder("zeros.nii.gz")))
    #expect(
      refusal(try folder.file("long.nii.gz", bytes))
        == .overlong(limit: ImageFileReader.maximumTrailingBytes))
  }

  @Test func memoryLimit() throws {
    let path = try folder.file("a.nii", NiftiFixture().bytes)
    #expect(
      refusal(path, reader: ImageFileReader(maximumBytes: 47)) == .tooLarge(bytes: 48, limit: 47))
    _ = try ImageFileReader(maximumBytes: 48).readVolume(path)
  }

  // MARK: Pairs

  @Test func halves() throws {
    var fixture = NiftiFixture()
    fixture.isPair = true
    let header = try folder.file("a.hdr", fixture.header)
    #expect(refusal(header) == .imageHalfMissing(expected: "a.img"))
    _ = try folder.file("a.img", fixture.voxels.dropLast())
    #expect(refusal(header) == .truncated(bytes: 47, needed: 48))
    let image = try folder.file("b.img", fixture.voxels)
    #expect(refusal(image) == .headerHalfMissing(expected: "b.hdr"))
    #expect(
      refusal(try folder.file("c.nii", fixture.header + fixture.voxels))
        == .imageHalfMissing(expected: "c.img"))
  }
}
