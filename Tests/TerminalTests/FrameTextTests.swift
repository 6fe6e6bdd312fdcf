import Terminal
import Testing
import Viewer

@Suite("A frame as text")
struct FrameTextTests {
  static let plain = DisplayCapability(colors: .none, unicode: true)
  static let colored = DisplayCapability(colors: .palette256, unicode: true)

  static func frame(columns: Int = 12, rows: Int = 1, _ text: String = "") -> Frame {
    var frame = Frame(size: ScreenSize(columns: columns, rows: rows))
    for (column, character) in text.enumerated() { frame[column, 0] = Cell(character) }
    return frame
  }

  @Test("Without colours, only characters, and no blanks at the end")
  func withoutColors() {
    var frame = Self.frame(rows: 2, "vol 4.8 mL")
    frame[0, 0].style = .bold
    frame[0, 1] = Cell(" ", background: .palette(240))
    #expect(frame.ansiText(Self.plain) == "vol 4.8 mL\n\n")
  }

  @Test("One sequence for each change of colour, and a reset at the end")
  func colors() {
    var frame = Self.frame("ab")
    frame[2, 0] = Cell("▀", foreground: .palette(232), background: .palette(255))
    frame[3, 0] = Cell("▀", foreground: .palette(232), background: .palette(255))
    frame[4, 0] = Cell("▀", foreground: .palette(16), background: .palette(7), style: .bold)
    frame[6, 0] = Cell("c")
    #expect(
      frame.ansiText(Self.colored)
        == "ab\u{1B}[0;38;5;232;48;5;255m▀▀\u{1B}[0;1;38;5;16;47m▀\u{1B}[0m c\n")
  }

  @Test("Blanks with a background are part of the picture")
  func paintedBlanks() {
    var frame = Self.frame(columns: 4)
    frame[2, 0] = Cell(" ", background: .palette(1))
    #expect(frame.ansiText(Self.colored) == "  \u{1B}[0;41m \u{1B}[0m\n")
  }

  @Test("No line leaves its colour to the next")
  func reset() {
    var frame = Self.frame(columns: 1, rows: 2)
    frame[0, 0] = Cell("a", foreground: .palette(2), style: [.reverse, .underline, .dim])
    frame[0, 1] = Cell("b")
    #expect(frame.ansiText(Self.colored) == "\u{1B}[0;2;4;7;32ma\u{1B}[0m\nb\n")
  }

  @Test("A wide character takes its two columns, and a control character reaches nobody")
  func characters() {
    var frame = Self.frame(columns: 8)
    frame[0, 0] = Cell("肺")
    frame[1, 0] = Cell("\0")
    frame[2, 0] = Cell("\u{1B}")
    frame[3, 0] = Cell("\r\n")
    frame[4, 0] = Cell("\u{202E}")
    frame[5, 0] = Cell("e\u{301}")
    frame[6, 0] = Cell("\u{9B}")
    #expect(frame.ansiText(Self.plain) == "肺???e\u{301}?\n")
  }

  @Test("Where characters beyond ASCII do not arrive, a question mark says so")
  func ascii() {
    let frame = Self.frame("23°▀a")
    #expect(
      frame.ansiText(DisplayCapability(colors: .none, unicode: false)) == "23??a\n")
  }

  @Test("The palette's colours are xterm's")
  func palette() {
    func rgb(_ index: UInt8) -> [UInt8] {
      XtermPalette.components(index).map { [$0.red, $0.green, $0.blue] } ?? []
    }
    #expect(rgb(7) == [] && rgb(15) == [])
    #expect(rgb(16) == [0, 0, 0])
    #expect(rgb(196) == [255, 0, 0])
    #expect(rgb(67) == [0x5F, 0x87, 0xAF])
    #expect(rgb(231) == [255, 255, 255])
    #expect(rgb(232) == [8, 8, 8])
    #expect(rgb(255) == [0xEE, 0xEE, 0xEE])
    for index in UInt8(16)...255 {
      let nearest = XtermPalette.nearest(rgb(index)[0], rgb(index)[1], rgb(index)[2])
      #expect(rgb(nearest) == rgb(index))
    }
    #expect(rgb(XtermPalette.nearest(10, 9, 9)) == [8, 8, 8])
  }

  @Test("24-bit colours are told as they are")
  func truecolor() {
    var frame = Self.frame(columns: 2)
    frame[0, 0] = Cell("▀", foreground: .rgb(1, 2, 3), background: .rgb(255, 0, 9))
    let capability = DisplayCapability(colors: .truecolor, unicode: true)
    #expect(
      frame.ansiText(capability) == "\u{1B}[0;38;2;1;2;3;48;2;255;0;9m▀\u{1B}[0m\n")
  }
}
