import Dispatch
import Synchronization

/// Makes the items of a list one after the other, the next one on another thread while the last one
/// is worked on: never more than two are in memory.
final class ReadAhead<Item: Sendable, Product: Sendable> {
  private final class Slot: Sendable {
    private let result = Mutex<Result<Product, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ item: Item, _ make: @escaping @Sendable (Item) throws -> Product) {
      DispatchQueue.global(qos: .userInitiated).async { [self] in
        let made = Result { try make(item) }
        result.withLock { $0 = made }
        isDone.signal()
      }
    }

    func wait() -> Result<Product, any Error> {
      isDone.wait()
      return result.withLock { result in
        defer { result = nil }
        return result!
      }
    }
  }

  private let make: @Sendable (Item) throws -> Product
  private var rest: ArraySlice<Item>
  private var ahead: Slot?

  init(_ items: [Item], make: @escaping @Sendable (Item) throws -> Product) {
    self.make = make
    rest = items[...]
    begin()
  }

  private func begin() { ahead = rest.popFirst().map { Slot($0, make) } }

  /// The next item's product, once it is made; the one after it is begun.
  ///
  /// - Returns: `nil` at the end of the list.
  func next() -> Result<Product, any Error>? {
    guard let result = ahead?.wait() else { return nil }
    begin()
    return result
  }
}
