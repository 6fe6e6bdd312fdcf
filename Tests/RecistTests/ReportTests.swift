import Foundation
import Recist
import Testing

/// The table, CSV and JSON of one course that has something of everything.
@Suite struct ReportTests {
  private func lesion(
    _ id: String, _ name: String, in organ: String, _ role: LesionRole = .target,
    _ status: FindingStatus = .present, long: Double? = nil, short: Double? = nil,
    volume: Double? = nil
  ) -> LesionFinding {
    LesionFinding(
      id: id, name: name, role: role, site: Site(organ), status: status, longAxisMillimetres: long,
      shortAxisMillimetres: short, sliceThicknessMillimetres: 2.5, volumeMillilitres: volume)
  }

  private var course: ResponseAssessment {
    ResponseAssessment([
      Timepoint(
        label: "baseline", date: StudyDate("2025-01-07"),
        findings: [
          lesion("1", "segment VII", in: "liver", long: 32.44, short: 21, volume: 14.2),
          lesion("2", "upper lobe", in: "left lung", long: 17.8, short: 12, volume: 2.31),
          lesion("3", "subcarinal", in: "lymph node", long: 30, short: 18.2, volume: 5),
          lesion("4", "ascites", in: "peritoneum", .nonTarget),
        ]),
      Timepoint(
        label: "week 8", date: StudyDate("2025-03-04"),
        findings: [
          lesion("1", "segment VII", in: "liver", long: 21.3, short: 15, volume: 5.5),
          lesion("2", "upper lobe", in: "left lung", .target, .tooSmallToMeasure),
          lesion("3", "subcarinal", in: "lymph node", long: 20, short: 8.1, volume: 1.25),
          lesion("4", "ascites", in: "peritoneum", .nonTarget),
        ]),
      Timepoint(
        label: "week 16", date: StudyDate("2025-04-29"),
        findings: [
          lesion("1", "segment VII", in: "liver", long: 30.1, short: 20, volume: 12.125),
          lesion("2", "upper lobe", in: "left lung", long: 8.0, short: 6, volume: 0.2),
          lesion("3", "subcarinal", in: "lymph node", long: 20, short: 8.1, volume: 1.25),
          lesion("4", "ascites, \"large\"", in: "peritoneum", .nonTarget, .absent),
          lesion("5", "Wirbel L2 \u{2013} \u{9AA8}", in: "bone", .new, long: 14),
        ]),
      Timepoint(
        label: "week 24",
        findings: [lesion("1", "segment VII", in: "liver", long: 25)]),
    ])
  }

  private func golden(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["CALIPER_RECORD_SNAPSHOTS"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    let stored = try String(contentsOf: url, encoding: .utf8)
    // In lines, so that what differs can be read.
    for (index, pair) in zip(text.split(separator: "\n"), stored.split(separator: "\n"))
      .enumerated()
    where pair.0 != pair.1 {
      Issue.record("\(name), line with text \(index + 1): \"\(pair.0)\", stored \"\(pair.1)\"")
    }
    #expect(text.count == stored.count)
  }

  @Test("The table of one timepoint")
  func text() throws { try golden("week-16.txt", course.text(of: 2) + "\n") }

  @Test("The table in ASCII, of the last timepoint")
  func ascii() throws {
    let text = course.text(characters: .ascii)
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    try golden("week-24-ascii.txt", text + "\n")
  }

  @Test("CSV has a row a lesion and a row a timepoint, each with every field")
  func csv() throws { try golden("course.csv", course.csv) }

  @Test("JSON holds every number and reason, and reads back as it was")
  func json() throws {
    let document = ResponseDocument(course)
    let json = try document.json()
    try golden("course.json", String(decoding: json, as: UTF8.self))
    #expect(try JSONDecoder().decode(ResponseDocument.self, from: json) == document)
  }

  @Test("A timepoint reads back as it was; a hand-written one may leave out what is usual")
  func timepoints() throws {
    for timepoint in course.timepoints {
      let json = try JSONEncoder().encode(timepoint)
      #expect(try JSONDecoder().decode(Timepoint.self, from: json) == timepoint)
    }
    let written = """
      {"label": "TP0", "findings": [{"id": "1", "name": "A", "role": "target",
        "site": {"organ": "liver", "node": false}, "status": "present", "long_axis_mm": 20}]}
      """
    let read = try JSONDecoder().decode(Timepoint.self, from: Data(written.utf8))
    #expect(read.findings.first?.diameter?.description == "20.0" && !read.markersAboveNormal)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(StudyDate.self, from: Data("\"2025-02-30\"".utf8))
    }
  }

