/// How a voxel is stored. Names are numpy's.
public enum VoxelType: String, CaseIterable, Sendable, Codable {
  case uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64

  /// Bytes a voxel takes.
  public var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }
}

/// A Swift number type that voxels can be stored in.
public protocol VoxelScalar: Sendable {
  static var voxelType: VoxelType { get }
  /// Exact for all but 64-bit integers beyond 2^53.
  var asDouble: Double { get }
  /// Exact for integers up to 24 bits.
  var asFloat: Float { get }
}

extension VoxelScalar where Self: BinaryInteger {
  @inlinable @inline(__always) public var asDouble: Double { Double(self) }
  @inlinable @inline(__always) public var asFloat: Float { Float(self) }
}
extension VoxelScalar where Self: BinaryFloatingPoint {
  @inlinable @inline(__always) public var asDouble: Double { Double(self) }
  @inlinable @inline(__always) public var asFloat: Float { Float(self) }
}

extension UInt8: VoxelScalar { public static let voxelType = VoxelType.uint8 }
extension Int8: VoxelScalar { public static let voxelType = VoxelType.int8 }
extension UInt16: VoxelScalar { public static let voxelType = VoxelType.uint16 }
extension Int16: VoxelScalar { public static let voxelType = VoxelType.int16 }
extension UInt32: VoxelScalar { public static let voxelType = VoxelType.uint32 }
extension Int32: VoxelScalar { public static let voxelType = VoxelType.int32 }
extension UInt64: VoxelScalar { public static let voxelType = VoxelType.uint64 }
extension Int64: VoxelScalar { public static let voxelType = VoxelType.int64 }
extension Float: VoxelScalar { public static let voxelType = VoxelType.float32 }
extension Double: VoxelScalar { public static let voxelType = VoxelType.float64 }
