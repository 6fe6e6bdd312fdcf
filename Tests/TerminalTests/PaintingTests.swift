import Glibc
import Terminal
import Testing
import TmuxSupport
import Viewer

extension OneTerminal {
  /// What a terminal shows after a screen has drawn on it is the frame, cell for cell.
  @Suite("Painting", .enabled(if: Tmux.isAvailable, "tmux is not installed"))
  struct PaintingTests {
    /// A pane with nothing running in it, whose device the test draws on.
    final class Pane {
      let tmux: Tmux
      let terminal: Int32

      init(columns: Int, rows: Int) throws {
        tmux = try Tmux(
          columns: columns, rows: rows, command: "echo before; exec sleep 600")
        try tmux.wait(for: "before")
        terminal = open(try tmux.ask("#{pane_tty}"), O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(terminal >= 0)
      }

      deinit { close(terminal) }

      /// The rows, once they are `expected`; or as they are after two seconds.
      func rows(expecting expected: [String]) throws -> [String] {
        var rows: [String] = []
        for _ in 0..<60 {
          // Which way round a half block is drawn is seen by its colours.
          rows = try tmux.rows().map { $0.replacing("▄", with: "▀") }
          if rows == expected { break }
          usleep(30_000)
        }
        return rows
      }
    }

    /// Letters, wide and combined characters, anything anywhere.
    static func noise(
      _ size: ScreenSize, unicode: Bool, _ random: inout SystemRandomNumberGenerator
    ) -> Frame {
      var frame = Frame(size: size)
      let characters: [Character] =
        unicode ? ["a", "Z", "#", " ", " ", "▀", "█", "│", "é", "°", "≥"] : ["a", "Z", "#", " "]
      for row in 0..<size.rows {
        var column = 0
        while column < size.columns {
          if unicode, column + 1 < size.columns, Int.random(in: 0..<20, using: &random) == 0 {
            frame[column, row] = Cell("肺", foreground: .palette(UInt8.random(in: 16...255)))
            frame[column + 1, row] = Cell("\0", foreground: frame[column, row].foreground)
            column += 2
          } else {
            frame[column, row] = Cell(
              characters.randomElement(using: &random)!,
              foreground: .palette(UInt8.random(in: 16...255, using: &random)),
              background: .palette(UInt8.random(in: 16...20, using: &random)),
              style: CellStyle(rawValue: UInt8.random(in: 0...1, using: &random)))
            column += 1
          }
        }
      }
      return frame
    }

    static func rows(_ frame: Frame) -> [String] {
      (0..<frame.size.rows).map { row in
        let characters = (0..<frame.size.columns).map { frame[$0, row].character }
        return String(
          String(characters.filter { $0 != "\0" }).reversed().drop { $0 == " " }.reversed())
      }
    }

    @Test(
      "Every cell arrives, the last one too, through differences and resizes",
      arguments: ["tmux-256color", "screen", "vt100"])
    func everyCell(term: String) throws {
      var random = SystemRandomNumberGenerator()
      let pane = try Pane(columns: 60, rows: 12)
      let screen = try Screen(
        input: pane.terminal, output: pane.terminal, term: term,
        options: ScreenOptions(color: term == "vt100" ? .never : .always))
      defer { screen.close() }
      let unicode = screen.capability.unicode
      var frame = Self.noise(screen.size, unicode: unicode, &random)
      screen.draw(frame)
      #expect(try pane.rows(expecting: Self.rows(frame)) == Self.rows(frame))

      // Half of it changes, then two cells at the end of the last row.
      let other = Self.noise(screen.size, unicode: false, &random)
      for row in 0..<screen.size.rows where row % 2 == 0 {
        for column in 0..<screen.size.columns { frame[column, row] = other[column, row] }
      }
      screen.draw(frame)
      // Not into the second half of a wide character: no frame has one without its first.
      if frame[screen.size.columns - 2, screen.size.rows - 1].character == "\0" {
        frame[screen.size.columns - 3, screen.size.rows - 1] = Cell("X")
      }
      frame[screen.size.columns - 2, screen.size.rows - 1] = Cell("Y")
      frame[screen.size.columns - 1, screen.size.rows - 1] = Cell("Z")
      screen.draw(frame)
      #expect(try pane.rows(expecting: Self.rows(frame)) == Self.rows(frame))

      for (columns, rows) in [(40, 20), (90, 8)] {
        try pane.tmux.resize(columns: columns, rows: rows)
        for _ in 0..<100 {
          if screen.updateSize() { break }
          usleep(10_000)
        }
        #expect(screen.size == ScreenSize(columns: columns, rows: rows))
        frame = Self.noise(screen.size, unicode: unicode, &random)
        screen.draw(frame)
        #expect(try pane.rows(expecting: Self.rows(frame)) == Self.rows(frame))
      }
    }

