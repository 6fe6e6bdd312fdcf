import CNifti
import Foundation
import Imaging

extension NiftiPlacement {
  /// One of the affines that a header states, and what makes it unusable.
  struct Form {
    var affine: Affine
    var fault: String?

    func usable(_ name: String) throws(ImageFileError.Problem) -> Affine {
      if let fault { throw .badGeometry("\(name): \(fault)") }
      return affine
    }

    /// The affine that the header's matrix gives.
    static func sform(_ header: NiftiHeader, shape: Voxel) -> Form {
      let rows = header.srow
      let column = { (axis: Int) in SIMD3(rows[0][axis], rows[1][axis], rows[2][axis]) }
      return Form(
        columns: [column(0), column(1), column(2)], translation: column(3), header, shape: shape)
    }

    /// The affine that the header's quaternion, offset and spacing give.
    static func qform(_ header: NiftiHeader, shape: Voxel) -> Form {
      let (q, origin) = (header.quaternion, header.qoffset)
      let norm = (q * q).sum()
      let steps = (0..<3).map { axis in
        // A flat image needs no step across itself, and some writers leave it 0.
        shape[axis] == 1 && header.pixdim[axis + 1] == 0 ? 1 : abs(header.pixdim[axis + 1])
      }
      let matrix = nifti_quatern_to_dmat44(
        q.x, q.y, q.z, origin.x, origin.y, origin.z, steps[0], steps[1], steps[2],
        header.pixdim[0] < 0 ? -1 : 1)
      let m = elements(of: matrix.m, as: Double.self)
      var form = Form(
        columns: (0..<3).map { SIMD3(m[$0], m[4 + $0], m[8 + $0]) },
        translation: SIMD3(m[3], m[7], m[11]), header, shape: shape)
      // Checked on the fields, since the library takes a step of 0 for 1 and scales down a
      // quaternion that is too long.
      if let axis = (0..<3).first(where: { !(steps[$0] > 0 && steps[$0].isFinite) }) {
        form.fault = "pixdim[\(axis + 1)] is \(SafeText.number(header.pixdim[axis + 1]))"
      } else if !(norm <= 1.001) {
        form.fault = "its quaternion is no rotation"
      }
      return form
    }

    /// A grid of the stated spacing for a file that says nothing of directions, laid as nibabel
    /// lays it: x to the left as in Analyze, the middle of the image at 0.
    static func unoriented(_ header: NiftiHeader, shape: Voxel) -> Affine {
      let unit = millimetres(header)
      let step = SIMD3(
        (0..<3).map { axis in
          let stated = abs(header.pixdim[axis + 1]) * unit
          return range.contains(stated) ? stated : 1
        })
      let middle = (shape.center - 1) / 2 * step * SIMD3(-1, 1, 1)
      return Affine(spacing: step * SIMD3(-1, 1, 1), translation: -middle)
    }

    /// Steps between voxels that an image of a patient can have, in mm.
    private static let range = 1e-6...1e6

    /// Millimetres in the header's unit of length; unstated is taken for mm, as everywhere.
    static func millimetres(_ header: NiftiHeader) -> Double {
      switch CInt(header.xyztUnits & 7) {
      case NIFTI_UNITS_METER: 1000
      case NIFTI_UNITS_MICRON: 0.001
      default: 1
      }
    }

    private init(
      columns: [SIMD3<Double>], translation: SIMD3<Double>, _ header: NiftiHeader, shape: Voxel
    ) {
      let unit = Self.millimetres(header)
      var columns = columns.map { $0 * unit }
      // A flat image may leave out the direction across itself: any right angle will do.
      if shape.z == 1 && columns[2] == .zero {
        let normal = columns[0].cross(columns[1])
        let step = abs(header.pixdim[3]) * unit
        if normal.length > 0 {
          columns[2] = normal / normal.length * (Self.range.contains(step) ? step : 1)
        }
      }
      affine = Affine(
        columns: (columns[0], columns[1], columns[2]), translation: translation * unit)
      let lengths = columns.map(\.length)
      if !(lengths + (0..<3).map { translation[$0] }).allSatisfy(\.isFinite) {
        fault = "a number in it is not finite"
      } else if let axis = lengths.firstIndex(where: { !Self.range.contains($0) }) {
        fault = "the step along axis \(axis + 1) is \(SafeText.number(lengths[axis])) mm"
      } else if abs(affine.determinant) < 1e-3 * lengths.reduce(1, *) {
        fault = "two axes run in the same direction"
      }
    }
  }
}
