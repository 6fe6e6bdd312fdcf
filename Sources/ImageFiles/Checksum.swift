import CNifti

/// Checksums that tell damage by chance; none of them stops somebody who means to deceive.
package enum Checksum {
  /// CRC-32 as gzip and PNG have it (ISO 3309), by zlib.
  package static func crc32(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(
      truncatingIfNeeded: crc32_z(
        0, bytes.baseAddress?.assumingMemoryBound(to: Bytef.self), bytes.count))
  }

  /// The 64-bit FNV-1a hash (Fowler, Noll and Vo): stable across runs, which Swift's own hashing
  /// is not.
  package static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
