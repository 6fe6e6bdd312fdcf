import Dispatch
import Synchronization

/// The threads that share one layer's work, and the question whether to go on.
package struct Workers: Sendable {
  package let threads: Int
  package let isCancelled: @Sendable () -> Bool

  package init(threads: Int, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.threads = max(1, threads)
    self.isCancelled = isCancelled
  }

  /// Throws `CancellationError` if the work is no longer wanted.
  func checkCancellation() throws {
    if isCancelled() { throw CancellationError() }
  }

  /// Calls `body` once for each item of `0..<count`, from several threads at a time.
  ///
  /// Which thread gets which item is left to chance, so what an item computes must depend on the
  /// item alone: then the result is the same for every number of threads.
  ///
  /// - Parameters:
  ///   - scratch: floats of private memory that each thread needs; zeros at first, then whatever
  ///     the thread's previous item left there.
  ///   - body: must be safe to run at the same time for different items.
  /// - Throws: `CancellationError` when `isCancelled` answers true; it is asked before each item.
  func forEach(
    _ count: Int, scratch: Int = 0, body: (Int, UnsafeMutablePointer<Float>) -> Void
  ) throws {
    let progress = Progress()
    withoutActuallyEscaping(body) { body in
      // Pointers are not Sendable; that two items do not write to one place is the caller's part.
      nonisolated(unsafe) let body = body
      let isCancelled = isCancelled
      @Sendable func work() {
        let memory = TensorStorage(count: scratch)
        memory.elements.initialize(repeating: 0)
        guard let start = memory.elements.baseAddress else { return }
        withExtendedLifetime(memory) {
          while let item = progress.next(of: count) {
            if isCancelled() { return progress.cancel() }
            body(item, start)
          }
        }
      }
      let threads = min(threads, count)
      if threads > 1 {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in work() }
      } else {
        work()
      }
    }
    if progress.isCancelled { throw CancellationError() }
  }

  /// Which items have been handed out.
  private final class Progress: Sendable {
    private let taken = Atomic(0)
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    func next(of count: Int) -> Int? {
      if isCancelled { return nil }
      let item = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return item < count ? item : nil
    }
  }

  /// Calls `body` with consecutive ranges that together are `0..<count`.
  func forEachRange(
    of count: Int, size: Int, scratch: Int = 0,
    body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) throws {
    try forEach((count + size - 1) / size, scratch: scratch) { item, memory in
      body(item * size..<min(count, (item + 1) * size), memory)
    }
  }
}
