import Tables
import Testing

@Suite("Tables that are read")
struct SeparatedTextTests {
  private func fields(_ text: String, separator: Unicode.Scalar? = nil) -> [[String]] {
    SeparatedText(text, separator: separator).rows.map(\.fields)
  }

  @Test("Commas or tabs, by the first line")
  func separators() {
    #expect(fields("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(fields("a\tb,c\n1\t2,3\n") == [["a", "b,c"], ["1", "2,3"]])
    #expect(fields("a,b\n1\t2,3\n") == [["a", "b"], ["1\t2", "3"]])
    #expect(fields("a\tb\n", separator: ",") == [["a\tb"]])
  }

  @Test("Quotes hold separators, quotes and line ends")
  func quotes() {
    #expect(fields("a,\"b,c\"\n") == [["a", "b,c"]])
    #expect(fields("\"say \"\"aah\"\"\",2\n") == [["say \"aah\"", "2"]])
    #expect(fields("\"two\nlines\",2\n3,4\n") == [["two\nlines", "2"], ["3", "4"]])
    #expect(fields("\"\",\"\"\n") == [["", ""]])
    // A quote inside a field is a character like others.
    #expect(fields("5\",b\n") == [["5\"", "b"]])
  }

  @Test("CRLF, a byte order mark, a missing last line end and blank lines")
  func lineEnds() {
    #expect(fields("\u{FEFF}a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(fields("a,b\n\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(fields("") == [])
    #expect(fields("a,\n") == [["a", ""]])
  }

  @Test("Rows know their line")
  func lines() {
    let text = SeparatedText("a,b\n\n\"1\n1\",2\n3,4\n")
    #expect(text.rows.map(\.line) == [1, 3, 5])
  }
}