  @Test("No line is wider than 80 columns, whatever names and numbers there are")
  func width() {
    let long =
      String(repeating: "\u{9AA8}wide and long ", count: 20) + String(repeating: "x", count: 300)
    let role: [LesionRole] = [.target, .nonTarget, .new]
    func timepoint(_ label: String, _ millimetres: Double) -> Timepoint {
      Timepoint(
        label: label, date: StudyDate("2025-01-07"),
        findings: (0..<9).map { index in
          lesion(
            "\(index)", "\(index)\n\u{1B}[31m" + long, in: long, role[index % 3],
            index == 7 ? .unequivocalProgression : .present, long: millimetres, short: 1,
            volume: millimetres * 1e6)
        })
    }
    let course = ResponseAssessment([timepoint(long, 0.1), timepoint("\t" + long, 2000)])
    for characters in [TableCharacters.unicode, .ascii] {
      let lines = course.text(characters: characters).split(separator: "\n")
      #expect(lines.count > 30)
      for line in lines {
        let wide = line.filter { $0 == "\u{9AA8}" }.count
        #expect(line.count + wide <= 80, "\(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
      }
    }
  }

  @Test("The lesions' changes add up to the sum's, from baseline and from the nadir")
  func addition() throws {
    let changes = try #require(course.changes(at: 2))
    let targets = changes.lesions.filter(\.isInSum)
    #expect(targets.count == 3)
    #expect(
      targets.compactMap(\.fromBaseline?.tenths).reduce(0, +) == changes.sumFromBaseline?.tenths)
    #expect(targets.compactMap(\.fromNadir?.tenths).reduce(0, +) == changes.sumFromNadir?.tenths)
    #expect(abs((changes.volumeChange?.millilitres(decimals: 3) ?? 0) - (13.575 - 21.51)) < 1e-9)
    // The volume of a target that is too small to measure is not known.
    #expect(course.changes(at: 1)?.volumeMillilitres == nil)
    #expect(course.changes(at: 4) == nil && course.changes(at: -1) == nil)
  }

  @Test("Volumes that are subtracted as they are printed give the printed difference")
  func volumes() {
    func timepoint(_ label: String, _ volume: Double) -> Timepoint {
      Timepoint(
        label: label, findings: [lesion("1", "dome", in: "liver", long: 30, volume: volume)])
    }
    // Measured, the difference is 10.0262 mL.
    let course = ResponseAssessment([timepoint("base", 7.7469), timepoint("week 8", 17.7731)])
    #expect(course.text().contains(/dome +17\.77 +\+10\.02 +\+129\.4/))
    #expect(course.csv.contains("17.773,10.026,129.4"))
  }

  @Test("Timepoints keep what tells them apart, however long their names are")
  func names() {
    func heads(_ names: [String]) -> [String] {
      let course = ResponseAssessment(
        names.map { Timepoint(label: $0, findings: [lesion("1", "a", in: "liver", long: 30)]) })
      let lines = course.text().split(separator: "\n")
      return lines.dropFirst(2).prefix(names.count).map {
        String($0.prefix { $0 != " " })
      }
    }
    let short = ["baseline_scan", "week_8_scan"]
    #expect(heads(short) == short, "there is room for them")
    let long = [
      "hospital_patient_0123_thorax_2025-01-10_baseline_scan",
      "hospital_patient_0123_thorax_2025-03-14_followup_scan",
    ]
    #expect(heads(long) == ["…25-01-10_baseline…", "…25-03-14_followup…"])
    #expect(heads(["pat2_thorax_2025-01-10", "pat2_thorax_2025-03-14"]).last == "…2025-03-14")
    #expect(heads(["patient_thorax_before_it", "patient_thorax_after_it"]).first == "…before_it")
    for width in 6...14 {
      for names in [long, ["pat2_2025-01-10_x", "pat2_2025-01-11_x", "pat2_2025-02-10_x"]] {
        let labels = DistinctLabels(names, width: width).texts
        #expect(Set(labels).count == names.count, "\(labels)")
        #expect(labels.allSatisfy { $0.count <= width }, "\(labels)")
      }
    }
    #expect(
      DistinctLabels(["patient_baseline", "patient_followup_2025-03-14"], width: 13).texts
        == ["..baseline", "..2025-03-14"])
    #expect(DistinctLabels(["nodule", "nodule"], width: 20).texts == ["nodule", "nodule"])
    #expect(DistinctLabels(["patient_2025-01-10"], width: 12).texts == ["..2025-01-10"])
  }
}
