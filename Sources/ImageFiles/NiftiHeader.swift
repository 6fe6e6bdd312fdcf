import CNifti
import Foundation

/// The fields of a NIfTI-1 or NIfTI-2 header that this project uses, as the file states them
/// and in native byte order. Nothing is checked yet: see ``NiftiLayout`` and ``NiftiPlacement``.
///
/// Layout and byte order of the raw header are libnifti's (its structs and its swap functions).
/// The library never opens a file here: its readers abort or print on damaged ones.
struct NiftiHeader: Equatable, Sendable {
  enum Version: Int, Sendable {
    case one = 1
    case two = 2

    /// Bytes of the header, and the value of its first field.
    var byteCount: Int { self == .one ? 348 : 540 }
    /// Where voxels can start in a single file: the header and four bytes for extensions.
    var firstVoxelOffset: Int { byteCount + 4 }
  }

  var version: Version
  /// Whether the file is in the other byte order than this machine.
  var isSwapped = false
  /// Whether header and voxels share a file (magic n+1, n+2), or come as .hdr and .img.
  var isSingleFile = true
  /// The number of dimensions and their sizes; always eight numbers.
  var dim: [Int]
  var datatype: Int
  var bitpix: Int
  /// The sign of the qform's third axis, and the step along each dimension; eight numbers.
  var pixdim: [Double]
  var voxOffset: Double
  var slope = 1.0
  var intercept = 0.0
  var qformCode = 0
  var sformCode = 0
  var quaternion = SIMD3<Double>.zero
  var qoffset = SIMD3<Double>.zero
  /// The first three rows of the sform's matrix.
  var srow: [SIMD4<Double>] = [.zero, .zero, .zero]
  var xyztUnits = 0
  var intentCode = 0
  /// Raw text, up to 80 bytes.
  var descrip: [UInt8] = []

  /// Reads the first bytes of a file.
  ///
  /// - Parameter prefix: the first 540 bytes, or all where there are fewer.
  init(prefix: [UInt8]) throws(ImageFileError.Problem) {
    guard prefix.count >= 4 else {
      throw .tooShort(bytes: prefix.count, needed: Version.one.byteCount)
    }
    let size = prefix.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
    let swapped = size != 348 && size != 540
    guard
      let version = [Version.one, .two].first(where: {
        $0.byteCount == Int(swapped ? size.byteSwapped : size)
      })
    else {
      if let kind = ForeignFormat.name(prefix) { throw .notNifti(kind: kind) }
      if prefix.count < Version.one.byteCount {
        throw .tooShort(bytes: prefix.count, needed: Version.one.byteCount)
      }
      throw .notNifti(kind: nil)
    }
    guard prefix.count >= version.byteCount else {
      throw .tooShort(bytes: prefix.count, needed: version.byteCount)
    }
    switch version {
    case .one:
      var raw = nifti_1_header()
      withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: prefix.prefix(348)) }
      if swapped { nifti_swap_as_nifti1(&raw) }
      try self.init(raw)
    case .two:
      var raw = nifti_2_header()
      withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: prefix.prefix(540)) }
      if swapped { nifti_swap_as_nifti2(&raw) }
      try self.init(raw)
    }
    isSwapped = swapped
  }

  private init(_ raw: nifti_1_header) throws(ImageFileError.Problem) {
    version = .one
    dim = elements(of: raw.dim, as: Int16.self).map { Int($0) }
    datatype = Int(raw.datatype)
    bitpix = Int(raw.bitpix)
    pixdim = elements(of: raw.pixdim, as: Float.self).map { Double($0) }
    voxOffset = Double(raw.vox_offset)
    slope = Double(raw.scl_slope)
    intercept = Double(raw.scl_inter)
    qformCode = Int(raw.qform_code)
    sformCode = Int(raw.sform_code)
    quaternion = SIMD3(Double(raw.quatern_b), Double(raw.quatern_c), Double(raw.quatern_d))
    qoffset = SIMD3(Double(raw.qoffset_x), Double(raw.qoffset_y), Double(raw.qoffset_z))
    srow = [raw.srow_x, raw.srow_y, raw.srow_z].map {
      SIMD4(elements(of: $0, as: Float.self).map { Double($0) })
    }
    xyztUnits = Int(raw.xyzt_units)
    intentCode = Int(raw.intent_code)
    descrip = elements(of: raw.descrip, as: UInt8.self)
    let magic = elements(of: raw.magic, as: UInt8.self)
    switch magic {
    case Array("n+1\0".utf8): isSingleFile = true
    case Array("ni1\0".utf8): isSingleFile = false
    default: throw .notMarkedNifti
    }
  }

  private init(_ raw: nifti_2_header) throws(ImageFileError.Problem) {
    version = .two
    dim = elements(of: raw.dim, as: Int64.self).map { Int($0) }
    datatype = Int(raw.datatype)
    bitpix = Int(raw.bitpix)
    pixdim = elements(of: raw.pixdim, as: Double.self)
    voxOffset = Double(raw.vox_offset)
    slope = raw.scl_slope
    intercept = raw.scl_inter
    qformCode = Int(raw.qform_code)
    sformCode = Int(raw.sform_code)
    quaternion = SIMD3(raw.quatern_b, raw.quatern_c, raw.quatern_d)
    qoffset = SIMD3(raw.qoffset_x, raw.qoffset_y, raw.qoffset_z)
    srow = [raw.srow_x, raw.srow_y, raw.srow_z].map {
      SIMD4(elements(of: $0, as: Double.self))
    }
    xyztUnits = Int(raw.xyzt_units)
    intentCode = Int(raw.intent_code)
    descrip = elements(of: raw.descrip, as: UInt8.self)
    let magic = elements(of: raw.magic, as: UInt8.self)
    switch magic.prefix(4) {
    case Array("n+2\0".utf8)[...]: isSingleFile = true
    case Array("ni2\0".utf8)[...]: isSingleFile = false
    default: throw .notMarkedNifti
    }
    // The rest of the magic breaks when a transfer rewrites line ends, and so do the voxels.
    guard [Array("\r\n\u{1A}\n".utf8), [0, 0, 0, 0]].contains(Array(magic.suffix(4))) else {
      throw .badHeader("its line ends were rewritten, as by a transfer in text mode")
    }
  }
}

/// The elements of a C array, which Swift imports as a tuple.
func elements<Tuple, Element>(of tuple: Tuple, as type: Element.Type) -> [Element] {
  withUnsafeBytes(of: tuple) { Array($0.bindMemory(to: Element.self)) }
}