    /// How a cell looks, whichever way round its block is drawn: its quarters' colours, or its
    /// character.
    struct Look: Hashable {
      var text: String
      var colors: [String]

      init(_ character: Character, _ foreground: String, _ background: String) {
        let blocks: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
        guard let members = blocks.firstIndex(of: character) else {
          text = String(character)
          colors = [foreground, background]
          return
        }
        text = ""
        colors = (0..<4).map { members >> $0 & 1 == 1 ? foreground : background }
      }
    }

    static func code(_ color: Color, _ ground: Int) -> String {
      if case .palette(let index) = color { "\(ground);5;\(index)" } else { "" }
    }

    @Test("Colours arrive too, through differences, whichever way round blocks are drawn")
    func everyColor() throws {
      var random = SystemRandomNumberGenerator()
      let pane = try Pane(columns: 50, rows: 10)
      let screen = try Screen(
        input: pane.terminal, output: pane.terminal, term: "tmux-256color",
        options: ScreenOptions(color: .always))
      defer { screen.close() }
      try #require(screen.capability.unicode)
      var frame = Frame(size: screen.size)
      for round in 0..<6 {
        for row in 0..<10 {
          for column in 0..<50 where round == 0 || Int.random(in: 0..<3, using: &random) == 0 {
            // Few colours, so that neighbours share them, as in a picture. Not a blank at the end,
            // which tmux would leave out.
            let characters = column == 49 ? "▀ab" : " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟ab"
            frame[column, row] = Cell(
              characters.randomElement(using: &random)!,
              foreground: .palette(UInt8.random(in: 240...243, using: &random)),
              background: .palette(UInt8.random(in: 240...243, using: &random)),
              style: Int.random(in: 0..<10, using: &random) == 0 ? .bold : [])
          }
        }
        screen.draw(frame)
        let expected = (0..<10).map { row in
          (0..<50).map { column in
            let cell = frame[column, row]
            return Look(
              cell.character, Self.code(cell.foreground, 38), Self.code(cell.background, 38))
          }
        }
        var shown: [[Look]] = []
        for _ in 0..<60 {
          shown = try pane.tmux.cells().map { row in
            row.map {
              Look(
                $0.character, $0.foreground,
                $0.background.replacingFirst("48", with: "38"))
            }
          }
          if shown == expected { break }
          usleep(30_000)
        }
        for row in 0..<10 { #expect(shown[row] == expected[row], "round \(round), row \(row)") }
      }
      #expect(screen.bytesSent > 0)
    }

    @Test("Where colour pairs run out between frames, every cell still has its colours")
    func pairsRunOut() throws {
      let pane = try Pane(columns: 40, rows: 8)
      // 64 pairs, one of them taken; each frame needs 32, and all need 64.
      let screen = try Screen(
        input: pane.terminal, output: pane.terminal, term: "screen",
        options: ScreenOptions(color: .always))
      defer { screen.close() }
      for round in 0..<6 {
        var frame = Frame(size: screen.size)
        for row in 0..<8 {
          for column in 0..<40 {
            // The first columns stay as they are: curses must not take them for known.
            frame[column, row] = Cell(
              "x", foreground: .palette(UInt8(column < 4 ? 7 : (round * 3 + column % 3) % 7)),
              background: .palette(UInt8(row)))
          }
        }
        screen.draw(frame)
        let expected = (0..<8).map { row in
          (0..<40).map { column in
            let cell = frame[column, row]
            guard case .palette(let foreground) = cell.foreground else { return "" }
            return "3\(foreground) 4\(row)"
          }
        }
        var shown: [[String]] = []
        for _ in 0..<60 {
          shown = try pane.tmux.cells().map { $0.map { "\($0.foreground) \($0.background)" } }
          if shown == expected { break }
          usleep(30_000)
        }
        for row in 0..<8 { #expect(shown[row] == expected[row], "round \(round), row \(row)") }
      }
    }

    @Test("The screen before comes back, with its cursor and without our colours")
    func givenBack() throws {
      let pane = try Pane(columns: 40, rows: 6)
      let before = try pane.tmux.rows()
      let screen = try Screen(
        input: pane.terminal, output: pane.terminal, term: "tmux-256color",
        options: ScreenOptions(color: .always))
      defer { screen.close() }
      var random = SystemRandomNumberGenerator()
      let frame = Self.noise(screen.size, unicode: screen.capability.unicode, &random)
      screen.draw(frame)
      _ = try pane.rows(expecting: Self.rows(frame))
      #expect(
        try pane.tmux.modes() == Tmux.Modes(alternateScreen: true, cursor: false, keypad: true))
      screen.close()
      #expect(try pane.rows(expecting: before) == before)
      #expect(try pane.tmux.modes() == .shell)
    }
  }
}

extension String {
  /// With its beginning replaced where it is `head`.
  fileprivate func replacingFirst(_ head: String, with other: String) -> String {
    hasPrefix(head) ? other + dropFirst(head.count) : self
  }
}
