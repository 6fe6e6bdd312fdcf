import ImageFiles
import Testing

extension SafeTextTests {
  @Test(arguments: [
    ("Müller, 23 × 15 mm", "Muller, 23 x 15 mm"), ("41 ± 12 HU", "41 +/- 12 HU"),
    ("e\u{301}tude", "etude"), ("mm³", "mm3"), ("肝 ok", "? ok"), ("a\nb\tc", "a\nb?c"),
    ("ﬁne", "fine"), ("plain ~ text", "plain ~ text"),
  ])
  func likenessesInASCII(text: String, expected: String) {
    #expect(SafeText.ascii(text) == expected)
  }
}
