import ImageFiles
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("scan 1.nii.gz", "scan 1.nii.gz"),
    ("Lunge_rückwärts_肺.nii", "Lunge_rückwärts_肺.nii"),
    ("a\u{1B}[2Jb", #"a\u{1B}[2Jb"#),
    ("tab\tline\nreturn\r", #"tab\u{09}line\u{0A}return\u{0D}"#),
    ("\u{7F}\u{9B}31m", #"\u{7F}\u{9B}31m"#),
    ("\r\n", #"\u{0D}\u{0A}"#),
    ("exe.\u{202E}iin", #"exe.\u{202E}iin"#),
    ("\u{2066}x\u{2069}\u{200F}\u{61C}", #"\u{2066}x\u{2069}\u{200F}\u{61C}"#),
    ("\u{2028}", #"\u{2028}"#),
    ("", ""),
  ])
  func escapes(_ text: String, _ shown: String) {
    #expect(SafeText.escaped(text) == shown)
  }

  @Test func everyControlIsEscaped() {
    for value in Array(UInt32(0)...0x1F) + Array(0x7F...0x9F) {
      let text = String(Unicode.Scalar(UInt8(value)))
      #expect(SafeText.escaped(text).unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
      #expect(SafeText.escaped(text) != text)
    }
  }

  @Test(
    arguments: [
      (Array("FSL5.0\0rubbish".utf8), "FSL5.0"),
      (Array("  spaced  ".utf8), "spaced"),
      ([0x41, 0xE9, 0x42], #"A\x{E9}B"#),
      ([0xC3, 0xA9, 0xFF], #"é\x{FF}"#),
      (Array("\u{1B}]0;owned\u{07}".utf8), #"\u{1B}]0;owned\u{07}"#),
      ([], ""),
    ] as [([UInt8], String)])
  func escapesFields(_ bytes: [UInt8], _ shown: String) {
    #expect(SafeText.escaped(field: bytes) == shown)
  }
}
