import Foundation
import Testing
import TmuxSupport

/// A folder of cases with their true masks, worked through in a real terminal.
@Suite(
  "A list of cases",
  .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct CaseListTests {
  /// Three balls of 30, 20 and 16 mm, and a file that is none.
  private func makeCases(_ place: Workplace) throws {
    try place.makePair("cases/large", radius: 15)
    try place.makePair("cases/middle", radius: 10)
    try place.makePair("cases/small", radius: 8)
    try Data("no image".utf8).write(to: place.url("cases/broken_ct.nii.gz"))
  }

  /// A prediction that is `shift` voxels off the truth, under the name of its image.
  private func makePrediction(_ name: String, shift: Int, in place: Workplace) throws {
    try place.makePrediction(
      "predicted/\(name)_ct.nii.gz", of: "cases/\(name)_mask.nii.gz", shift: shift)
  }

  @Test("Predictions are looked at against the truth, the worst first, without weights")
  func againstTheTruth() throws {
    let place = try Workplace()
    try makeCases(place)
    for (name, shift) in [("large", 1), ("middle", 4), ("small", 0)] {
      try makePrediction(name, shift: shift, in: place)
    }
    let viewer = try ViewerSession(
      ["cases", "--truth", "cases", "--predictions", "predicted"], in: place,
      environment: ["CALIPER_WEIGHTS": "/nowhere"])
    let tmux = viewer.tmux
    try tmux.wait(for: "1/4  broken_ct.nii.gz")
    try tmux.press("C")
    // Every case is looked at in the background, and scored.
    let list = try tmux.wait(for: "all scores") { text in
      text.contains("4 cases") && text.matches(of: /0\.\d\d +[01]\.\d\d|1\.00 +1\.00/).count == 3
    }
    #expect(list.contains(/broken_ct\.nii\.gz +failed/))
    #expect(list.contains(/small_ct\.nii\.gz +new|small_ct\.nii\.gz +begun/))
    #expect(list.contains(/small_ct.* 1\.00 +1\.00/), "nothing is shifted there")
    try tmux.press("s", "s", "s")
    let sorted = try tmux.wait(for: "sorted: worst")
    let order = sorted.split(separator: "\n").filter { $0.contains(/\d  \w+_ct\.nii\.gz/) }
    #expect(order.first?.contains("middle_ct") == true && order.count == 4)
    try tmux.press("g", "Enter")
    try tmux.wait(for: "DSC 0.")
    try viewer.waitUntilRead()
    let shown = try tmux.text()
    #expect(shown.contains("middle_ct.nii.gz") && shown.contains("The truth") == false)
    let dice = try #require(sorted.firstMatch(of: /middle_ct.* (0\.\d\d) +[01]\.\d\d/)).1
    #expect(shown.contains("DSC \(dice)"), "the panel says what the list says")
    let outlined = try viewer.picture()
    try tmux.press("V")
    try tmux.wait(for: "only in the mask (FP)")
    let areas = try viewer.picture()
    #expect(areas != outlined)

    // The list narrows to what is asked for, and the keys follow it.
    try tmux.press("/")
    try tmux.type("dsc>0.9")
    try tmux.press("Enter")
    try tmux.wait(for: "2 of 4 cases")
    try tmux.press("G", "Enter")
    try tmux.wait(for: "small_ct.nii.gz")
    try tmux.press("]")
    try tmux.wait(for: "]: this is the last case of the list.")
    try tmux.press("!")
    try tmux.wait(for: "This case is done")
    try tmux.press("[")
    try tmux.wait(for: "large_ct.nii.gz")
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
    #expect(try place.text("cases/small_ct_caliper.json").contains("\"status\" : \"done\""))
  }

  @Test("Window and zoom stay from case to case, and a case is saved when it is left")
  func nextCase() throws {
    let place = try Workplace()
    try makeCases(place)
    try FileManager.default.removeItem(at: place.url("cases/broken_ct.nii.gz"))
    let viewer = try ViewerSession(["cases"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "1/3  large_ct.nii.gz")
    try viewer.waitUntilRead()
    #expect(try !tmux.text().contains("DSC"), "who reads a case is not told the answer")
    try tmux.press("2", "+", "+", "Enter")
    try tmux.wait(for: "[PLACE B")
    try tmux.press("L", "Enter")
    let before = try tmux.wait(for: "Lesion 1: 10.0 mm")
    let zoom = try #require(before.firstMatch(of: /lung  ([0-9.]+)x/)).1
    try tmux.press("]")
    try tmux.wait(for: "2/3  middle_ct.nii.gz")
    try viewer.waitUntilRead()
    #expect(try tmux.text().contains("W1500 L-600 lung  \(zoom)x"))
    try tmux.wait(for: "saved") { _ in place.exists("cases/large_ct_caliper.json") }
    try tmux.press("[")
    try tmux.wait(for: "10.0 mm")
    try tmux.press("u")
    try tmux.wait(for: "Undid: end B of lesion 1.")
    try tmux.press("U", "q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("A list file names cases, their truth and predictions; what is no list is refused")
  func listFiles() throws {
    let place = try Workplace()
    try makeCases(place)
    try makePrediction("small", shift: 2, in: place)
    let lines = [
      "# image\ttruth\tprediction", "cases/large_ct.nii.gz",
      "cases/small_ct.nii.gz\tcases/small_mask.nii.gz\tpredicted/small_ct.nii.gz",
    ]
    try Data(lines.joined(separator: "\n").utf8).write(to: place.url("list.txt"))
    let viewer = try ViewerSession(["list.txt"], in: place)
    try viewer.tmux.wait(for: "1/2  cases/large_ct.nii.gz")
    try viewer.tmux.press("]")
    try viewer.tmux.wait(for: "Lesion 1/1")
    try viewer.tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))

    try FileManager.default.createDirectory(
      at: place.url("empty"), withIntermediateDirectories: true)
    try Data("# nothing\n".utf8).write(to: place.url("nothing.txt"))
    try Data("# a note\n\nhello\n".utf8).write(to: place.url("note.txt"))
    for (arguments, reason) in [
      (["empty"], "there is no image in this folder"),
      (["nothing.txt"], "the list names no image"),
      (["note.txt"], "note.txt, line 3: \"hello\" is no file"),
      (["cases", "--truth", "empty"], "no mask there is named for one of the cases"),
      (["cases", "--truth", "cases/small_mask.nii.gz"], "one file cannot belong to 4 cases"),
      (["cases/small_ct.nii.gz", "--truth", "cases/small_ct.nii.gz"], "this is the image itself"),
      (["missing"], "missing"),
    ] {
      let refused = try ViewerSession(arguments, in: place)
      let screen = try refused.waitForEnd()
      #expect(screen.contains(reason) && screen.contains("code 1"), "\(arguments): \(screen)")
    }
  }

  @Test("No image of a list is taken for a truth, however the folders are named")
  func truthInTheSameFolder() throws {
    let place = try Workplace()
    try place.makePair("cases/sub/small", radius: 8)
    try place.makePair("cases/sub/large", radius: 15)
    try FileManager.default.removeItem(at: place.url("cases/sub/large_mask.nii.gz"))
    // Named as the truth of "large" would be in a folder of masks.
    try FileManager.default.copyItem(
      at: place.url("cases/sub/large_ct.nii.gz"), to: place.url("cases/sub/large.nii.gz"))
    for folder in ["cases", "cases/sub", "cases/sub/"] {
      let viewer = try ViewerSession(
        ["cases", "--truth", folder], in: place, columns: 100, rows: 30)
      let tmux = viewer.tmux
      try tmux.wait(for: "1/3  sub/large.nii.gz")
      try viewer.waitUntilRead()
      try tmux.press("V")
      try tmux.wait(for: "V: this case has no true masks")
      try tmux.press("]")
      try tmux.wait(for: "2/3  sub/large_ct.nii.gz")
      try viewer.waitUntilRead()
      try tmux.press("V")
      try tmux.wait(for: "V: this case has no true masks")
      try tmux.press("]")
      try tmux.wait(for: "3/3  sub/small_ct.nii.gz")
      try viewer.waitUntilRead()
      try tmux.press("V")
      try tmux.wait(for: "Areas: found")
      try tmux.press("q")
      #expect(try viewer.waitForEnd().contains("code 0"))
    }
  }
}
