import Foundation
import ImageFiles
import Imaging
import Testing
import TmuxSupport

/// A patient's two examinations, compared in a real terminal.
@Suite(
  "Follow-up", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct FollowUpTests {
  /// Two studies of one ball.
  private static func open(_ place: Workplace, _ arguments: [String] = []) throws -> ViewerSession {
    if !place.exists("base.nii.gz") {
      try place.makeBall()
      for name in ["base.nii.gz", "follow.nii.gz"] {
        try FileManager.default.copyItem(at: place.url("ball.nii.gz"), to: place.url(name))
      }
    }
    let viewer = try ViewerSession(["base.nii.gz", "follow.nii.gz"] + arguments, in: place)
    try viewer.tmux.wait(for: "base.nii.gz  AX 11/20")
    try viewer.tmux.press("c")
    try viewer.tmux.wait(for: " HU ")
    return viewer
  }

  private static func set(_ end: Voxel, _ viewer: ViewerSession, then text: String) throws {
    try viewer.move(to: end)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: text)
  }

  @Test("Growth is found, shown and written down")
  func growth() throws {
    let place = try Workplace()
    let viewer = try Self.open(place)
    try Self.set(Voxel(22, 24, 10), viewer, then: "[PLACE B")
    try Self.set(Voxel(42, 24, 10), viewer, then: "end B")
    try viewer.tmux.press("]")
    try viewer.tmux.wait(for: "missing 1: R")

    // The table leads to what is missing, at the place where it was.
    try viewer.tmux.press("R")
    try viewer.tmux.wait(for: "RECIST 1.1  2/2")
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "Lesion 1, 20.0 mm at base")
    #expect(try viewer.cursor() == Voxel(32, 24, 10))
    try Self.set(Voxel(18, 24, 10), viewer, then: "[PLACE B")
    try Self.set(Voxel(45, 24, 10), viewer, then: "end B")
    try viewer.tmux.wait(for: "now      27.0 mm, +35.0 %")

    try viewer.tmux.press("R")
    try viewer.tmux.wait(
      for: "PD: sum 27.0 mm is 7.0 mm (35.0 %) above the nadir of 20.0 mm at baseline")
    try viewer.tmux.press("e")
    try viewer.tmux.wait(for: "follow_recist.csv, follow_recist.txt, follow_recist.json")
    let rows = try place.text("follow_recist.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = rows[0]
    func value(_ name: String, _ row: [String]) throws -> String {
      row[try #require(names.firstIndex(of: name))]
    }
    #expect(rows.count == 5, "a lesion and a sum at each of two timepoints")
    let (baseline, lesion, sum) = (rows[1], rows[3], rows[4])
    #expect(try value("timepoint", baseline) == "base")
    #expect(try value("diameter_mm", baseline) == "20.0")
    #expect(try value("timepoint", lesion) == "follow")
    #expect(try value("diameter_mm", lesion) == "27.0")
    #expect(try value("baseline_change_percent", lesion) == "35.0")
    #expect(try value("diameter_mm", sum) == "27.0")
    #expect(try value("nadir_change_mm", sum) == "7.0")
    #expect(try value("overall_response", sum) == "PD")
    #expect(try place.text("follow_recist.txt").contains("PD: sum 27.0 mm"))
    #expect(try place.text("follow_recist.json").contains("\"caliper-recist\""))

    // A second export of the same viewer takes the place of its first one.
    try viewer.tmux.press("u")
    try viewer.tmux.wait(for: "Undid at follow")
    try viewer.tmux.press("e")
    try viewer.tmux.wait(for: "follow_recist.csv,")
    #expect(!(try place.text("follow_recist.csv")).contains("35.0"))
    #expect(!place.exists("follow_recist-2.csv"))
    try viewer.tmux.press("q")
    try viewer.tmux.wait(for: "[PLACE B")
    try viewer.tmux.press("q")
    try viewer.tmux.wait(for: "Unsaved changes")
    try viewer.tmux.press("d")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("Marks are saved and found again, and nobody's report is replaced")
  func marks() throws {
    let place = try Workplace()
    let viewer = try Self.open(place)
    try Self.set(Voxel(22, 24, 10), viewer, then: "[PLACE B")
    try Self.set(Voxel(42, 24, 10), viewer, then: "end B")
    try viewer.tmux.press("R", "l", "a")
    try viewer.tmux.wait(for: "Lesion 1 is absent at follow")
    try Data("mine".utf8).write(to: place.url("base_recist.txt"))
    try viewer.tmux.press("e")
    try viewer.tmux.wait(for: "base_recist-2.csv")
    #expect(try place.text("base_recist.txt") == "mine")
    #expect(try place.text("base_recist-2.csv").contains("CR"))
    try viewer.tmux.press("R")
    try viewer.tmux.wait(for: "placed")
    try viewer.tmux.press("q")
    try viewer.tmux.wait(for: "Unsaved changes")
    try viewer.tmux.press("s")
    #expect(try viewer.waitForEnd().contains("code 0"))
    #expect(try place.text("follow_caliper.json").contains("\"finding\" : \"absent\""))

    let again = try Self.open(place)
    try again.tmux.press("]")
    try again.tmux.wait(for: "overall  CR")
    try again.tmux.press("R")
    try again.tmux.wait(for: "CR: all targets are gone")
    try again.tmux.press("R")
    try again.tmux.wait(for: "absent")
    try again.tmux.press("q")
    #expect(try again.waitForEnd().contains("code 0"))
    // What was recorded without a diameter is no prompt.
    let prompted = try Program.run(
      "segment", "-i", place.url("follow.nii.gz").path, "-o", place.url("out.nii.gz").path,
      "--prompts", place.url("follow_caliper.json").path)
    #expect(prompted.code != 0 && prompted.messages.contains("lesion"))
  }
}
