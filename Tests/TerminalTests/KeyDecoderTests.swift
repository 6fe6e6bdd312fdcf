import Terminal
import Testing
import Viewer

@Suite("Key decoding")
struct KeyDecoderTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var bytes: String
    var inputs: [TerminalInput]
    init(_ bytes: String, _ keys: Key...) {
      self.bytes = bytes
      inputs = keys.map { .key($0) }
    }
    init(_ bytes: String, mouse events: MouseEvent..., then keys: Key...) {
      self.bytes = bytes
      inputs = events.map { .mouse($0) } + keys.map { .key($0) }
    }
    var testDescription: String { bytes.debugDescription }
  }

  static let samples = [
    // Text.
    Sample("a", .character("a")), Sample("A", .character("A")), Sample(" ", .character(" ")),
    Sample("?q", .character("?"), .character("q")), Sample("é", .character("é")),
    Sample("肺", .character("肺")), Sample("🫁", .character("🫁")),
    // Control chords and the keys that share their codes.
    Sample("\u{1}", .control("a")), Sample("\u{12}", .control("r")),
    Sample("\u{1A}", .control("z")), Sample("\u{1F}", .control("_")),
    Sample("\r", .enter), Sample("\n", .enter), Sample("\t", .tab),
    Sample("\u{7F}", .backspace), Sample("\u{8}", .backspace), Sample("\0"),
    // Arrows, in both modes, and with modifiers.
    Sample("\u{1B}[A", .up), Sample("\u{1B}[B", .down), Sample("\u{1B}[C", .right),
    Sample("\u{1B}[D", .left), Sample("\u{1B}OA", .up), Sample("\u{1B}OB", .down),
    Sample("\u{1B}OC", .right), Sample("\u{1B}OD", .left),
    Sample("\u{1B}[1;2A", .shiftUp), Sample("\u{1B}[1;2B", .shiftDown),
    Sample("\u{1B}[1;2C", .shiftRight), Sample("\u{1B}[1;2D", .shiftLeft),
    Sample("\u{1B}[a", .shiftUp), Sample("\u{1B}[d", .shiftLeft), Sample("\u{1B}O2A", .shiftUp),
    Sample("\u{1B}[1;5D"), Sample("\u{1B}[1;3A"), Sample("\u{1B}[1;6C"),
    // The editing pad, in its dialects.
    Sample("\u{1B}[5~", .pageUp), Sample("\u{1B}[6~", .pageDown),
    Sample("\u{1B}[5;2~", .pageUp), Sample("\u{1B}[5;5~"),
    Sample("\u{1B}[H", .home), Sample("\u{1B}[F", .end), Sample("\u{1B}OH", .home),
    Sample("\u{1B}OF", .end), Sample("\u{1B}[1~", .home), Sample("\u{1B}[4~", .end),
    Sample("\u{1B}[7~", .home), Sample("\u{1B}[8~", .end),
    Sample("\u{1B}[3~", .delete), Sample("\u{1B}[2~"), Sample("\u{1B}[Z", .backTab),
    Sample("\u{1B}OM", .enter), Sample("\u{1B}Oq", .character("1")),
    Sample("\u{1B}Ok", .character("+")),
    // Function keys, reports and answers that nobody asked for: dropped to their last byte.
    Sample("\u{1B}OPx", .character("x")), Sample("\u{1B}[15~x", .character("x")),
    Sample("\u{1B}[[Ax", .character("x")), Sample("\u{1B}[Ix", .character("x")),
    Sample("\u{1B}[M !!x", .character("x")),
    // The mouse, by SGR reports.
    Sample(
      "\u{1B}[<0;10;20Mx", mouse: MouseEvent(.press, .left, column: 9, row: 19),
      then: .character("x")),
    Sample("\u{1B}[<1;1;1M", mouse: MouseEvent(.press, .middle, column: 0, row: 0)),
    Sample(
      "\u{1B}[<34;200;60M\u{1B}[<2;201;61m",
      mouse: MouseEvent(.drag, .right, column: 199, row: 59),
      MouseEvent(.release, .right, column: 200, row: 60)),
    Sample("\u{1B}[<64;5;6M", mouse: MouseEvent(.wheelUp, column: 4, row: 5)),
    Sample("\u{1B}[<81;5;6M", mouse: MouseEvent(.wheelDown, column: 4, row: 5, control: true)),
    Sample("\u{1B}[<12;5;6M", mouse: MouseEvent(.press, .left, column: 4, row: 5, shift: true)),
    // Motion without a button, a wheel turned sideways, more buttons, and no reports at all.
    Sample("\u{1B}[<35;5;6M"), Sample("\u{1B}[<66;5;6M"), Sample("\u{1B}[<128;5;6M"),
    Sample("\u{1B}[<0;0;6M"), Sample("\u{1B}[<0;5M"), Sample("\u{1B}[<0;5;6;7M"),
    Sample("\u{1B}[<0;5;99999999999999999999M"), Sample("\u{1B}[<0;5;9999999M"),
    Sample("\u{1B}[<0;5;6~x", .character("x")),
    Sample("\u{1B}[?62;22cx", .character("x")), Sample("\u{1B}[24;80Rx", .character("x")),
    Sample("\u{1B}]11;rgb:0000/0000/0000\u{7}x", .character("x")),
    Sample("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\x", .character("x")),
    Sample("\u{1B}P1+r5463=31\u{1B}\\x", .character("x")),
    Sample("\u{1B}[200~x", .character("x")),
    Sample("\u{1B}[999999999999999999999~x", .character("x")),
    // Alt and a key is no key of the viewer's.
    Sample("\u{1B}px", .character("x")), Sample("\u{1B}éx", .character("x")),
    Sample("\u{1B}\rx", .character("x")),
    // Escape twice, and a sequence that a new one cut off.
    Sample("\u{1B}\u{1B}[A", .escape, .up), Sample("\u{1B}[1;\u{1B}[B", .down),
    // C1 controls are no text.
    Sample("\u{9B}x", .character("x")),
  ]

  @Test("A sequence gives its keys", arguments: samples)
  func table(sample: Sample) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(sample.bytes.utf8) == sample.inputs)
    #expect(!decoder.isPending)
  }

  @Test("A sequence that comes byte by byte gives the same keys", arguments: samples)
  func pieces(sample: Sample) {
    var decoder = KeyDecoder()
    var inputs: [TerminalInput] = []
    for byte in sample.bytes.utf8 { inputs += decoder.decode([byte]) }
    #expect(inputs == sample.inputs)
    #expect(!decoder.isPending)
  }

  @Test("A lone escape byte is the Escape key once its time is over")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.isPending)
    #expect(decoder.flush() == [.key(.escape)])
    #expect(!decoder.isPending)
    #expect(decoder.decode("p".utf8) == [.key(.character("p"))])
  }

  @Test(
    "A beginning whose end never comes is dropped whole",
    arguments: ["\u{1B}[", "\u{1B}[1;2", "\u{1B}O", "\u{1B}]0;title", "\u{1B}[M "])
  func cutOff(beginning: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(beginning.utf8) == [])
    #expect(decoder.flush() == [])
    #expect(!decoder.isPending)
  }

  @Test("Bytes that are no UTF-8 are dropped, and what follows is read")
  func invalidUTF8() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0xFF, 0xC0, 0x61]) == [.key(.character("a"))])
    #expect(decoder.decode([0xE2, 0x96, 0x62]) == [.key(.character("b"))])
    // A surrogate, encoded.
    #expect(decoder.decode([0xED, 0xA0, 0x80, 0x63]) == [.key(.character("c"))])
    #expect(decoder.decode([0xE2, 0x96]) == [])
    #expect(decoder.decode([0x80]) == [.key(.character("▀"))])
  }

  @Test("What only the terminal's description knows is found, and the longest match wins")
  func sequencesOfADescription() {
    var sequences = KeySequences()
    sequences.add(Array("\u{1B}[11^".utf8), .shiftLeft)
    sequences.add(Array("\u{1B}q".utf8), .pageUp)
    sequences.add(Array("\u{1B}qq".utf8), .pageDown)
    sequences.add([0x08], .left)
    var decoder = KeyDecoder(sequences: sequences)
    #expect(decoder.decode("\u{1B}[11^".utf8) == [.key(.shiftLeft)])
    #expect(decoder.decode("\u{1B}qq".utf8) == [.key(.pageDown)])
    #expect(decoder.decode("\u{1B}qx".utf8) == [.key(.pageUp), .key(.character("x"))])
    #expect(decoder.decode("\u{1B}q".utf8) == [])
    #expect(decoder.flush() == [.key(.pageUp)])
    #expect(decoder.decode([0x08]) == [.key(.backspace)])
    #expect(decoder.decode("\u{1B}[A".utf8) == [.key(.up)])
  }

  @Test("Noise never traps, never sticks, and never types a control character")
  func noise() {
    var random = SystemRandomNumberGenerator()
    let favourites: [UInt8] = [0x1B, 0x5B, 0x4F, 0x5D, 0x3B, 0x32, 0x41, 0x7E, 0xE2, 0x96, 0x80]
    for _ in 0..<2000 {
      var decoder = KeyDecoder()
      let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Bool.random(using: &random)
          ? favourites.randomElement(using: &random)! : UInt8.random(in: 0...255, using: &random)
      }
      let keys = decoder.decode(bytes) + decoder.flush()
      #expect(!decoder.isPending)
      for case .key(.character(let character)) in keys {
        #expect(
          character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
          "\(bytes)")
      }
    }
  }

  @Test("An answer without an end does not swallow keys for ever")
  func endlessAnswer() {
    var decoder = KeyDecoder()
    _ = decoder.decode("\u{1B}]".utf8)
    for _ in 0..<5 { _ = decoder.decode([UInt8](repeating: 0x61, count: 1000)) }
    #expect(decoder.decode("x".utf8).contains(.key(.character("x"))))
  }
}
