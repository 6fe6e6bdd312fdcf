import Imaging
import Testing
import Viewer

@Suite struct TextTests {
  func title(_ name: String, columns: Int = 100) -> Frame {
    Session.loaded(columns: columns, rows: 24, name: name).frame
  }

  @Test func wideCharactersTakeTwoCells() {
    let frame = title("中文.nii")
    #expect(frame[1, 0].character == "中" && frame[2, 0].character == "\0")
    #expect(frame[3, 0].character == "文" && frame[4, 0].character == "\0")
    #expect(frame[5, 0].character == ".")
  }

  @Test func combiningMarksShareTheirCell() {
    let frame = title("e\u{301}a.nii")
    #expect(frame[1, 0].character == "e\u{301}" && frame[2, 0].character == "a")
  }

  @Test(arguments: [
    "\u{1B}[31mred", "a\u{7}b", "\u{202E}reversed", "\u{200B}", "\u{9B}2J", "👨‍👩‍👧", "☀\u{FE0F}",
    "e" + String(repeating: "\u{301}", count: 40), "\r\n", "\u{E000}",
  ]) func nothingReachesTheTerminalRaw(name: String) {
    let frame = title(name)
    for row in 0..<24 {
      for column in 0..<100 {
        let character = frame[column, row].character
        #expect(character.unicodeScalars.count <= 5)
        for scalar in character.unicodeScalars where scalar.value != 0 {
          let category = scalar.properties.generalCategory
          #expect(category != .control && category != .format && category != .privateUse)
        }
      }
    }
    #expect(frame[1, 0].character != " ")
  }

  @Test func longNamesKeepTheirEndAndTheRest() {
    let name = String(repeating: "long-", count: 30) + "end.nii.gz"
    for columns in [40, 60, 80, 120, 200] {
      let row = title(name, columns: columns).text(row: 0)
      #expect(row.contains("AX 13/24"))
      if columns >= 80 { #expect(row.contains("end.nii.gz") && row.contains("W400 L40 soft")) }
    }
  }

  @Test(arguments: ["肺", "e\u{301}", "é", "🫁", "a肺"]) func longNamesAreMeasuredInColumns(
    part: String
  ) {
    for count in [5, 18, 19, 20, 30, 60, 200] {
      let name = String(repeating: part, count: count) + "end.nii.gz"
      for columns in [80, 99, 100, 101, 160] {
        let frame = title(name, columns: columns)
        let row = frame.text(row: 0)
        #expect(row.contains("end.nii.gz") && row.contains("AX 13/24"), "\(row)")
        // A wide character has its two cells, and nothing else has a second one.
        for column in 0..<columns {
          let isSecond = frame[column, 0].character == "\0"
          let isWide = column > 0 && ["肺", "🫁"].contains(frame[column - 1, 0].character)
          #expect(isSecond == isWide, "column \(column) of \(row)")
        }
      }
    }
  }

  /// No size, however odd, makes a frame of another size or a trap.
  @Test func everySizeIsDrawn() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    for columns in [0, 1, 2, 3, 5, 20, 39, 40, 41, 54, 55, 56, 99, 100, 101, 300] {
      for rows in [0, 1, 2, 3, 11, 12, 13, 24, 100] {
        for mode in ["", "?", ":abc", "w"] {
          session.send(.resize(ScreenSize(columns: columns, rows: rows)))
          session.type(mode)
          #expect(session.frame.size == ScreenSize(columns: columns, rows: rows))
          session.press(.escape)
        }
      }
    }
  }
}
