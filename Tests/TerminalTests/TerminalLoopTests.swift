import Foundation
import Synchronization
import Terminal
import Testing
import Viewer

extension OneTerminal {
  @Suite("Run loop")
  struct TerminalLoopTests {
    /// A loop on a line of its own, with a thread that plays the user.
    ///
    /// Returns the events as text, and the number of frames drawn. Ends at the key "q", and at any
    /// signal.
    static func run(
      _ line: Pseudoterminal, mailbox: Mailbox<Event>? = nil,
      decide: (Event) -> LoopDecision? = { _ in nil },
      user: @escaping @Sendable (Pseudoterminal) -> Void
    ) throws -> (events: [String], frames: Int) {
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: "xterm",
        options: ScreenOptions(color: .always, escapeDelayMilliseconds: 50))
      defer { screen.close() }
      var events: [String] = []
      var frames = 0
      var loop = TerminalLoop(screen: screen, mailbox: try mailbox ?? Mailbox())
      Thread.detachNewThread { user(line) }
      loop.run { event in
        switch event {
        case .key(let key): events.append("\(key)")
        case .mouse(let event): events.append("\(event.kind) \(event.column),\(event.row)")
        case .resize(let size): events.append("\(size.columns)x\(size.rows)")
        case .terminate(let signal): events.append("signal \(signal)")
        case .predictionProgress(let progress, _): events.append(progress.stage)
        default: events.append("other")
        }
        if let decision = decide(event) { return decision }
        switch event {
        case .key(.character("q")), .terminate: return .quit
        default: return .continue
        }
      } frame: {
        frames += 1
        var frame = Frame(size: screen.size)
        frame[frames % screen.size.columns, 0] = Cell("o")
        return frame
      }
      return (events, frames)
    }

    @Test("The first event is the size, and keys follow in order")
    func keys() throws {
      let line = try Pseudoterminal(columns: 90, rows: 30)
      defer { line.closeAll() }
      let (events, frames) = try Self.run(line) { line in
        for text in ["a", "\u{1B}[A", "\u{1B}[1;2D", "q"] {
          usleep(40_000)
          line.type(text)
        }
      }
      #expect(events == ["90x30", "character(\"a\")", "up", "shiftLeft", "character(\"q\")"])
      #expect(frames == 4)
    }

