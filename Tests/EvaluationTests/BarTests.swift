import Tables
import Testing

struct BarTests {
  @Test("A bar is filled by eighths, or by whole characters in ASCII")
  func shares() {
    #expect(bar(0, width: 4, isUnicode: true) == "░░░░")
    #expect(bar(1, width: 4, isUnicode: true) == "████")
    #expect(bar(0.5, width: 4, isUnicode: true) == "██░░")
    #expect(bar(1.0 / 32, width: 4, isUnicode: true) == "▏░░░")
    #expect(bar(0.99, width: 4, isUnicode: true) == "████")
    #expect(bar(0.96, width: 4, isUnicode: true) == "███▉")
    #expect(bar(0.5, width: 4, isUnicode: false) == "##..")
    #expect(bar(0.9, width: 10, isUnicode: false) == "#########.")
  }

  @Test("What lies outside is cut off, and every bar has its width")
  func outside() {
    for share in [-1, -0.0, 0.3, 1.0001, 7, .nan, .infinity] {
      for isUnicode in [true, false] {
        #expect(bar(share, width: 7, isUnicode: isUnicode).count == 7)
      }
    }
    #expect(bar(7, width: 2, isUnicode: true) == "██")
    #expect(bar(.nan, width: 2, isUnicode: true) == "░░")
  }
}
