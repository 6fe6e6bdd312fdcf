/// Voxels in memory as they were stored, in native byte order, x fastest.
///
/// What a volume's box covers of it never changes, so volumes can share it freely across threads;
/// the memory is given back with the last reference.
public final class VoxelBuffer: @unchecked Sendable {
  public let bytes: UnsafeRawBufferPointer
  private let deallocate: @Sendable () -> Void

  /// Adopts memory that stays valid until `deallocate` is called, and unchanged wherever a volume
  /// covers it: a file that is being read may still write behind the last slice that is there.
  public init(adopting bytes: UnsafeRawBufferPointer, deallocate: @escaping @Sendable () -> Void) {
    self.bytes = bytes
    self.deallocate = deallocate
  }

  /// Copies an array of scalars.
  public convenience init<Scalar: VoxelScalar>(_ values: [Scalar]) {
    let byteCount = values.count * MemoryLayout<Scalar>.stride
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
    values.withUnsafeBytes { memory.copyMemory(from: $0) }
    // The address crosses into the closure as a number: raw pointers are not Sendable.
    let address = UInt(bitPattern: memory.baseAddress)
    self.init(adopting: UnsafeRawBufferPointer(memory)) {
      UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
  }

  deinit { deallocate() }
}
