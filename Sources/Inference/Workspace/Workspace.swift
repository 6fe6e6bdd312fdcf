import Glibc

/// One block of memory for all that a forward pass computes on the way.
///
/// It lives on from pass to pass, since memory that the system hands out for the first time is
/// several times slower than a kernel can be, and it asks for huge pages.
final class Workspace: @unchecked Sendable {
  // Unchecked: a workspace belongs to one pass at a time, see `WorkspacePool`.
  let start: UnsafeMutablePointer<Float>
  let floats: Int
  private let bytes: Int

  /// - Throws: `LiteENSAM.MemoryError` if the system has not that much.
  init(floats: Int) throws(LiteENSAM.MemoryError) {
    let hugePage = 2 << 20
    bytes = (max(1, floats) * MemoryLayout<Float>.stride + hugePage - 1) / hugePage * hugePage
    self.floats = bytes / MemoryLayout<Float>.stride
    // Room to begin on a huge page's border.
    let address = mmap(
      nil, bytes + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else {
      throw LiteENSAM.MemoryError(bytes: bytes)
    }
    let place = UInt(bitPattern: address)
    let skipped = Int((UInt(hugePage) - place % UInt(hugePage)) % UInt(hugePage))
    if skipped > 0 { munmap(address, skipped) }
    let aligned = address + skipped
    if skipped < hugePage { munmap(aligned + bytes, hugePage - skipped) }
    madvise(aligned, bytes, MADV_HUGEPAGE)
    start = aligned.bindMemory(to: Float.self, capacity: self.floats)
  }

  deinit { munmap(start, bytes) }
}
