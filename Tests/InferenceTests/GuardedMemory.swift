import Glibc

/// Floats that end, to the byte, before a page that nobody may touch: who reads or writes beyond
/// them stops the tests.
final class GuardedMemory {
  let start: UnsafeMutablePointer<Float>
  private let pages: UnsafeMutableRawPointer
  private let bytes: Int

  /// - Parameters:
  ///   - slack: floats after `count` that may be read.
  ///   - value: what all of it holds at first.
  init(_ count: Int, slack: Int = 0, value: Float = .nan) {
    let page = Int(getpagesize())
    let length = (count + slack) * MemoryLayout<Float>.stride
    let usable = (length + page - 1) / page * page
    bytes = usable + page
    pages = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
    mprotect(pages + usable, page, PROT_NONE)
    start = (pages + usable - length).bindMemory(to: Float.self, capacity: count + slack)
    start.initialize(repeating: value, count: count + slack)
  }

  convenience init(_ values: some Collection<Float>, slack: Int = 0) {
    self.init(values.count, slack: slack)
    for (index, value) in values.enumerated() { start[index] = value }
  }

  deinit { munmap(pages, bytes) }
}
