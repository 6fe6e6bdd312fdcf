import Foundation
import Testing
import TmuxSupport

/// `caliper view --review` on files as `caliper evaluate`, `caliper segment` and nnU-Net write them.
@Suite(
  "Reviewing an evaluation", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct ReviewTests {
  /// Images apart from masks; the third case has no prediction.
  private func makeCases(_ place: Workplace) throws {
    try place.makePair("cases/large", radius: 15)
    try place.makePair("cases/a/middle", radius: 10)
    try place.makePair("cases/small", radius: 8)
    try place.makePrediction("out/large.nii.gz", of: "cases/large_mask.nii.gz", shift: 1)
    try place.makePrediction("out/a/middle.nii.gz", of: "cases/a/middle_mask.nii.gz", shift: 4)
  }

  /// The scores are no real ones, so that it can be told where those on the screen come from.
  private func caseText(
    _ name: String, dice: Double, image: Bool = true, prediction: Bool = true, extra: String = ""
  ) -> String {
    let file = prediction ? "\"../out/\(name).nii.gz\"" : "null"
    let predicted = prediction ? 90 : 0
    return """
      {"case": "\(name)", \(image ? "\"image_file\": \"../cases/\(name)_ct.nii.gz\", " : "")
       "prediction_file": \(file), "reference_file": "../cases/\(name)_mask.nii.gz",
       "Dice": \(dice), "NSD": \(dice / 2), "later": [1, {"a": null}]\(extra),
       "metrics": {"1": {"Dice": \(dice), "NSD": \(dice / 2), "HD95": null, "n_ref": 100,
                         "n_pred": \(predicted), "unknown": "x"}}}
      """
  }

  private func write(_ name: String, _ cases: [String], to place: Workplace) throws {
    try FileManager.default.createDirectory(
      at: place.url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(
      """
      {"foreground_mean": {"Dice": 0.5}, "metric_per_case": [\(cases.joined(separator: ","))],
       "caliper": {"kind": "evaluation", "tolerance_mm": 2, "matching": "labels", "groups": []}}
      """.utf8
    ).write(to: place.url(name))
  }

  private func makeEvaluation(_ place: Workplace, images: Bool = true) throws {
    try makeCases(place)
    try write(
      "scores/eval.json",
      [
        caseText("large", dice: 0.88, image: images),
        caseText(
          "small", dice: 0, image: images, prediction: false,
          extra: ", \"problem\": \"small: there is no prediction of it.\""),
        caseText("a/middle", dice: 0.44, image: images),
      ], to: place)
  }

  @Test("The worst comes first with its scores; a correction is scored, saved and comes back")
  func worstFirst() throws {
    let place = try Workplace()
    try makeEvaluation(place)
    let viewer = try ViewerSession(
      ["--review", "scores/eval.json"], in: place, environment: ["CALIPER_WEIGHTS": "/nowhere"])
    let tmux = viewer.tmux
    try tmux.wait(for: "1/3  small")
    try viewer.waitUntilRead()
    try tmux.wait(for: "! small: there is no")
    try tmux.wait(for: "missed  1")
    try tmux.press("C")
    let list = try tmux.wait(for: "sorted: worst")
    #expect(list.contains(/1  small +failed +- +0\.00  0\.00/))
    #expect(list.contains(/2  a\/middle +new +1 \(1\) +0\.44  0\.22/))
    #expect(list.contains(/3  large +new +1 \(1\) +0\.88  0\.44/))
    try tmux.press("s")
    let given = try tmux.wait(for: "sorted: listed")
    let order = given.matches(of: /\d  (small|a\/middle|large)\s/).map { String($0.1) }
    #expect(order == ["large", "small", "a/middle"])
    try tmux.press("s", "s", "s", "C")
    try tmux.wait(for: "missed  1")
    try tmux.press("]")
    try tmux.wait(for: "2/3  a/middle")
    try viewer.waitUntilRead()
    let shown = try tmux.wait(for: "case    DSC 0.44 NSD 0.22")
    #expect(shown.contains("truth   DSC 0.44 NSD 0.22"))
    #expect(!shown.contains("now "), "nobody has changed anything")
    // The middle of the ball, between the two masks.
    let cursor = try viewer.cursor()
    #expect(cursor.z == 10 && (32...36).contains(cursor.x) && cursor.y == 24)

    try tmux.press("B", "x", "Enter")
    let now = try tmux.wait(for: "own scores") { $0.contains(/now     DSC 0\.\d\d NSD/) }
    #expect(now.contains("case    DSC 0.44 NSD 0.22"))
    try tmux.press("S")
    try tmux.wait(for: "middle_ct_caliper.json")
    try tmux.press("]")
    try tmux.wait(for: "3/3  large")
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))

    let again = try ViewerSession(["--review", "scores/eval.json"], in: place)
    try again.tmux.press("]")
    try again.tmux.wait(for: "a session was saved for this image")
    try again.tmux.wait(for: "own scores") { $0.contains(/now     DSC 0\.\d\d NSD/) }
    try again.tmux.press("q")
    try again.waitForEnd()
  }

  @Test("A review is replayed from its journal")
  func replay() throws {
    let place = try Workplace()
    try makeEvaluation(place)
    let viewer = try ViewerSession(["--review", "scores/eval.json"], in: place)
    try viewer.tmux.wait(for: "1/3  small")
    try viewer.tmux.press("]")
    try viewer.tmux.wait(for: "case    DSC 0.44")
    try viewer.waitUntilRead()
    try viewer.tmux.press("B", "x", "Enter")
    try viewer.tmux.wait(for: "own scores") { $0.contains(/now     DSC 0\.\d\d NSD/) }
    try viewer.tmux.press("u", "q")
    try viewer.tmux.wait(for: "end") { $0.contains("settings kept") || $0.contains("Unsaved") }
    if try !viewer.tmux.text().contains("settings kept") { try viewer.tmux.press("d") }
    try viewer.waitForEnd()
    let journals =
      place.doneJournals() + place.leftBehind().map { place.url("state/caliper/\($0)") }
    let journal = try #require(journals.first { $0.lastPathComponent.hasPrefix("small_ct") })
    let again = try Program.run(
      ["view", "--replay", journal.path, "--print", "--no-color", "--size", "120x40"])
    #expect(again.code == 0, "\(again.messages)")
    #expect(again.output.contains("2/3  a/middle") && again.output.contains("case    DSC 0.44"))
  }

  @Test("The first frame in every kind of terminal", arguments: ["80x24", "120x40", "200x60"])
  func terminals(_ size: String) throws {
    let place = try Workplace()
    try makeEvaluation(place)
    try write("scores/one.json", [caseText("a/middle", dice: 0.44)], to: place)
    for arguments in [["--color", "always"], ["--no-color"], ["--ascii"]] {
      let printed = try Program.run(
        ["view", "--review", place.url("scores/one.json").path, "--print", "--size", size]
          + arguments)
      #expect(printed.code == 0, "\(printed.messages)")
      #expect(printed.output.contains("DSC 0.44 NSD 0.22"), "\(arguments)")
    }
    let parts = size.split(separator: "x").compactMap { Int($0) }
    for terminal in ["xterm-256color", "xterm", "vt100", "dumb"] {
      let viewer = try ViewerSession(
        ["--review", "scores/eval.json"], in: place, columns: parts[0], rows: parts[1],
        environment: ["TERM": terminal, "XDG_STATE_HOME": place.url(terminal).path])
      try viewer.tmux.wait(for: "1/3  small")
      try viewer.tmux.press("]")
      try viewer.tmux.wait(for: "DSC 0.44")
      try viewer.tmux.press("q")
      try viewer.waitForEnd()
    }
  }

  @Test("Images are found beside masks and in a folder; nnU-Net's summary has NaN and no names")
  func images() throws {
    let place = try Workplace()
    try makeEvaluation(place, images: false)
    let beside = try Program.run(
      ["view", "--review", place.url("scores/eval.json").path, "--print", "--no-color"])
    #expect(beside.code == 0 && beside.output.contains("1/3  small"), "\(beside.messages)")

    // Masks without their images, as nnU-Net has them, by paths of the machine that made them.
    try FileManager.default.createDirectory(
      at: place.url("labels"), withIntermediateDirectories: true)
    for (name, source) in [("large", "large"), ("middle", "a/middle")] {
      try FileManager.default.copyItem(
        at: place.url("cases/\(source)_mask.nii.gz"), to: place.url("labels/\(name).nii.gz"))
      if name == "large" { continue }
      try FileManager.default.copyItem(
        at: place.url("out/\(source).nii.gz"), to: place.url("out/\(name).nii.gz"))
    }
    let labels = place.url("labels").path
    func one(_ name: String, _ scores: String) -> String {
      """
      {"metrics": {"1": {"Dice": \(scores), "FN": 1, "n_pred": 90, "n_ref": 100},
                   "2": {"Dice": NaN, "IoU": NaN, "n_pred": 0, "n_ref": 0}},
       "prediction_file": "/elsewhere/\(name).nii.gz",
       "reference_file": "\(labels)/\(name).nii.gz"}
      """
    }
    try Data(
      "{\"metric_per_case\": [\(one("large", "0.9")), \(one("middle", "0.31"))]}".utf8
    ).write(to: place.url("out/summary.json"))
    let summary = place.url("out/summary.json").path
    let refused = try Program.run(["view", "--review", summary, "--print"])
    #expect(refused.code == 2)
    #expect(
      refused.messages.contains("none of its images is there; name their folder with --images"))
    let found = try Program.run(
      ["view", "--review", summary, "--images", place.url("cases").path, "--print", "--no-color"])
    #expect(found.code == 0, "\(found.messages)")
    #expect(found.output.contains("1/2  middle") && found.output.contains("case    DSC 0.31"))
    #expect(found.output.contains("Lesion 1/1"), "the prediction beside the summary is shown")
  }

  @Test("Lesions that were paired by overlap keep the labels of both masks")
  func overlap() throws {
    let place = try Workplace()
    try makeCases(place)
    let unmatched = """
      , "unmatched": [{"Dice": 0, "NSD": 0, "n_ref": 0, "n_pred": 5, "predicted_label": 9}]
      """
    let one = caseText("large", dice: 0.5, extra: unmatched)
      .replacing("\"unknown\": \"x\"", with: "\"predicted_label\": 1")
    try write("scores/one.json", [one], to: place)
    let printed = try Program.run(
      ["view", "--review", place.url("scores/one.json").path, "--print", "--no-color"])
    #expect(printed.code == 0, "\(printed.messages)")
    #expect(printed.output.contains("truth   DSC 0.50 NSD 0.25"))
    #expect(printed.output.contains("extra   9"))
  }

  @Test("A batch's summary: what failed first, then in order")
  func batch() throws {
    let place = try Workplace()
    try makeCases(place)
    func one(_ name: String, done: Bool) -> String {
      """
      {"case": "\(name)", "image": "../cases/\(name)_ct.nii.gz", "mask": "\(name).nii.gz",
       "status": "\(done ? "done" : "failed")"\(done ? "" : ", \"problem\": \"an end lies outside.\""),
       "lesions": [\(done ? "{\"label\": 1, \"volume_mL\": 2}" : "")], "efficiency": {"seconds": 1}}
      """
    }
    let cases = [
      one("large", done: true), one("a/middle", done: true), one("small", done: false),
    ]
    try Data(
      "{\"kind\": \"caliper segmentation\", \"cases\": [\(cases.joined(separator: ","))]}".utf8
    ).write(to: place.url("out/summary.json"))
    let viewer = try ViewerSession(
      ["--review", "out/summary.json"], in: place, columns: 80, rows: 24)
    try viewer.tmux.wait(for: "1/3  small")
    try viewer.waitUntilRead()
    try viewer.tmux.press("C")
    let list = try viewer.tmux.wait(for: "sorted: worst")
    #expect(list.contains("an end lies outside."))
    let order = list.matches(of: /\d  (small|a\/middle|large)\s/).map { String($0.1) }
    #expect(order == ["small", "large", "a/middle"] && !list.contains("DSC"))
    try viewer.tmux.press("C", "]")
    try viewer.tmux.wait(for: "2/3  large")
    try viewer.tmux.wait(for: "Lesion 1/1")
    try viewer.tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("Diameters are those that the masks were made from, or are said to be the masks'")
  func diameters() throws {
    let place = try Workplace()
    try makeCases(place)
    try write("scores/one.json", [caseText("a/middle", dice: 0.44)], to: place)
    func shown(_ file: String) throws -> String {
      let printed = try Program.run(
        ["view", "--review", place.url(file).path, "--print", "--no-color", "--size", "120x40"])
      #expect(printed.code == 0, "\(printed.messages)")
      return printed.output
    }
    let guessed = try shown("scores/one.json")
    #expect(guessed.contains("from mask ") && !guessed.contains("placed "))

    let lesion = "{\"label\": 1, \"a\": [25, 23, 10], \"b\": [39, 25, 10], \"voxels\": 2}"
    try Data(
      """
      {"kind": "caliper segmentation", "cases": [{
        "case": "a/middle", "image": "../cases/a/middle_ct.nii.gz", "mask": "a/middle.nii.gz",
        "status": "done", "lesions": [\(lesion), {"label": "x", "a": 3}, 7]}]}
      """.utf8
    ).write(to: place.url("out/summary.json"))
    for file in ["out/summary.json", "scores/one.json"] {
      let known = try shown(file)
      #expect(known.contains("placed ") && !known.contains("from mask"), "\(file)")
      #expect(known.contains("(25,23,10)") && known.contains("(39,25,10)"), "\(file)")
    }
  }

  @Test("Five hundred cases open at once: no mask is read before its case is")
  func many() throws {
    let place = try Workplace()
    try makeCases(place)
    // All but one are not there: to read them would fail, and take its time.
    let cases = (0..<500).map { number in
      """
      {"case": "case-\(number)", "image_file": "../cases/large_ct.nii.gz",
       "prediction_file": "../out/missing-\(number).nii.gz",
       "reference_file": "../cases/missing.nii.gz", "Dice": 0.\(1000 + (number * 37) % 500),
       "NSD": 0.5, "metrics": {"1": {"Dice": 0.5, "NSD": 0.5, "n_pred": 1, "n_ref": 1}}}
      """
    }
    try write("scores/many.json", cases, to: place)
    let viewer = try ViewerSession(["--review", "scores/many.json"], in: place)
    try viewer.tmux.wait(for: "1/500  case-0")
    try viewer.tmux.press("C")
    let list = try viewer.tmux.wait(for: "500 cases")
    // The second is read ahead.
    #expect(list.contains(/2  case-473 +new +(-|1 \(1\)) +0\.10  0\.50/))
    #expect(list.contains(/3  case-446 +new +1 \(1\) +0\.10  0\.50/))
    try viewer.tmux.press("C", "q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("What cannot be reviewed is refused in one sentence")
  func refusals() throws {
    let place = try Workplace()
    try makeCases(place)
    for (name, text, reason) in [
      ("torn.json", "{\"metric_per_case\": [", "it is not JSON"),
      ("other.json", "{\"lesions\": []}", "neither an evaluation nor the summary of a batch"),
      ("list.json", "[1, 2]", "cannot be reviewed"),
      ("empty.json", "{\"metric_per_case\": []}", "it names no case"),
      (
        "wrong.json", "{\"metric_per_case\": [{\"Dice\": \"high\"}]}",
        "the value at metric_per_case.[0].Dice has the wrong type"
      ),
      ("nocases.json", "{\"kind\": \"caliper segmentation\"}", "\"cases\" is missing"),
      (
        "gone.json", "{\"metric_per_case\": [{\"reference_file\": \"x.nii.gz\"}]}",
        "none of its images is there"
      ),
    ] {
      try Data(text.utf8).write(to: place.url(name))
      let refused = try Program.run(["view", "--review", place.url(name).path, "--print"])
      #expect(refused.code == 2, "\(name)")
      #expect(refused.messages.contains(reason), "\(name): \(refused.messages)")
      #expect(refused.messages.split(separator: "\n").count == 1, "\(refused.messages)")
    }
    try write("good.json", [caseText("large", dice: 0.5)], to: place)
    for (arguments, reason) in [
      (["--review", "missing.json"], "missing.json"),
      (["--review", place.url("cases").path], "cases"),
      (["--review", place.url("good.json").path, "--images", "nowhere"], "no such folder"),
      (["--review", place.url("good.json").path, "ct.nii.gz"], "leave everything else out"),
      (["--images", "cases", "ct.nii.gz"], "--images goes with --review"),
    ] {
      let refused = try Program.run(["view"] + arguments + ["--print"])
      #expect(refused.code == 2 && refused.messages.contains(reason), "\(refused.messages)")
    }
  }
}
