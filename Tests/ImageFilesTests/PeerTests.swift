import Foundation
import ImageFiles
import Imaging
import Testing

/// What this project writes, nibabel reads: shape, affine, codes, type and voxels.
///
/// `CALIPER_PYTHON` names a Python that has nibabel; without it the tests are skipped.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["CALIPER_PYTHON"] != nil,
    "no Python with nibabel: set CALIPER_PYTHON"))
struct PeerTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func python(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: ProcessInfo.processInfo.environment["CALIPER_PYTHON"] ?? "")
    process.arguments = ["-c", program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func maskEqualsItsImageInNibabel() throws {
    let arguments = try WritingTests.images.flatMap { name, fixture in
      let image = try folder.file(name + ".nii", fixture.bytes)
      let header = try ImageFileReader().readHeader(image)
      var mask = Mask(emptyOn: header.grid, box: header.grid.box)
      mask[Voxel(3, 2, 0)] = 255
      mask[Voxel(1, 1, 0)] = 7
      try ImageFileWriter.writeMask(mask, like: header, to: folder(name + "_mask.nii.gz"))
      return [image, folder(name + "_mask.nii.gz")]
    }
    let program = """
      import sys, nibabel, numpy
      for image, mask in zip(sys.argv[1::2], sys.argv[2::2]):
          a, b = nibabel.load(image), nibabel.load(mask)
          assert b.shape == a.shape[:3], (image, b.shape)
          assert numpy.array_equal(a.affine, b.affine), (image, a.affine, b.affine)
          assert b.get_data_dtype() == numpy.uint8 and (b.dataobj.slope, b.dataobj.inter) == (1, 0)
          for name in ('qform_code', 'sform_code', 'quatern_b', 'srow_x', 'qoffset_x'):
              assert numpy.array_equal(a.header[name], b.header[name]), (image, name)
          assert numpy.array_equal(a.header['pixdim'][:4], b.header['pixdim'][:4]), image
          voxels = numpy.asarray(b.dataobj)
          voxels = voxels.reshape(voxels.shape + (1,) * (3 - voxels.ndim))
          assert {tuple(map(int, i)): int(voxels[tuple(i)]) for i in numpy.argwhere(voxels)} == {
              (1, 1, 0): 7, (3, 2, 0): 255}, image
      print('same')
      """
    #expect(try python(program, arguments) == "same")
  }

  @Test func volumeEqualsInNibabel() throws {
    let affine = Affine(
      columns: (SIMD3(0.8, 0.6, 0), SIMD3(1.2, -1.6, 0), SIMD3(0, 0, 3)),
      translation: SIMD3(-100, 50.5, 7))
    let grid = VoxelGrid(shape: Voxel(4, 3, 2), affine: affine)
    let voxels = (0..<24).map { Int16($0 * 1000 - 12000) }
    try ImageFileWriter.writeVolume(
      Volume(grid: grid, voxels: voxels, slope: 0.5, intercept: 2), to: folder("v.nii.gz"))
    let program = """
      import sys, nibabel, numpy
      v = nibabel.load(sys.argv[1])
      stated = numpy.array([[.8, 1.2, 0, -100], [.6, -1.6, 0, 50.5], [0, 0, 3, 7], [0, 0, 0, 1]])
      assert numpy.allclose(v.affine, stated, atol=1e-5), v.affine
      assert numpy.allclose(v.get_qform(), stated, atol=1e-4), v.get_qform()
      assert int(v.header['qform_code']) == int(v.header['sform_code']) == 1
      values = (numpy.arange(24) * 1000 - 12000) * 0.5 + 2
      assert numpy.array_equal(v.get_fdata().ravel(order='F'), values)
      print(v.shape, v.get_data_dtype())
      """
    #expect(try python(program, [folder("v.nii.gz")]) == "(4, 3, 2) int16")
  }
}
