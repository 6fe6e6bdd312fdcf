import Foundation
import ImageFiles
import Imaging
import Testing

/// `caliper evaluate`: what it pairs, what it says, and how it goes on past a bad case.
@Suite("Evaluate", .enabled(if: Program.isBuilt, "needs the built program"))
struct EvaluateCommandTests {
  private typealias Ball = Workplace.Ball

  private func evaluate(
    _ place: Workplace, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> (code: Int32, output: String, messages: String) {
    try Program.run(
      [
        "evaluate", "-p", place.url("pred").path, "-r", place.url("ref").path, "--json",
        place.url("out.json").path, "--csv", place.url("out.csv").path,
      ] + arguments, environment: ["LC_ALL": "C.UTF-8"].merging(environment) { $1 })
  }

  private func cases(_ place: Workplace) throws -> [String: [String: Any]] {
    let all = try #require(place.json("out.json")["metric_per_case"] as? [[String: Any]])
    return try Dictionary(
      uniqueKeysWithValues: all.map { (try #require($0["case"] as? String), $0) })
  }

  private func metrics(_ one: [String: Any]?, _ label: String = "1") throws -> [String: Any] {
    let all = try #require(one?["metrics"] as? [String: Any])
    return try #require(all[label] as? [String: Any])
  }

  @Test("Folders are paired by name, whatever the endings, marks and folders below")
  func pairing() throws {
    let place = try Workplace()
    try place.makeMask("ref/a_mask.nii.gz")
    try place.makeMask("ref/deep/er/b_seg.nii")
    try place.makeMask("ref/plain/c.nii.gz")
    try place.makeMask("ref/plain/c_recist.nii.gz", [Ball(radius: 3)])
    try place.makeMask("ref/flat/d_gt.nii.gz")
    try place.makeMask("pred/a.nii.gz")
    try place.makeMask("pred/deep/er/b_pred.nii.gz")
    try place.makeMask("pred/plain/c_ct_caliper_mask.nii.gz")
    try place.makeMask("pred/d.nii.gz")
    try place.makeMask("pred/extra.nii.gz")
    let run = try evaluate(place)
    #expect(run.code == 0, "\(run.messages)")
    #expect(
      run.messages.split(separator: "\n") == [
        "caliper: note: 1 prediction has no reference and is left out: extra"
      ])
    let cases = try cases(place)
    #expect(cases.keys.sorted() == ["a", "deep/er/b", "flat/d", "plain/c"])
    for (name, one) in cases {
      #expect(one["Dice"] as? Double == 1 && one["NSD"] as? Double == 1, "\(name)")
      #expect(one["problem"] == nil)
      #expect(one["image_file"] is NSNull)
    }
    #expect(cases["deep/er/b"]?["prediction_file"] as? String == "pred/deep/er/b_pred.nii.gz")
    #expect(cases["flat/d"]?["reference_file"] as? String == "ref/flat/d_gt.nii.gz")
    #expect(run.output.contains("4 cases, 4 lesions, matched by label"))
    #expect(run.output.contains("1.000 [1.000, 1.000]  ███████"))
  }

  @Test("What cannot be compared is named and counts as 0; the rest goes on")
  func failures() throws {
    let place = try Workplace()
    for name in ["corrupt", "elsewhere", "good", "missing", "shape", "twice", "unreadable"] {
      try place.makeMask("ref/\(name).nii.gz")
    }
    for name in ["corrupt", "good", "unreadable"] { try place.makeMask("pred/\(name).nii.gz") }
    try Data(contentsOf: place.url("pred/corrupt.nii.gz")).dropLast(30)
      .write(to: place.url("pred/corrupt.nii.gz"))
    try place.makeMask("pred/elsewhere.nii.gz", offset: 3)
    try place.makeMask("pred/shape.nii.gz", shape: Voxel(40, 32, 17))
    try place.makeMask("pred/twice.nii.gz")
    try place.makeMask("pred/twice.nii")
    try place.write("ref/unreadable.nii.gz", "this is no image")
    let run = try evaluate(place)
    #expect(run.code == 1)
    let messages = run.messages.split(separator: "\n").sorted()
    #expect(messages.count == 7, "\(run.messages)")
    for part in [
      "corrupt.nii.gz: ", "lie elsewhere in the patient", "no prediction for missing",
      "40 x 32 x 17 voxels", "twice.nii.gz is named as the same case", "unreadable.nii.gz: ",
      "6 cases could not be compared",
    ] {
      #expect(messages.filter { $0.contains(part) }.count == 1, "\(part): \(run.messages)")
    }
    #expect(messages.allSatisfy { $0.hasPrefix("caliper: ") && $0.hasSuffix(".") })

    let cases = try cases(place)
    // Without a reference there is nothing that a score could be of.
    #expect(
      cases.keys.sorted() == ["corrupt", "elsewhere", "good", "missing", "shape", "twice"])
    for (name, one) in cases where name != "good" {
      #expect(one["Dice"] as? Double == 0 && one["NSD"] as? Double == 0, "\(name)")
      #expect((one["problem"] as? String)?.contains(name) == true)
      let lesion = try metrics(one)
      #expect(lesion["n_pred"] as? Int == 0 && lesion["HD95"] is NSNull)
      #expect(try #require(lesion["n_ref"] as? Int) > 100)
      #expect(lesion["FN"] as? Int == lesion["n_ref"] as? Int)
    }
    #expect(cases["missing"]?["prediction_file"] is NSNull)
    #expect(cases["good"]?["Dice"] as? Double == 1)
    let caliper = try #require(place.json("out.json")["caliper"] as? [String: Any])
    #expect((caliper["problems"] as? [String])?.count == 6)
    let groups = try #require(caliper["groups"] as? [[String: Any]])
    #expect(groups.first?["n"] as? Int == 6)
    let mean = try #require((groups.first?["Dice"] as? [String: Any])?["mean"] as? Double)
    #expect(abs(mean - 1.0 / 6) < 1e-12)
    #expect(run.output.contains("5 of 6 cases have no prediction"))
  }

  @Test("Empty masks by FLARE's rules")
  func empties() throws {
    let place = try Workplace()
    try place.makeMask("ref/both.nii.gz", [])
    try place.makeMask("pred/both.nii.gz", [])
    try place.makeMask("ref/found.nii.gz", [])
    try place.makeMask("pred/found.nii.gz")
    try place.makeMask("ref/lost.nii.gz")
    try place.makeMask("pred/lost.nii.gz", [])
    let run = try evaluate(place)
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    let cases = try cases(place)
    for (name, score) in ["both": 1.0, "found": 0, "lost": 0] {
      #expect(cases[name]?["Dice"] as? Double == score, "\(name)")
      #expect(cases[name]?["NSD"] as? Double == score, "\(name)")
    }
    #expect((cases["both"]?["metrics"] as? [String: Any])?.isEmpty == true)
    #expect(try metrics(cases["lost"])["volume_error"] as? Double == -1)
    #expect(try metrics(cases["found"])["volume_error"] is NSNull)
  }

  @Test("Lesions with other labels are matched by overlap when asked")
  func matching() throws {
    let place = try Workplace()
    let (left, right, top) = (
      SIMD3<Double>(9, 16, 8), SIMD3<Double>(29, 16, 8), SIMD3<Double>(20, 4, 3)
    )
    try place.makeMask(
      "ref.nii.gz",
      [Ball(label: 1, center: left, radius: 7), Ball(label: 2, center: right, radius: 7)])
    try place.makeMask(
      "pred.nii.gz",
      [
        Ball(label: 2, center: left, radius: 7), Ball(label: 5, center: right, radius: 7),
        Ball(label: 1, center: top, radius: 3),
      ])
    func run(_ matching: String) throws -> [String: Any] {
      let run = try Program.run(
        "evaluate", "-p", place.url("pred.nii.gz").path, "-r", place.url("ref.nii.gz").path,
        "--match", matching, "--json", place.url("out.json").path)
      #expect(run.code == 0, "\(run.messages)")
      return try #require(try cases(place)["ref"])
    }
    let byLabel = try run("labels")
    #expect(Set((byLabel["metrics"] as? [String: Any] ?? [:]).keys) == ["1", "2", "5"])
    #expect(byLabel["Dice"] as? Double == 0 && byLabel["unmatched"] == nil)
    let byOverlap = try run("overlap")
    #expect(try metrics(byOverlap)["predicted_label"] as? Int == 2)
    #expect(try metrics(byOverlap, "2")["predicted_label"] as? Int == 5)
    #expect(try metrics(byOverlap, "2")["Dice"] as? Double == 1)
    let unmatched = try #require(byOverlap["unmatched"] as? [[String: Any]])
    #expect(unmatched.map { $0["predicted_label"] as? Int } == [1])
    #expect(abs(try #require(byOverlap["Dice"] as? Double) - 2.0 / 3) < 1e-12)
  }

  @Test("The JSON is nnU-Net's with more in it, its numbers fit each other and the table")
  func document() throws {
    let place = try Workplace()
    try place.makeMask(
      "ref/a.nii.gz", [Ball(), Ball(label: 3, center: SIMD3(34, 5, 3), radius: 4)])
    try place.makeMask(
      "pred/a.nii.gz",
      [Ball(center: SIMD3(21, 16, 8)), Ball(label: 3, center: SIMD3(33, 5, 3), radius: 4)])
    try place.makeMask("ref/b.nii.gz")
    try place.makeMask("pred/b.nii.gz", [Ball(radius: 8)])
    #expect(try evaluate(place, "--tolerance", "1.5").code == 0)
    let json = try place.json("out.json")
    #expect(Set(json.keys) == ["foreground_mean", "mean", "metric_per_case", "caliper"])
    let text = try place.text("out.json").lowercased()
    #expect(!text.contains("nan") && !text.contains("inf"))

    let keys: Set = [
      "Dice", "IoU", "TP", "FP", "FN", "TN", "n_pred", "n_ref", "NSD", "HD95", "volume_mL",
      "predicted_mL", "volume_error", "long_axis_mm", "predicted_long_axis_mm",
      "long_axis_error_mm",
    ]
    let lesion = try metrics(try cases(place)["a"])
    #expect(
      Set(lesion.keys)
        == keys.union(["predicted_label", "size", "diameter", "predicted_diameter"]))
    func number(_ key: String, _ lesion: [String: Any]) throws -> Double {
      try #require(lesion[key] as? Double)
    }
    let (tp, fp, fn, tn) = (
      try number("TP", lesion), try number("FP", lesion), try number("FN", lesion),
      try number("TN", lesion)
    )
    #expect(tp + fp + fn + tn == 40 * 32 * 16)
    #expect(abs(try number("Dice", lesion) - 2 * tp / (2 * tp + fp + fn)) < 1e-12)
    #expect(abs(try number("IoU", lesion) - tp / (tp + fp + fn)) < 1e-12)
    #expect(abs(try number("volume_mL", lesion) - (tp + fn) * 2 / 1000) < 1e-9)
    #expect(try number("long_axis_mm", lesion) == 18)
    #expect(lesion["diameter"] as? [[Int]] == [[11, 16, 8], [29, 16, 8]])

    // nnU-Net: over cases by label, then over labels.
    let means = try #require(json["mean"] as? [String: [String: Any]])
    #expect(Set(means.keys) == ["1", "3"])
    #expect(Set(try #require(means["1"]).keys) == keys)
    let other = try metrics(try cases(place)["b"])
    let mean = try number("Dice", try #require(means["1"]))
    #expect(abs(mean - (try number("Dice", lesion) + number("Dice", other)) / 2) < 1e-12)
    let foreground = try #require(json["foreground_mean"] as? [String: Any])
    #expect(Set(foreground.keys) == keys)
    let third = try number("Dice", try #require(means["3"]))
    #expect(abs(try number("Dice", foreground) - (mean + third) / 2) < 1e-12)

    let caliper = try #require(json["caliper"] as? [String: Any])
    #expect(caliper["kind"] as? String == "evaluation")
    #expect(caliper["tolerance_mm"] as? Double == 1.5)
    #expect(caliper["efficiency"] == nil)
    let names = (caliper["groups"] as? [[String: Any]])?.map { $0["name"] as? String }
    #expect(
      names == ["over cases", "over lesions", "< 10 mm", "10-30 mm", "label 1", "label 3"])

    let rows = try place.text("out.csv").split(separator: "\n")
    #expect(rows.count == 4)
    #expect(rows[1].hasPrefix("a,1,1,10-30 mm,0."))
    #expect(rows[2].hasPrefix("a,3,3,< 10 mm,0."))
  }

  @Test("Images and times come from the folder of predictions, or images from where one says")
  func origins() throws {
    let place = try Workplace()
    try place.makeMask("ref/x/a.nii.gz")
    try place.makeMask("pred/x/a.nii.gz")
    for file in ["ct/a_ct.nii.gz", "other/x/a_0000.nii.gz"] { try place.makeMask(file) }
    try place.write(
      "pred/summary.json",
      """
      {"kind": "caliper segmentation", "cases": [{"case": "x/a", "image": "../ct/a_ct.nii.gz",
        "mask": "x/a.nii.gz", "status": "done",
        "efficiency": {"seconds": 1.5, "peak_rss_mb": 250, "ram_time_gb_s": 0.25, "stages": {}}}]}
      """)
    var run = try evaluate(place)
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    var one = try #require(try cases(place)["x/a"])
    #expect(one["image_file"] as? String == "ct/a_ct.nii.gz")
    let efficiency = ["seconds": 1.5, "peak_rss_mb": 250, "ram_time_gb_s": 0.25]
    #expect(one["efficiency"] as? [String: Double] == efficiency)
    let caliper = try #require(place.json("out.json")["caliper"] as? [String: Any])
    #expect(caliper["efficiency"] as? [String: Double] == efficiency)
    #expect(run.output.contains("seconds 1.50"))

    run = try evaluate(place, "--images", place.url("other").path)
    one = try #require(try cases(place)["x/a"])
    #expect(one["image_file"] as? String == "other/x/a_0000.nii.gz")

    try place.write("pred/summary.json", "{\"kind\": \"caliper segmentation\", \"cases\": 7}")
    run = try evaluate(place)
    #expect(run.code == 0 && run.messages.contains("note: ") && run.messages.contains("summary"))
    // nnU-Net leaves a summary of its own there.
    try place.write("pred/summary.json", "{\"foreground_mean\": {}}")
    #expect(try evaluate(place).messages.isEmpty)
  }

  @Test("Files are named from the JSON's folder, also where that is reached by a link")
  func relativePaths() throws {
    let place = try Workplace()
    try place.makeMask("data/ref/a.nii.gz")
    try place.makeMask("data/pred/a.nii.gz")
    try FileManager.default.createDirectory(
      at: place.url("results/deep"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: place.url("link"), withDestinationURL: place.url("results/deep"))
    let run = try Program.run(
      "evaluate", "-p", place.url("data/pred").path, "-r", place.url("data/ref").path, "--json",
      place.url("link/out.json").path)
    #expect(run.code == 0, "\(run.messages)")
    let all = try #require(
      place.json("results/deep/out.json")["metric_per_case"] as? [[String: Any]])
    let file = try #require(all.first?["reference_file"] as? String)
    #expect(file == "../../data/ref/a.nii.gz")
    #expect(place.exists("link/" + file))
  }

  @Test("In a locale without UTF-8 the report is ASCII")
  func ascii() throws {
    let place = try Workplace()
    try place.makeMask("ref/é.nii.gz")
    try place.makeMask("pred/é.nii.gz", [Ball(radius: 8)])
    let run = try evaluate(place, environment: ["LC_ALL": "C", "LANG": "C", "TERM": "dumb"])
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.utf8.allSatisfy { $0 < 128 } && run.output.contains("####"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("The number of threads changes nothing")
  func threads() throws {
    let place = try Workplace()
    for number in 0..<9 {
      let ball = Ball(radius: 5 + Double(number) / 2)
      try place.makeMask("ref/\(number).nii.gz", [ball])
      try place.makeMask("pred/\(number).nii.gz")
    }
    #expect(try evaluate(place, "--threads", "1").code == 0)
    let first = [try place.text("out.json"), try place.text("out.csv")]
    #expect(try evaluate(place, "--threads", "7").code == 0)
    #expect([try place.text("out.json"), try place.text("out.csv")] == first)
  }
}