    @Test("A lone escape byte is a key after its delay; a sequence in two pieces is one key")
    func escape() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, _) = try Self.run(line) { line in
        line.type("\u{1B}")
        usleep(120_000)
        line.type("\u{1B}[")
        usleep(10_000)
        line.type("6~")
        line.type("q")
      }
      #expect(events == ["80x24", "escape", "pageDown", "character(\"q\")"])
    }

    @Test("Keys that come together share a frame")
    func coalescing() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, frames) = try Self.run(line) { line in
        usleep(100_000)
        line.type(String(repeating: "\u{1B}[B", count: 200))
        usleep(100_000)
        line.type("q")
      }
      #expect(events.count == 202)
      #expect(frames <= 4)
    }

    @Test("Two thousand keys written at once cost a few frames, and none is lost")
    func burst() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, frames) = try Self.run(line) { line in
        usleep(100_000)
        line.type(String(repeating: "\u{1B}[6~", count: 2_000) + "q")
      }
      #expect(events.filter { $0 == "pageDown" }.count == 2_000)
      #expect(frames <= 5)
    }

    @Test("The mouse is reported where it was asked for, and never after the end")
    func mouse() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, _) = try Self.run(
        line,
        decide: { event in
          if case .key(.character("M")) = event { return .mouse(true) }
          return nil
        },
        user: { line in
          usleep(50_000)
          line.type("M")
          usleep(50_000)
          line.type("\u{1B}[<0;8;4M\u{1B}[<32;9;5M\u{1B}[<0;9;5mq")
        })
      #expect(
        events.dropFirst(2) == ["press 7,3", "drag 8,4", "release 8,4", "character(\"q\")"])
      let output = line.output()
      let on = try #require(output.range(of: "\u{1B}[?1002h\u{1B}[?1006h"))
      let off = try #require(output.range(of: "\u{1B}[?1006l\u{1B}[?1002l"))
      let leave = try #require(output.range(of: "\u{1B}[?1049l"))
      #expect(on.lowerBound < off.lowerBound && off.lowerBound < leave.lowerBound)
    }

    @Test("Messages from other threads wake the loop, and share frames when they are many")
    func messages() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let mailbox = try Mailbox<Event>()
      let started = ContinuousClock.now
      let (events, frames) = try Self.run(line, mailbox: mailbox) { line in
        for number in 0..<2_000 {
          mailbox.post(
            .predictionProgress(PredictionProgress(stage: "\(number)", fraction: 0), job: 1))
          if number % 10 == 0 { usleep(1_000) }
        }
        usleep(50_000)
        line.type("q")
      }
      #expect(Array(events.dropFirst().dropLast()) == (0..<2_000).map(String.init))
      // One in 16 ms at most, and the first and the last.
      let elapsed = started.duration(to: .now) / Duration.milliseconds(16)
      #expect(Double(frames) <= elapsed + 2)
    }

    @Test("Waiting costs no processor time")
    func idle() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
      }
      let before = processorSeconds()
      let frames = try Self.run(line) { line in
        usleep(500_000)
        line.type("q")
      }.frames
      #expect(frames == 1)
      #expect(processorSeconds() - before < 0.1)
    }

    @Test("A new size is an event, and the screen follows")
    func resize() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, _) = try Self.run(line) { line in
        usleep(50_000)
        line.resize(columns: 132, rows: 50)
        // The line is not this process's own, so its signal has to be sent by hand.
        kill(getpid(), SIGWINCH)
        usleep(50_000)
        line.type("q")
      }
      #expect(events == ["80x24", "132x50", "character(\"q\")"])
    }

    @Test(
      "A signal to end is an event, and the terminal is given back",
      arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func signals(signal: Int32) throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let before = line.settings()
      let (events, _) = try Self.run(line) { _ in
        usleep(50_000)
        kill(getpid(), signal)
      }
      #expect(events == ["80x24", "signal \(signal)"])
      #expect(line.settings() == before)
      #expect(line.output().contains("\u{1B}[?1049l"))
    }

    @Test("A line that drops is a hang-up, once, and the loop goes on until it may quit")
    func hangUp() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let mailbox = try Mailbox<Event>()
      let (events, _) = try Self.run(
        line, mailbox: mailbox,
        decide: { event in
          if case .terminate = event { return .continue }
          if case .predictionFailed = event { return .quit }
          return nil
        },
        user: { line in
          usleep(50_000)
          line.hangUp()
          usleep(150_000)
          mailbox.post(.predictionFailed(message: "", job: 1))
        })
      #expect(events == ["80x24", "signal \(SIGHUP)", "other"])
    }

    @Test("Ctrl-Z, Ctrl-V and Ctrl-O are keys")
    func chords() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let (events, _) = try Self.run(line) { line in
        usleep(50_000)
        line.type("\u{1A}\u{16}\u{F}q")
      }
      #expect(
        events == ["80x24"] + ["z", "v", "o"].map { "control(\"\($0)\")" } + ["character(\"q\")"])
    }

    @Test("A decision to redraw sends the whole frame again")
    func redraw() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      _ = try Self.run(
        line,
        decide: { event in
          if case .key(.control("l")) = event { return .redraw }
          return nil
        },
        user: { line in
          usleep(50_000)
          _ = line.output()
          line.type("\u{C}")
          usleep(50_000)
          line.type("q")
        })
      // Clear, then draw: once for the redraw, none for what came before.
      #expect(line.output().contains("\u{1B}[H\u{1B}[2J"))
    }
  }
}
