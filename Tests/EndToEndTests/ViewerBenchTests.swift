import Foundation
import Testing

/// `caliper bench --viewer`: what it reports. Never how fast anything is, but how many bytes.
@Suite("Benchmark of the viewer", .enabled(if: Program.isBuilt, "needs the built program"))
struct ViewerBenchTests {
  @Test("Every scenario on every terminal, and few bytes for what changes little")
  func report() throws {
    let place = try Workplace()
    var environment = ["LC_ALL": "C.UTF-8", "NO_COLOR": "1"]
    if Program.hasTic {
      try place.compileDirectColor()
      environment["TERMINFO"] = place.url("terminfo").path
    }
    let run = try Program.run(
      ["bench", "--viewer", "--json", "--repeats", "1"], environment: environment)
    #expect(run.code == 0, "\(run.messages)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["shape"] as? [Int] == [512, 512, 400])
    #expect(json["keys_per_scenario"] as? Int == 20)
    let frames = try #require(json["frames"] as? [[String: Any]])
    let leftOut = try #require(json["left_out"] as? [[String: Any]])
    // Six scenarios on seven terminals, and four more on the three that are 200 columns wide.
    let most = leftOut.reduce(0) { $0 + ($1["columns"] as? Int == 200 ? 10 : 6) }
    #expect(frames.count + most == 54)
    let views = frames.filter { ($0["scenario"] as? String)?.hasPrefix("3 views") == true }
    #expect(views.allSatisfy { $0["columns"] as? Int == 200 } && !views.isEmpty)
    if Program.hasTic { #expect(leftOut.isEmpty) }
    for frame in frames {
      for key in ["term", "colors", "renderer", "scenario"] {
        #expect((frame[key] as? String)?.isEmpty == false, "\(key)")
      }
      let median = try #require(frame["median_ms"] as? Double)
      let p95 = try #require(frame["p95_ms"] as? Double)
      #expect(median > 0 && p95 >= median)
      let bytes = try #require(frame["bytes"] as? Double)
      if frame["scenario"] as? String == "cursor move" {
        #expect(bytes > 10 && bytes <= 55, "\(frame)")
      }
      if frame["columns"] as? Int == 120, frame["colors"] as? String == "256 colours",
        frame["scenario"] as? String == "slice close-up"
      {
        #expect(bytes > 10_000 && bytes <= 54_000, "\(frame)")
      }
    }
  }

  @Test("A terminal that cannot be had is left out with its reason")
  func leftOut() throws {
    let run = try Program.run(
      ["bench", "--viewer", "--repeats", "1"], environment: ["LC_ALL": "C"])
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.contains("the locale is not UTF-8; set LC_ALL=C.UTF-8"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(run.output)")
  }

  @Test("The viewer needs no network's options")
  func refusal() throws {
    for options in [["--no-case"], ["--sizes", "64"], ["--tensor", "a.safetensors"]] {
      let run = try Program.run(["bench", "--viewer"] + options)
      #expect(run.code == 2)
      #expect(run.messages.contains("--viewer runs no network"))
    }
  }
}
