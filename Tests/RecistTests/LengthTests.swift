import Recist
import Testing

@Suite struct LengthTests {
  @Test("Lengths are rounded to the tenths that are displayed")
  func rounding() {
    let cases: [(Double, String)] = [
      (0, "0.0"), (0.04, "0.0"), (0.05, "0.1"), (9.94, "9.9"), (9.95, "10.0"), (10.05, "10.1"),
      (1.005 * 10, "10.1"), (123.449, "123.4"), (2000, "2000.0"),
    ]
    for (value, text) in cases {
      #expect(Length(millimetres: value)?.description == text, "\(value)")
    }
  }

  @Test("What is no lesion's length is refused")
  func refused() {
    for value in [-0.1, 2000.1, .infinity, -.infinity, .nan, 1e300] {
      #expect(Length(millimetres: value) == nil, "\(value)")
    }
  }

  @Test("Changes are exact in tenths, and a percentage never claims a tenth that is not there")
  func changes() throws {
    func change(_ a: Double, _ b: Double) throws -> Change {
      Change(from: try #require(Length(millimetres: a)), to: try #require(Length(millimetres: b)))
    }
    let up = try change(50.2, 62.3)
    #expect(up.tenths == 121 && up.percentTenths == 241)
    #expect(up.signedMillimetres == "+12.1" && up.signedPercent == "+24.1")
    let almost = try change(333.4, 400.0)
    #expect(almost.percentTenths == 199, "66.6 of 333.4 is 19.98 %")
    let down = try change(333.3, 233.4)
    #expect(down.percentTenths == -299, "99.9 of 333.3 is 29.97 %")
    #expect(try change(0, 12).percentTenths == nil)
    #expect(try change(7, 7).signedMillimetres == "0.0")
  }

  @Test("Days are read as ISO 8601 and as DICOM write them, and no others")
  func dates() {
    #expect(StudyDate("2025-03-14") == StudyDate("20250314"))
    #expect(StudyDate("2024-02-29")?.description == "2024-02-29")
    #expect(StudyDate("0099-12-31")?.description == "0099-12-31")
    for text in [
      "2023-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-3-14", "25-03-14", "", "today",
      "2025/03/14", "00000101", "-2503-1414", "+2025031", "2025-03-1\u{664}", "1900-02-29",
    ] {
      #expect(StudyDate(text) == nil, "\(text)")
    }
    let days = ["2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01"].compactMap(StudyDate.init)
    #expect(days.count == 4 && days == days.shuffled().sorted())
  }
}
