import Imaging

/// A NIfTI file made byte by byte from the format's tables, by none of the code under test.
struct NiftiFixture: Sendable {
  var version = 1
  var bigEndian = false
  var rank: Int?
  var dims = [4, 3, 2]
  var type = VoxelType.int16
  /// Overrides the code and the bits of `type`.
  var datatype: Int?
  var bitpix: Int?
  var pixdim: [Double] = [1, 1.5, 2, 3, 1, 1, 1, 1]
  var voxOffset: Double?
  var slope = 1.0
  var intercept = 0.0
  var qform = 0
  var sform = 1
  var quaternion = [0.0, 0, 0]
  var qoffset = [0.0, 0, 0]
  var srow: [[Double]] = [[-1.5, 0, 0, 10], [0, 2, 0, 20], [0, 0, 3, 30]]
  var units = 2
  var intent = 0
  var descrip: [UInt8] = []
  /// Overrides the whole magic.
  var magic: [UInt8]?
  var isPair = false
  /// Voxels, unscaled; 0, 1, 2, … where there are none.
  var values: [Double]?
  /// Bytes after the last voxel.
  var trailing: [UInt8] = []

  var count: Int { dims.reduce(1, *) }
  var headerSize: Int { version == 1 ? 348 : 540 }
  var firstVoxel: Int { isPair ? 0 : headerSize + 4 }

  /// The bytes of a single file.
  var bytes: [UInt8] { header + [0, 0, 0, 0] + voxels + trailing }

  static let codes: [VoxelType: Int] = [
    .uint8: 2, .int16: 4, .int32: 8, .float32: 16, .float64: 64, .int8: 256, .uint16: 512,
    .uint32: 768, .int64: 1024, .uint64: 1280,
  ]

  var header: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: headerSize)
    let one = version == 1
    let code = datatype ?? Self.codes[type]!
    let dim = [rank ?? dims.count] + dims + [Int](repeating: 1, count: 7 - dims.count)
    let offset = voxOffset ?? Double(firstVoxel)
    let letter = isPair ? "ni" : "n+"
    let mark = Array("\(letter)\(version)\0".utf8) + (one ? [] : [0x0D, 0x0A, 0x1A, 0x0A])

    func put(_ new: [UInt8], _ place: Int) {
      bytes.replaceSubrange(place..<place + new.count, with: new)
    }
    func int(_ value: Int, _ size: Int, _ place: Int) { put(integer(value, size), place) }
    func real(_ value: Double, _ place: Int) { put(one ? single(value) : double(value), place) }

    int(headerSize, 4, 0)
    put(magic ?? mark, one ? 344 : 4)
    int(code, 2, one ? 70 : 12)
    int(bitpix ?? type.byteCount * 8, 2, one ? 72 : 14)
    for index in 0..<8 {
      int(dim[index], one ? 2 : 8, one ? 40 + 2 * index : 16 + 8 * index)
      real(pixdim[index], one ? 76 + 4 * index : 104 + 8 * index)
    }
    if one { real(offset, 108) } else { int(Int(offset), 8, 168) }
    real(slope, one ? 112 : 176)
    real(intercept, one ? 116 : 184)
    int(units, one ? 1 : 4, one ? 123 : 500)
    int(intent, one ? 2 : 4, one ? 68 : 504)
    put(Array(descrip.prefix(80)), one ? 148 : 240)
    int(qform, one ? 2 : 4, one ? 252 : 344)
    int(sform, one ? 2 : 4, one ? 254 : 348)
    for axis in 0..<3 {
      real(quaternion[axis], one ? 256 + 4 * axis : 352 + 8 * axis)
      real(qoffset[axis], one ? 268 + 4 * axis : 376 + 8 * axis)
      for column in 0..<4 {
        real(srow[axis][column], one ? 280 + 16 * axis + 4 * column : 400 + 32 * axis + 8 * column)
      }
    }
    return bytes
  }

  var voxels: [UInt8] {
    let values = self.values ?? (0..<count).map { Double($0) }
    return values.flatMap { value in
      switch type {
      case .float32: single(value)
      case .float64: double(value)
      case .uint64: integer(Int(bitPattern: UInt(value)), 8)
      default: integer(Int(value), type.byteCount)
      }
    }
  }

  private func integer(_ value: Int, _ size: Int) -> [UInt8] {
    let little = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return bigEndian ? little.reversed() : little
  }

  private func single(_ value: Double) -> [UInt8] { integer(Int(Float(value).bitPattern), 4) }

  private func double(_ value: Double) -> [UInt8] {
    integer(Int(bitPattern: UInt(value.bitPattern)), 8)
  }
}

/// A gzip file that stores its content uncompressed, made from the format's tables.
func gzip(_ content: [UInt8]) -> [UInt8] {
  func little(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
  var rest = content[...]
  repeat {
    let block = rest.prefix(65535)
    rest = rest.dropFirst(block.count)
    result += [rest.isEmpty ? 1 : 0] + little(block.count, 2) + little(~block.count, 2) + block
  } while !rest.isEmpty
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in content {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return result + little(Int(~crc), 4) + little(content.count, 4)
}
