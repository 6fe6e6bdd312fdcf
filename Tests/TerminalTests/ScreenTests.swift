import Foundation
import Terminal
import Testing
import Viewer

extension OneTerminal {
  @Suite("Screen")
  struct ScreenTests {
    static let colorful = ScreenOptions(color: .always)

    /// A frame with something to look at.
    static func frame(_ size: ScreenSize, _ capability: DisplayCapability) -> Frame {
      var frame = Frame(size: size)
      for row in 0..<size.rows {
        for column in 0..<size.columns {
          let shade = UInt8((column + row) % 8)
          frame[column, row] =
            switch capability.colors {
            case .palette256, .truecolor:
              Cell("#", foreground: .palette(232 + shade), background: .palette(240))
            case .eight: Cell(" ", background: .palette(shade))
            case .none: Cell("#")
            }
        }
      }
      return frame
    }

    @Test(
      "The terminal is taken and given back",
      arguments: [
        ("xterm-256color", DisplayCapability.Colors.palette256), ("xterm", .eight),
        ("vt100", .none), ("linux", .eight), ("screen-256color", .palette256), ("dumb", .none),
      ])
    func takenAndGivenBack(term: String, colors: DisplayCapability.Colors) throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let before = line.settings()
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: term, options: Self.colorful)
      defer { screen.close() }
      #expect(screen.capability.colors == colors)
      #expect(screen.notice == nil)
      #expect(line.settings() != before)
      screen.draw(Self.frame(screen.size, screen.capability))
      let drawn = line.output()
      screen.close()
      let closing = line.output()
      #expect(line.settings() == before)
      #expect(drawn.contains("#") || colors == .eight)

