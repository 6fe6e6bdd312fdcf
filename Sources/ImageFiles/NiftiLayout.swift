import CNifti
import Foundation
import Imaging

/// Where the voxels of a checked header lie: every number here is one that an image can have.
struct NiftiLayout: Equatable, Sendable {
  /// Sizes of all stated dimensions, each at least 1.
  let dimensions: [Int]
  let type: VoxelType
  /// Where voxels start in their file.
  let offset: Int
  /// Bytes of one frame; all frames together with `offset` fit an `Int`.
  let frameBytes: Int
  /// How many 3D images there are: the product of the dimensions past the third.
  let frames: Int

  /// Voxels along x, y, z; 1 where a 1D or 2D image states none.
  var shape: Voxel {
    Voxel(size(0), size(1), size(2))
  }

  /// Bytes from the start of the file to the end of the last frame.
  var endOffset: Int { offset + frameBytes * frames }

  private func size(_ axis: Int) -> Int { axis < dimensions.count ? dimensions[axis] : 1 }

  /// One frame as an array that is no NIfTI has it.
  ///
  /// - Parameter dimensions: along x, y, z, whose bytes can be counted.
  init(dimensions: [Int], type: VoxelType, offset: Int) {
    self.dimensions = dimensions
    self.type = type
    self.offset = offset
    frameBytes = dimensions.reduce(type.byteCount, *)
    frames = 1
  }

  /// Checks all that decides which bytes are read.
  init(_ header: NiftiHeader) throws(ImageFileError.Problem) {
    if (3000..<3100).contains(header.intentCode) { throw .notAnImage("a CIFTI-2 matrix") }
    type = try Self.voxelType(code: header.datatype)
    let rank = header.dim[0]
    guard (1...7).contains(rank) else {
      throw .badHeader("dim[0], the number of dimensions, is \(rank)")
    }
    var sizes = Array(header.dim[1...rank])
    for (index, size) in sizes.enumerated() where size < 1 {
      throw .badHeader("dim[\(index + 1)] is \(size)")
    }
    // FreeSurfer's fsaverage surface has 163,842 vertices, more than a NIfTI-1 dimension can
    // say, and states them as 27307 x 1 x 6.
    if header.version == .one && sizes.prefix(3) == [27307, 1, 6] {
      sizes.replaceSubrange(0..<3, with: [163842, 1, 1])
    }
    dimensions = sizes
    offset = try Self.voxelOffset(header)
    let frameBytes = Self.product(sizes.prefix(3), times: type.byteCount)
    let frames = Self.product(sizes.dropFirst(3), times: 1)
    guard let frameBytes, let frames,
      let all = Self.product([frames], times: frameBytes),
      !all.addingReportingOverflow(offset).overflow
    else {
      let shape = sizes.map(String.init).joined(separator: " x ")
      throw .badHeader("the dimensions \(shape) ask for more bytes than can be counted")
    }
    self.frameBytes = frameBytes
    self.frames = frames
  }

  /// `nil` on overflow.
  static func product(_ factors: some Sequence<Int>, times start: Int) -> Int? {
    var result: Int? = start
    for factor in factors {
      guard let (value, overflow) = result?.multipliedReportingOverflow(by: factor), !overflow
      else { return nil }
      result = value
    }
    return result
  }

  private static func voxelOffset(
    _ header: NiftiHeader
  ) throws(ImageFileError.Problem) -> Int {
    let first = header.isSingleFile ? header.version.firstVoxelOffset : 0
    guard let offset = Int(exactly: header.voxOffset), offset >= first else {
      let value = SafeText.number(header.voxOffset)
      throw .badHeader("vox_offset, where voxels start, is \(value) and must be \(first) or more")
    }
    return offset
  }

  private static func voxelType(code: Int) throws(ImageFileError.Problem) -> VoxelType {
    switch CInt(truncatingIfNeeded: code) {
    case DT_UINT8: return .uint8
    case DT_INT8: return .int8
    case DT_UINT16: return .uint16
    case DT_INT16: return .int16
    case DT_UINT32: return .uint32
    case DT_INT32: return .int32
    case DT_UINT64: return .uint64
    case DT_INT64: return .int64
    case DT_FLOAT32: return .float32
    case DT_FLOAT64: return .float64
    case DT_COMPLEX64: throw .unsupportedType("complex64")
    case DT_COMPLEX128: throw .unsupportedType("complex128")
    case DT_COMPLEX256: throw .unsupportedType("complex256")
    case DT_FLOAT128: throw .unsupportedType("float128")
    case DT_RGB24: throw .unsupportedType("RGB")
    case DT_RGBA32: throw .unsupportedType("RGBA")
    case DT_BINARY: throw .unsupportedType("binary, one bit a voxel")
    default: throw .badHeader("datatype \(code) is none that NIfTI knows")
    }
  }

  /// The NIfTI code of a voxel type.
  static func code(of type: VoxelType) -> Int {
    switch type {
    case .uint8: Int(DT_UINT8)
    case .int8: Int(DT_INT8)
    case .uint16: Int(DT_UINT16)
    case .int16: Int(DT_INT16)
    case .uint32: Int(DT_UINT32)
    case .int32: Int(DT_INT32)
    case .uint64: Int(DT_UINT64)
    case .int64: Int(DT_INT64)
    case .float32: Int(DT_FLOAT32)
    case .float64: Int(DT_FLOAT64)
    }
  }
}
