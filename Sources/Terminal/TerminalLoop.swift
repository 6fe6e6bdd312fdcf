import Glibc
import Viewer

/// What the loop does after an event.
public enum LoopDecision: Hashable, Sendable {
  case `continue`
  /// Send the whole screen again.
  case redraw
  /// Have the terminal report the mouse, or stop.
  case mouse(Bool)
  /// Stop the process as Ctrl-Z does, then go on.
  case suspend
  /// End the loop, after the events that came before.
  case quit
}

/// Waits for keys, signals and messages, and draws.
///
/// All that has come is handled before one frame is drawn: a key held down, or a line slower than
/// its keys, costs one frame and not one for each. Messages that come faster than 60 times a second
/// share frames too; a key after a pause is drawn at once.
public struct TerminalLoop {
  /// The shortest time between two frames.
  private static let frameInterval = Duration.milliseconds(16)

  private let screen: Screen
  private let mailbox: Mailbox<Event>
  private var decoder: KeyDecoder
  /// Since when an unfinished key sequence has waited for its end.
  private var pendingSince: ContinuousClock.Instant?
  private var lastFrame: ContinuousClock.Instant?
  private var isInputOpen = true

  public init(screen: Screen, mailbox: Mailbox<Event>) {
    self.screen = screen
    self.mailbox = mailbox
    decoder = KeyDecoder(sequences: screen.keys)
  }

  /// Runs until `handle` decides to quit.
  ///
  /// The first event is a `.resize` with the screen's size. A terminal that is gone, as when an SSH
  /// line drops, is a `.terminate(signal: SIGHUP)`; the loop goes on until `handle` quits.
  ///
  /// - Parameters:
  ///   - handle: takes one event; must not block, since no key is read meanwhile.
  ///   - frame: draws the state as it is after all events.
  public mutating func run(handle: (Event) -> LoopDecision, frame: () -> Frame) {
    var events: [Event] = [.resize(screen.size)]
    var needsFrame = false
    while true {
      for event in events {
        needsFrame = true
        switch handle(event) {
        case .continue: break
        case .redraw: screen.redraw()
        case .mouse(let isOn): screen.setMouse(isOn)
        case .suspend: suspend(handle)
        case .quit: return
        }
      }
      if needsFrame, timeToNextFrame() == nil {
        screen.draw(frame())
        lastFrame = .now
        needsFrame = false
      }
      let hasInput = wait(needsFrame: needsFrame)
      events = signalEvents(&needsFrame)
      if hasInput { events += inputEvents() }
      events += flushedKeys()
      events += mailbox.drain()
    }
  }

  /// Stops, and tells of a size that changed meanwhile.
  private func suspend(_ handle: (Event) -> LoopDecision) {
    screen.suspend()
    if screen.updateSize() { _ = handle(.resize(screen.size)) }
  }

  private func timeToNextFrame() -> Duration? {
    guard let lastFrame else { return nil }
    let remaining = Self.frameInterval - lastFrame.duration(to: .now)
    return remaining > .zero ? remaining : nil
  }

  // MARK: Waiting

  /// Sleeps until there is something to do; true where the terminal has sent something.
  private func wait(needsFrame: Bool) -> Bool {
    var descriptors = [
      pollfd(fd: screen.signals.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      // A negative descriptor is skipped: one that has hung up would be ready for ever.
      pollfd(fd: isInputOpen ? screen.input : -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&descriptors, nfds_t(descriptors.count), timeout(needsFrame: needsFrame))
    return descriptors[2].revents != 0
  }

  /// In milliseconds; -1 waits for ever.
  private func timeout(needsFrame: Bool) -> Int32 {
    var shortest: Duration?
    if needsFrame { shortest = timeToNextFrame() ?? .zero }
    if let pendingSince {
      let rest = max(.zero, escapeDelay - pendingSince.duration(to: .now))
      shortest = shortest.map { min($0, rest) } ?? rest
    }
    guard let shortest else { return -1 }
    // Rounded up, or the last fraction of a millisecond would be spent turning round.
    return Int32((shortest / Duration.milliseconds(1)).rounded(.up))
  }

  private var escapeDelay: Duration { .milliseconds(screen.options.escapeDelayMilliseconds) }

  // MARK: Events

  private mutating func inputEvents() -> [Event] {
    var events: [Event] = []
    // More than a line holds at once, so that a burst of keys costs one frame; and an end to it,
    // so that a flood cannot keep the screen from being drawn.
    for _ in 0..<16 {
      guard let bytes = readAvailable(screen.input) else { break }
      guard !bytes.isEmpty else {
        isInputOpen = false
        return events + [.terminate(signal: SIGHUP)]
      }
      events += decoder.decode(bytes).map(\.event)
      var ready = pollfd(fd: screen.input, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 0) > 0 else { break }
    }
    pendingSince = decoder.isPending ? .now : nil
    return events
  }

  /// The keys that an unfinished sequence stands for, once its rest is overdue.
  private mutating func flushedKeys() -> [Event] {
    guard let since = pendingSince, since.duration(to: .now) >= escapeDelay else { return [] }
    pendingSince = nil
    return decoder.flush().map(\.event)
  }

  private func signalEvents(_ needsFrame: inout Bool) -> [Event] {
    var events: [Event] = []
    for signal in screen.signals.drain() {
      switch signal {
      case SIGWINCH:
        // Sizes that came and went have still made the terminal rearrange its cells.
        if screen.updateSize() { events.append(.resize(screen.size)) } else { screen.redraw() }
        needsFrame = true
      case SIGTSTP:
        // Sent by another program, since Ctrl-Z is a key.
        screen.suspend()
        if screen.updateSize() { events.append(.resize(screen.size)) }
        needsFrame = true
      case SIGCONT:
        // Back from a stop that nobody announced, or from our own.
        screen.resume()
        if screen.updateSize() { events.append(.resize(screen.size)) }
        needsFrame = true
      default:
        events.append(.terminate(signal: signal))
      }
    }
    return events
  }
}
