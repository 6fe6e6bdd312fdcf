import CNifti
import Foundation
import Imaging

extension NiftiHeader {
  /// The header of a single file on `grid`, stated as both forms where both can state it.
  init(grid: VoxelGrid, type: VoxelType, slope: Double = 1, intercept: Double = 0) {
    let shape = grid.shape
    let fitsOne = (0..<3).allSatisfy { shape[$0] <= Int(Int16.max) }
    version = fitsOne ? .one : .two
    dim = [3, shape.x, shape.y, shape.z, 1, 1, 1, 1]
    datatype = NiftiLayout.code(of: type)
    bitpix = 8 * type.byteCount
    pixdim = [1, grid.spacing.x, grid.spacing.y, grid.spacing.z, 1, 1, 1, 1]
    voxOffset = Double(version.firstVoxelOffset)
    self.slope = slope
    self.intercept = intercept
    xyztUnits = Int(NIFTI_UNITS_MM)
    guard grid.hasKnownOrientation else { return }
    sformCode = Int(NIFTI_XFORM_SCANNER_ANAT)
    srow = grid.affine.rows.prefix(3).map { SIMD4($0) }
    setQform(grid.affine)
  }

  /// States an affine as a qform, unless it is sheared, which a qform cannot be.
  private mutating func setQform(_ affine: Affine) {
    let m = affine.rows.flatMap { $0 }
    let matrix = nifti_dmat44(
      m: (
        (m[0], m[1], m[2], m[3]), (m[4], m[5], m[6], m[7]), (m[8], m[9], m[10], m[11]),
        (m[12], m[13], m[14], m[15])
      ))
    var (b, c, d, qfac) = (0.0, 0.0, 0.0, 1.0)
    // The library skips results that nobody asks for: offset and steps are known.
    nifti_dmat44_to_quatern(matrix, &b, &c, &d, nil, nil, nil, nil, nil, nil, &qfac)
    let (origin, steps) = (affine.translation, affine.spacing)
    let back = nifti_quatern_to_dmat44(
      b, c, d, origin.x, origin.y, origin.z, steps.x, steps.y, steps.z, qfac)
    let difference = zip(elements(of: back.m, as: Double.self), m).map { abs($0 - $1) }.max()
    guard let difference, difference <= 1e-5 * affine.spacing.min() else { return }
    (quaternion, qoffset) = (SIMD3(b, c, d), origin)
    pixdim[0] = qfac
    qformCode = Int(NIFTI_XFORM_SCANNER_ANAT)
  }

  /// The header of a label map on the same grid: shape, forms, spacing and units as read.
  func forMask(of shape: [Int]) -> NiftiHeader {
    var mask = self
    mask.isSwapped = false
    mask.isSingleFile = true
    let sizes = Array(shape.prefix(3))
    if sizes.contains(where: { $0 > Int(Int16.max) }) { mask.version = .two }
    mask.dim = [sizes.count] + sizes + [Int](repeating: 1, count: 7 - sizes.count)
    for index in 4...7 { mask.pixdim[index] = 1 }
    mask.datatype = NiftiLayout.code(of: .uint8)
    mask.bitpix = 8
    mask.voxOffset = Double(mask.version.firstVoxelOffset)
    (mask.slope, mask.intercept) = (1, 0)
    mask.xyztUnits &= 7
    mask.intentCode = 0
    return mask
  }

  /// The bytes from the file's start to its first voxel: the header and four zero bytes, which
  /// say that there are no extensions.
  var encoded: [UInt8] {
    let header =
      switch version {
      case .one: withUnsafeBytes(of: raw1) { Array($0) }
      case .two: withUnsafeBytes(of: raw2) { Array($0) }
      }
    return header + [0, 0, 0, 0]
  }

  private var raw1: nifti_1_header {
    var raw = nifti_1_header()
    raw.sizeof_hdr = 348
    raw.regular = CChar(bitPattern: UInt8(ascii: "r"))
    fill(&raw.dim, with: dim.map { Int16(clamping: $0) })
    raw.datatype = Int16(clamping: datatype)
    raw.bitpix = Int16(clamping: bitpix)
    fill(&raw.pixdim, with: pixdim.map { Float($0) })
    raw.vox_offset = Float(voxOffset)
    raw.scl_slope = Float(slope)
    raw.scl_inter = Float(intercept)
    raw.xyzt_units = CChar(truncatingIfNeeded: xyztUnits)
    raw.intent_code = Int16(clamping: intentCode)
    fill(&raw.descrip, with: descrip)
    raw.qform_code = Int16(clamping: qformCode)
    raw.sform_code = Int16(clamping: sformCode)
    let (q, origin) = (SIMD3<Float>(quaternion), SIMD3<Float>(qoffset))
    (raw.quatern_b, raw.quatern_c, raw.quatern_d) = (q.x, q.y, q.z)
    (raw.qoffset_x, raw.qoffset_y, raw.qoffset_z) = (origin.x, origin.y, origin.z)
    fill(&raw.srow_x, with: (0..<4).map { Float(srow[0][$0]) })
    fill(&raw.srow_y, with: (0..<4).map { Float(srow[1][$0]) })
    fill(&raw.srow_z, with: (0..<4).map { Float(srow[2][$0]) })
    fill(&raw.magic, with: Array("n+1\0".utf8))
    return raw
  }

  private var raw2: nifti_2_header {
    var raw = nifti_2_header()
    raw.sizeof_hdr = 540
    fill(&raw.magic, with: Array("n+2\0\r\n\u{1A}\n".utf8))
    raw.datatype = Int16(clamping: datatype)
    raw.bitpix = Int16(clamping: bitpix)
    fill(&raw.dim, with: dim.map { Int64($0) })
    fill(&raw.pixdim, with: pixdim)
    raw.vox_offset = Int64(version.firstVoxelOffset)
    raw.scl_slope = slope
    raw.scl_inter = intercept
    raw.xyzt_units = Int32(clamping: xyztUnits)
    raw.intent_code = Int32(clamping: intentCode)
    fill(&raw.descrip, with: descrip)
    raw.qform_code = Int32(clamping: qformCode)
    raw.sform_code = Int32(clamping: sformCode)
    (raw.quatern_b, raw.quatern_c, raw.quatern_d) = (quaternion.x, quaternion.y, quaternion.z)
    (raw.qoffset_x, raw.qoffset_y, raw.qoffset_z) = (qoffset.x, qoffset.y, qoffset.z)
    fill(&raw.srow_x, with: (0..<4).map { srow[0][$0] })
    fill(&raw.srow_y, with: (0..<4).map { srow[1][$0] })
    fill(&raw.srow_z, with: (0..<4).map { srow[2][$0] })
    return raw
  }
}

/// Copies elements into a C array, which Swift imports as a tuple; what does not fit is dropped.
private func fill<Tuple, Element>(_ tuple: inout Tuple, with values: [Element]) {
  withUnsafeMutableBytes(of: &tuple) { target in
    values.withUnsafeBytes { target.copyBytes(from: $0.prefix(target.count)) }
  }
}
