import Imaging
import Testing
import Viewer

/// The RECIST table where there is little room: nothing lies over anything, and no number is cut.
@Suite struct ResponseRoomTests {
  private static let names = [
    "patient_baseline_2025-01-10.nii.gz", "patient_followup_2025-03-14.nii.gz",
  ]

  private func session(_ columns: Int, _ rows: Int, _ names: [String] = names) -> Session {
    var session = Session(
      columns: columns, rows: rows, cases: CaseList(names: names, kind: .timepoints))
    for (id, millimetres) in [17, 31].enumerated() {
      var lesion = Lesion.placed(1, millimetres, organ: "liver")
      lesion.segmentation = LesionSegmentation(
        diameter: lesion.diameter, mask: Patient.mask(on: Patient.grid, label: 1),
        measurement: LesionMeasurement(
          label: 1, voxels: 100, volumeCubicMillimetres: id == 0 ? 7750 : 17770,
          longAxisMillimetres: 20, shortAxisMillimetres: 15.6, meanHU: 60, standardDeviationHU: 9,
          slices: 5, longAxis: nil))
      session.send(
        .about(
          id,
          .loaded(
            LoadedStudy(
              volume: Patient.volume(on: Patient.grid), name: names[id],
              restored: RestoredSession(lesions: [lesion])))))
    }
    session.go(toTimepoint: 1)
    session.type("R")
    return session
  }

  @Test func theSmallestScreenHasReasonsAndHints() {
    var session = session(40, 12)
    #expect(session.screen.contains("PD: sum 31.0 mm"), "\(session.screen)")
    #expect(session.lastRow.contains(/^ ?Enter goes there  .*Esc back *$/), "\(session.lastRow)")
    var last = session.screen
    var seen = last
    for _ in 0..<12 {
      session.press(.pageDown)
      if session.screen == last { break }
      last = session.screen
      seen += last
    }
    // The end of the last sentence about what is wrong comes into view.
    #expect(seen.contains("baseline"), "\(seen)")
    #expect(!session.screen.contains("PD: sum 31.0 mm is"), "the notes were scrolled")
  }

  @Test(arguments: [ScreenSize(columns: 80, rows: 24), ScreenSize(columns: 40, rows: 12)])
  func percentagesAreWhole(_ size: ScreenSize) {
    let session = session(size.columns, size.rows)
    #expect(session.screen.contains("17.77 mL (+129.3 %)"), "\(session.screen)")
    let names = size.columns < 80 ? "baseline " : "baseline and nadir"
    #expect(session.screen.contains("+14.0 mm (+82.3 %) from \(names)"), "\(session.screen)")
  }

  @Test func headsTellTimepointsApart() {
    let heads = session(80, 24).frame.text(row: 1)
    #expect(heads.contains("baseline_2025-01-10") && heads.contains("2025-03-14"), "\(heads)")
    #expect(!heads.contains("..eline"))
    let alike = session(
      80, 24, ["hospital_pat2_2025-01-10_thorax.nii.gz", "hospital_pat2_2025-03-14_thorax.nii.gz"])
    let text = alike.frame.text(row: 1)
    #expect(text.contains("2025-01-10") && text.contains("2025-03-14"), "\(text)")
  }
}
