import Report
import Testing

@Suite("Markup and digits")
struct MarkupTests {
  @Test("Text and attributes are escaped, whatever they hold")
  func escaping() {
    let name = "<script>\"&'</script>"
    let element = Markup.element("a", ["href": name, "id": nil], .text(name))
    let escaped = "&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;"
    #expect(element.source == "<a href=\"\(escaped)\">\(escaped)</a>")
    #expect(
      Markup.text("\u{1B}[2J\u{0}\u{202E}\u{85}x\ty\n").source
        == "\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}x\ty\n")
    #expect(Markup("é 腫瘍 🙂").source == "é 腫瘍 🙂")
  }

  @Test("Elements without content close themselves, others have an end")
  func elements() {
    #expect(Markup.element("br").source == "<br/>")
    #expect(Markup.element("td").source == "<td></td>")
    #expect(Markup.element("g", [:], "a", .element("br"), "b").source == "<g>a<br/>b</g>")
  }

  @Test(
    "Numbers have the digits that mean something",
    arguments: [
      (Digits.fixed(-0.04, 1), "0.0"), (Digits.fixed(-1.25, 2), "−1.25"),
      (Digits.fixed(.nan, 1), "–"), (Digits.fixed(.infinity, 1), "–"),
      (Digits.signed(0.04, 1), "0.0"), (Digits.signed(3, 1), "+3.0"),
      (Digits.signed(-3, 1), "−3.0"), (Digits.significant(0.012_34), "0.0123"),
      (Digits.significant(9.999), "10.0"), (Digits.significant(1234.5), "1234"),
      (Digits.significant(0), "0"), (Digits.plain(2), "2"), (Digits.plain(-0.5), "−0.5"),
      (Digits.place(1.005), "1"), (Digits.place(-0.25), "-0.25"), (Digits.place(12.5), "12.5"),
      (Digits.place(3.04), "3.04"), (Digits.place(-0.001), "0"), (Digits.place(.nan), "0"),
      (Digits.count(1, "case"), "1 case"), (Digits.count(0, "case"), "0 cases"),
    ])
  func digits(text: String, expected: String) {
    #expect(text == expected)
  }
}