      let hasAlternateScreen = term.hasPrefix("xterm") || term.hasPrefix("screen")
      #expect(drawn.contains("\u{1B}[?1049h") == hasAlternateScreen)
      #expect(closing.contains("\u{1B}[?1049l") == hasAlternateScreen)
      if term != "dumb" {
        #expect(closing.contains("\u{1B}["))
        // No picture stays where there was no other screen to come back to.
        #expect(!closing.contains("#"))
      } else {
        #expect(!drawn.contains("\u{1B}"))
        #expect(!closing.contains("\u{1B}"))
      }
      screen.close()
      #expect(line.output() == "")
    }

    @Test("A terminal that no database knows is drawn on as another, and the notice says so")
    func unknownTerminal() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: "no-such-terminal",
        options: Self.colorful)
      defer { screen.close() }
      #expect(
        screen.notice
          == "The terminal type “no-such-terminal” is unknown here: drawing as xterm-256color.")
      #expect(screen.capability.colors == .palette256)
    }

    @Test("A file is no terminal")
    func notATerminal() throws {
      let file = open("/dev/null", O_RDWR | O_CLOEXEC)
      defer { close(file) }
      #expect(!Screen.isInteractive(input: file, output: file))
      #expect(throws: ScreenError.notATerminal) { _ = try Screen(input: file, output: file) }
    }

    @Test("A second screen is refused, and the first goes on")
    func second() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let screen = try Screen(input: line.terminal, output: line.terminal, term: "xterm")
      defer { screen.close() }
      let raw = line.settings()
      #expect(throws: ScreenError.alreadyOpen) {
        _ = try Screen(input: line.terminal, output: line.terminal, term: "xterm")
      }
      #expect(line.settings() == raw)
      screen.draw(Self.frame(screen.size, screen.capability))
      #expect(line.output().contains("\u{1B}[?1049h"))
    }

    @Test("One changed cell costs few bytes, an unchanged frame none")
    func differences() throws {
      let line = try Pseudoterminal(columns: 120, rows: 40)
      defer { line.closeAll() }
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: "xterm-256color",
        options: Self.colorful)
      defer { screen.close() }
      #expect(screen.size == ScreenSize(columns: 120, rows: 40))
      var frame = Self.frame(screen.size, screen.capability)
      screen.draw(frame)
      #expect(line.output().utf8.count > 4_000)
      screen.draw(frame)
      #expect(line.output() == "")
      frame[60, 20] = Cell("+", foreground: .palette(196), background: .palette(16))
      screen.draw(frame)
      let change = line.output()
      #expect(change.contains("+"))
      #expect(change.utf8.count < 60)
      screen.redraw()
      screen.draw(frame)
      #expect(line.output().utf8.count > 4_000)
    }

    @Test("Bytes are counted as the terminal takes them")
    func bytes() throws {
      for term in ["xterm-256color", "dumb"] {
        let line = try Pseudoterminal(columns: 300, rows: 90)
        defer { line.closeAll() }
        let screen = try Screen(
          input: line.terminal, output: line.terminal, term: term, options: Self.colorful)
        defer { screen.close() }
        _ = line.output()
        for frame in [Self.frame(screen.size, screen.capability), Frame(size: screen.size)] {
          let before = screen.bytesSent
          screen.draw(frame)
          // On the page of a plain terminal, the line adds a carriage return to each line feed.
          let received = line.output().utf8.filter { term != "dumb" || $0 != 0x0D }
          #expect(screen.bytesSent - before == received.count)
          #expect(!received.isEmpty)
        }
      }
    }

    @Test("A terminal that does not wait for its reader gets every byte all the same")
    func nonBlocking() throws {
      let line = try Pseudoterminal(columns: 300, rows: 90)
      defer { line.closeAll() }
      _ = fcntl(line.terminal, F_SETFL, O_RDWR | O_NONBLOCK)
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: "xterm-256color",
        options: Self.colorful)
      defer { screen.close() }
      _ = line.output()
      let before = screen.bytesSent
      var frame = Self.frame(screen.size, screen.capability)
      for column in 0..<300 {
        for row in 0..<90 {
          frame[column, row].background = .palette(UInt8(232 + (column * 7 + row) % 24))
        }
      }
      screen.draw(frame)
      let received = line.output()
      #expect(received.utf8.count == screen.bytesSent - before)
      #expect(received.utf8.count > 200_000)
    }

    @Test("The mouse is asked for only where the terminal has one, and off at the end")
    func mouse() throws {
      for (term, hasMouse) in [("xterm-256color", true), ("vt100", false), ("dumb", false)] {
        let line = try Pseudoterminal()
        defer { line.closeAll() }
        let screen = try Screen(input: line.terminal, output: line.terminal, term: term)
        defer { screen.close() }
        #expect(screen.capability.hasMouse == hasMouse)
        _ = line.output()
        screen.setMouse(true)
        screen.setMouse(true)
        #expect(line.output() == (hasMouse ? "\u{1B}[?1002h\u{1B}[?1006h" : ""))
        screen.close()
        #expect(line.output().contains("\u{1B}[?1006l\u{1B}[?1002l") == hasMouse)
      }
    }

    @Test("The terminal's cursor shows only where the frame has one")
    func cursor() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let screen = try Screen(input: line.terminal, output: line.terminal, term: "xterm")
      defer { screen.close() }
      var frame = Self.frame(screen.size, screen.capability)
      screen.draw(frame)
      #expect(line.output().contains("\u{1B}[?25l"))
      frame.cursor = (column: 10, row: 4)
      screen.draw(frame)
      let shown = line.output()
      #expect(shown.contains("\u{1B}[?25h") || shown.contains("\u{1B}[?12l\u{1B}[?25h"))
      #expect(shown.contains("\u{1B}[5;11H"))
      frame.cursor = (column: 1_000, row: -4)
      screen.draw(frame)
      frame.cursor = nil
      screen.draw(frame)
      #expect(line.output().contains("\u{1B}[?25l"))
    }

    @Test("A size that the line does not know comes from the terminal's description")
    func unknownSize() throws {
      let line = try Pseudoterminal(columns: 0, rows: 0)
      defer { line.closeAll() }
      let screen = try Screen(input: line.terminal, output: line.terminal, term: "vt100")
      defer { screen.close() }
      #expect(screen.size == ScreenSize(columns: 80, rows: 24))
    }

    @Test("A plain terminal gets pages, each once, that keep off the last column")
    func plainPages() throws {
      let line = try Pseudoterminal(columns: 20, rows: 3)
      defer { line.closeAll() }
      let screen = try Screen(input: line.terminal, output: line.terminal, term: "dumb")
      defer { screen.close() }
      #expect(screen.size == ScreenSize(columns: 19, rows: 3))
      let frame = Self.frame(screen.size, screen.capability)
      screen.draw(frame)
      let row = String(repeating: "#", count: 19)
      // The line itself sends a carriage return before each line feed.
      #expect(line.output() == "\r\n" + [row, row, row].joined(separator: "\r\n"))
      screen.draw(frame)
      #expect(line.output() == "")
    }

    @Test("More colour pairs than the terminal has are still drawn")
    func manyPairs() throws {
      let line = try Pseudoterminal()
      defer { line.closeAll() }
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: "xterm", options: Self.colorful)
      defer { screen.close() }
      // 64 pairs, and 64 and more asked for in one frame; then few, which start anew.
      var frame = Frame(size: screen.size)
      for column in 0..<64 {
        frame[column, 0] = Cell(
          "x", foreground: .palette(UInt8(column % 8)), background: .palette(UInt8(column / 8)))
        frame[column, 1] = Cell("y", background: .palette(UInt8(column % 8)))
      }
      screen.draw(frame)
      _ = line.output()
      screen.draw(Frame(size: screen.size))
      _ = line.output()
      var few = Frame(size: screen.size)
      few[0, 0] = Cell("z", background: .palette(5))
      screen.draw(few)
      #expect(line.output().contains("\u{1B}[45m"))
    }
  }
}
