import Dispatch
import Synchronization

/// The threads that share each layer's work, and the question whether to go on.
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
  /// - Parameter body: gets the item and the number of the thread, `0..<threads`, for private
  ///   memory; must be safe to run at the same time for different items.
  /// - Throws: `CancellationError` when `isCancelled` answers true; it is asked before each item.
  package func forEach(_ count: Int, body: (_ item: Int, _ thread: Int) -> Void) throws {
    let progress = Progress()
    withoutActuallyEscaping(body) { body in
      // Closures are not Sendable; that two items do not write to one place is the caller's part.
      nonisolated(unsafe) let body = body
      let isCancelled = isCancelled
      @Sendable func work(_ thread: Int) {
        while let item = progress.next(of: count) {
          if isCancelled() { return progress.cancel() }
          body(item, thread)
        }
      }
      DispatchQueue.concurrentPerform(iterations: min(threads, count), execute: work)
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
  package func forEachRange(
    of count: Int, size: Int, body: (Range<Int>, _ thread: Int) -> Void
  ) throws {
    try forEach((count + size - 1) / size) { item, thread in
      body(item * size..<min(count, (item + 1) * size), thread)
    }
  }
}
