import ImageFiles
import Imaging
import Testing

/// Every file of the conformance index gives what the index states, or is on one of the two
/// short lists below with its reason.
@Suite(.enabled(if: Conformance.isPresent, Comment(rawValue: Conformance.absence)))
struct ConformanceTests {
  /// Refused here, by the end of the path.
  static let refusals: [String: ImageFileError.Problem] = [
    // nibabel reads these; their voxels are no HU values.
    "complex/complex32.nii": .unsupportedType("complex64"),
    "complex/complex64.nii": .unsupportedType("complex128"),
    "images/complex.nii.gz": .unsupportedType("complex64"),
    "images/complex_image.nii.gz": .unsupportedType("complex64"),
    "rgb/3D.nii": .unsupportedType("RGB"),
    "rgb/4D.nii": .unsupportedType("RGB"),
    "rgba/4D.nii": .unsupportedType("RGBA"),
    "demos/images/ct_perfusion.nii.gz": .unsupportedType("RGB"),
    "tests/images/ct_perfusion.nii.gz": .unsupportedType("RGB"),
    // nibabel refuses these too.
    "data/analyze.hdr": .notMarkedNifti,
    "data/nifti1.hdr": .imageHalfMissing(expected: "nifti1.img"),
    "data/nifti2.hdr": .imageHalfMissing(expected: "nifti2.img"),
    "avg152T1_LR_nifti.hdr.gz": .imageHalfMissing(expected: "avg152T1_LR_nifti.img.gz"),
    "row_major.dconn.nii": .notAnImage("a CIFTI-2 matrix"),
    "rand.hdr": .notNifti(kind: nil),
    "rand_nifti.hdr": .notNifti(kind: nil),
    "crash-1.nii": .notNifti(kind: nil),
    "crash-ed7d46344d7efb3b9f0c374d66d2e02f66cc447d.nii": .notNifti(kind: nil),
    "empty.nii.gz": .empty,
  ]

  /// Read here though the index has no numbers: either half opens a pair, and the voxels of a
  /// plain header may be compressed. By the end of the path, with the row that has the numbers.
  static let sameAs: [String: String] = [
    "resources/minimal.img": "resources/minimal.hdr",
    "resources/minimal.img.gz": "resources/minimal.hdr.gz",
    "resources/minimal2.hdr": "resources/minimal.hdr",
    "resources/minimal2.img.gz": "resources/minimal.hdr",
    "example4d.img.gz": "test/data/example4d.hdr.gz",
    "images/ras.img": "images/ras.hdr",
  ]

  @Test(arguments: Conformance.rows)
  func fileIsReadAsStatedOrRefused(_ row: Conformance.Row) throws {
    if let (_, problem) = Self.refusals.first(where: { row.path.hasSuffix($0.key) }) {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileReader().readVolume(row.file)
      }
      #expect(error?.problem == problem)
      return
    }
    var truth = row
    if let (_, other) = Self.sameAs.first(where: { row.path.hasSuffix($0.key) }) {
      truth = try #require(Conformance.rows.first { $0.path.hasSuffix(other) })
    }
    try #require(truth.verdict == "ok", "neither stated nor listed")

    let header = try ImageFileReader().readHeader(row.file)
    #expect(header.shape == truth.shape)
    #expect(header.type == voxelType(truth.dtype))
    #expect([header.qformCode, header.sformCode] == truth.codes)
    // Single precision in most headers: 1e-6 of a spacing, 1e-5 mm of an origin.
    let affine = header.grid.affine.rows.prefix(3).flatMap { $0 }
    #expect(affine.count == truth.affine.count)
    for (found, stated) in zip(affine, truth.affine) { #expect(abs(found - stated) <= 1e-5) }
    // The index states pixdim, which two files contradict by their affine.
    #expect(header.statedSpacing.count == truth.spacing.count)
    for (found, stated) in zip(header.statedSpacing, truth.spacing) {
      #expect(abs(found - stated) <= 1e-6 * max(1, stated))
    }
    if !row.path.hasSuffix("ATestReferenceImageForReadingAndWriting.nii.gz") {
      for (axis, stated) in truth.spacing.prefix(3).enumerated() {
        #expect(abs(header.grid.spacing[axis] - stated) <= 1e-5)
      }
    }
    let orientation = Orientation(header.grid.affine)
    #expect(orientation.code == truth.orientation)
    let says = { (words: String) in truth.exercises.contains(words) }
    let warns = { (words: String) in header.warnings.contains { $0.contains(words) } }
    #expect(header.grid.hasKnownOrientation != says("no sform/qform"))
    #expect(orientation.isOblique == (says("oblique") || says("shear")))
    #expect(warns("sheared") == says("shear"))
    #expect(warns("sform and qform differ") == says("sform!=qform"))
    #expect(header.isBigEndian == truth.dtype.hasPrefix(">") || header.type.byteCount == 1)
    #expect((header.niftiVersion == 2) == says("NIfTI-2"))

    // Extremes and mean over all frames; scaling in double precision as nibabel does it.
    var (minimum, maximum, sum, finite, nonfinite) = (Double.infinity, -Double.infinity, 0.0, 0, 0)
    for frame in 0..<header.frames {
      let statistics = try ImageFileReader().readVolume(row.file, frame: frame).volume.statistics()
      let count = header.grid.count - statistics.nonfinite
      nonfinite += statistics.nonfinite
      guard count > 0 else { continue }
      minimum = min(minimum, statistics.minimum)
      maximum = max(maximum, statistics.maximum)
      sum += statistics.mean * Double(count)
      finite += count
    }
    let found = [minimum, maximum, sum / Double(finite)]
    let tolerance = 1e-6 * max(1, abs(minimum), abs(maximum))
    #expect(truth.minMaxMean.count == 3)
    for (found, stated) in zip(found, truth.minMaxMean) {
      #expect(abs(found - stated) <= tolerance)
    }
    #expect(nonfinite == (says("153 non-finite") ? 153 : 0))
  }

  @Test func everyListedFileIsInTheIndex() {
    for name in Array(Self.refusals.keys) + Array(Self.sameAs.keys) {
      #expect(Conformance.rows.contains { $0.path.hasSuffix(name) }, "\(name)")
    }
    #expect(Conformance.rows.count == 130)
  }

  /// numpy's name with its byte order, as "<i2", "|u1", ">f4".
  private func voxelType(_ name: String) -> VoxelType? {
    let types: [String: VoxelType] = [
      "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32, "i4": .int32,
      "u8": .uint64, "i8": .int64, "f4": .float32, "f8": .float64,
    ]
    return types[String(name.dropFirst())]
  }
}
