import Foundation
import Terminal
import Testing
import Viewer

@Suite("What a terminal can draw")
struct DisplayCapabilityTests {
  static func decide(
    _ color: ScreenOptions.Color = .auto, ascii: Bool = false, colors: Int = 256,
    isDirect: Bool = false, codeset: String = "UTF-8", noColor: String? = nil
  ) -> DisplayCapability {
    .decide(
      options: ScreenOptions(color: color, ascii: ascii), colors: colors,
      isDirectColor: isDirect, codeset: codeset, noColor: noColor)
  }

  @Test(
    "Colours come from the terminal's description",
    arguments: [
      (-1, DisplayCapability.Colors.none), (0, .none), (2, .none), (8, .eight), (16, .eight),
      (88, .eight), (256, .palette256), (1 << 24, .palette256),
    ])
  func colors(count: Int, expected: DisplayCapability.Colors) {
    #expect(Self.decide(colors: count).colors == expected)
  }

  @Test("24-bit colour only where the description's colour numbers are RGB values")
  func truecolor() {
    #expect(Self.decide(colors: 1 << 24, isDirect: true).colors == .truecolor)
    #expect(Self.decide(colors: 1 << 24, isDirect: true, noColor: "1").colors == .none)
    #expect(Self.decide(colors: 8, isDirect: true).colors == .eight)
  }

  @Test("NO_COLOR and the option take colours away; only the option gives them back")
  func noColor() {
    #expect(Self.decide(noColor: "1").colors == .none)
    #expect(Self.decide(.always, noColor: "1").colors == .palette256)
    #expect(Self.decide(.never).colors == .none)
    #expect(Self.decide(.always, colors: 0).colors == .none)
  }

  @Test("Beyond ASCII only where the locale's code set is UTF-8, and never when told not to")
  func unicode() {
    #expect(Self.decide().unicode)
    #expect(Self.decide(codeset: "utf8").unicode)
    #expect(!Self.decide(codeset: "ANSI_X3.4-1968").unicode)
    #expect(!Self.decide(codeset: "ISO-8859-1").unicode)
    #expect(!Self.decide(ascii: true).unicode)
  }

  @Test("In a pipe there are no colours unless asked for")
  func pipe() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    #expect(DisplayCapability.forPrinting(to: descriptor).colors == .none)
    #expect(
      DisplayCapability.forPrinting(to: descriptor, options: ScreenOptions(color: .always)).colors
        == .palette256)
  }
}
