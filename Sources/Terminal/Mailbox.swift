import Synchronization

/// A queue from any thread to the one that waits at the terminal.
///
/// Background work posts; ``TerminalLoop`` is woken, and takes all that has come at once.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let pipe: WakePipe

  /// - Throws: ``ScreenError/system(call:code:)`` where the process has no file descriptors left.
  public init() throws(ScreenError) {
    pipe = try WakePipe()
  }

  /// Adds a message and wakes the reader. Never blocks for longer than another post or drain.
  public func post(_ message: Message) {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    if wasEmpty { pipe.wake() }
  }

  /// Takes all messages, oldest first, without waiting.
  public func drain() -> [Message] {
    // The pipe first: a message posted between the two lines wakes once too often, not never.
    _ = pipe.drain()
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  /// Readable while messages wait.
  package var wakeDescriptor: Int32 { pipe.readEnd }
}
