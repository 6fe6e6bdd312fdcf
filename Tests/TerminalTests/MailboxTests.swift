import Foundation
import Terminal
import Testing

@Suite("Mailbox")
struct MailboxTests {
  static func isReadable(_ descriptor: Int32, milliseconds: Int32 = 0) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, milliseconds) == 1
  }

  @Test("Messages come out in order, once, and wake the reader until they are taken")
  func order() throws {
    let mailbox = try Mailbox<Int>()
    #expect(!Self.isReadable(mailbox.wakeDescriptor))
    for number in 1...3 { mailbox.post(number) }
    #expect(Self.isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.drain() == [1, 2, 3])
    #expect(!Self.isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.drain() == [])
    mailbox.post(4)
    #expect(Self.isReadable(mailbox.wakeDescriptor))
    #expect(mailbox.drain() == [4])
  }

  @Test("Nothing is lost or left asleep when many threads post while one reads")
  func threads() throws {
    let mailbox = try Mailbox<(sender: Int, number: Int)>()
    let senders = 4
    let each = 5_000
    for sender in 0..<senders {
      Thread.detachNewThread {
        for number in 0..<each { mailbox.post((sender, number)) }
      }
    }
    var next = [Int](repeating: 0, count: senders)
    while next.reduce(0, +) < senders * each {
      try #require(
        Self.isReadable(mailbox.wakeDescriptor, milliseconds: 5_000), "a message did not wake us")
      for message in mailbox.drain() {
        #expect(message.number == next[message.sender])
        next[message.sender] += 1
      }
    }
    #expect(mailbox.drain().isEmpty)
  }

  @Test("A million posts nobody reads do not block")
  func full() throws {
    let mailbox = try Mailbox<Int>()
    for number in 0..<1_000_000 { mailbox.post(number) }
    #expect(mailbox.drain().count == 1_000_000)
  }
}
