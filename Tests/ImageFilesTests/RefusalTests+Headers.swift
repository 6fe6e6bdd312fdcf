import Foundation
import ImageFiles

extension RefusalTests {
  /// Headers that no image can have, by name, and why each is refused.
  static let headers: [(String, NiftiFixture, Problem)] = {
    func with(_ change: (inout NiftiFixture) -> Void) -> NiftiFixture {
      var fixture = NiftiFixture()
      change(&fixture)
      return fixture
    }
    var cases: [(String, NiftiFixture, Problem)] = [
      ("Analyze", with { $0.magic = [0, 0, 0, 0] }, .notMarkedNifti),
      ("bad magic", with { $0.magic = Array("nii\0".utf8) }, .notMarkedNifti),
      ("CIFTI", with { $0.intent = 3001 }, .notAnImage("a CIFTI-2 matrix")),
      (
        "text transfer",
        with {
          $0.version = 2
          $0.magic = Array("n+2\0\n\u{1A}\n\0".utf8)
        }, .badHeader("its line ends were rewritten, as by a transfer in text mode")
      ),
      (
        "scl_inter", with { $0.intercept = .nan }, .badHeader("scl_inter is nan")
      ),
      ("datatype", with { $0.datatype = 77 }, .badHeader("datatype 77 is none that NIfTI knows")),
      (
        "no sform", with { $0.srow[2] = [0, 0, 0, 0] },
        .badGeometry("sform: the step along axis 3 is 0 mm")
      ),
      (
        "NaN sform", with { $0.srow[1][1] = .nan },
        .badGeometry("sform: a number in it is not finite")
      ),
      (
        "infinite origin", with { $0.srow[1][3] = .infinity },
        .badGeometry("sform: a number in it is not finite")
      ),
      (
        "flat sform", with { $0.srow = [[1, 1, 0, 0], [0, 1e-4, 0, 0], [0, 0, 1, 0]] },
        .badGeometry("sform: two axes run in the same direction")
      ),
      (
        "qform step",
        with {
          $0.sform = 0
          $0.qform = 1
          $0.pixdim[2] = 0
        },
        .badGeometry("qform: pixdim[2] is 0")
      ),
      (
        "qform NaN step",
        with {
          $0.sform = 0
          $0.qform = 1
          $0.pixdim[3] = .nan
        },
        .badGeometry("qform: pixdim[3] is nan")
      ),
      (
        "quaternion",
        with {
          $0.sform = 0
          $0.qform = 1
          $0.quaternion = [1, 1, 0]
        },
        .badGeometry("qform: its quaternion is no rotation")
      ),
    ]
    for version in [1, 2] {
      for rank in [0, 8, 200, -50] {
        cases.append(
          (
            "dim[0] \(rank), NIfTI-\(version)",
            with {
              $0.version = version
              $0.rank = rank
            }, .badHeader("dim[0], the number of dimensions, is \(rank)")
          ))
      }
      for size in [0, -1, -32768] {
        cases.append(
          (
            "dim[2] \(size), NIfTI-\(version)",
            with {
              $0.version = version
              $0.dims[1] = size
              $0.values = []
            }, .badHeader("dim[2] is \(size)")
          ))
      }
    }
    let huge = [Int](repeating: 32767, count: 7)
    cases.append(
      (
        "overflow",
        with {
          $0.dims = huge
          $0.values = []
        },
        .badHeader(
          "the dimensions \(huge.map(String.init).joined(separator: " x ")) ask for more bytes"
            + " than can be counted")
      ))
    cases.append(
      (
        "overflow by offset",
        with {
          $0.version = 2
          $0.dims = [1 << 62]
          $0.type = .uint8
          $0.values = []
          $0.voxOffset = 9e18
        },
        .badHeader(
          "the dimensions \(1 << 62) ask for more bytes than can be counted")
      ))
    for offset in [-1, 0, 348, 352.5, .nan, .infinity, -.infinity, 1e30] {
      cases.append(
        (
          "vox_offset \(offset)", with { $0.voxOffset = offset },
          .badHeader(
            "vox_offset, where voxels start, is \(String(format: "%.4g", offset)) and must be 352"
              + " or more")
        ))
    }
    for (code, name) in [
      (1, "binary, one bit a voxel"), (32, "complex64"), (128, "RGB"), (1536, "float128"),
      (1792, "complex128"), (2048, "complex256"), (2304, "RGBA"),
    ] {
      cases.append((name, with { $0.datatype = code }, .unsupportedType(name)))
    }
    return cases
  }()
}
