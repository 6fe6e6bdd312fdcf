import Foundation
import ImageFiles

/// Times a whole case, from the file to the saved mask, as a command of its own, so that its peak
/// memory is that command's alone.
struct CaseBenchmark {
  static let shape = [512, 512, 240]
  private static let spacing = "0.75x0.75x1.6"

  let weights: String
  let threads: Int
  let repeats: Int
  let cancellation: Cancellation
  let progress: ActivityLine

  /// Makes the case in a temporary folder, segments its lesions `repeats` times, and takes the
  /// run of median length, so that its stages add up.
  ///
  /// - Throws: ``CaseFailure`` when a command fails, `CancellationError`.
  func run() throws -> CaseTiming {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("caliper-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let image = folder.appendingPathComponent("case.nii.gz").path

    progress.show("making a case of \(Self.shape.map(String.init).joined(separator: " x "))")
    _ = try command(
      [
        "phantom", "-o", image, "--shape", Self.shape.map(String.init).joined(separator: "x"),
        "--spacing", Self.spacing,
      ], in: folder)

    var runs: [(seconds: Double, answer: SegmentAnswer)] = []
    for index in 0..<repeats {
      progress.show("the case, run \(index + 1) of \(repeats)")
      let (seconds, output) = try command(
        [
          "segment", "-i", image, "--prompts",
          folder.appendingPathComponent("case_prompts.json").path, "-o",
          folder.appendingPathComponent("mask.nii.gz").path, "--timing", "--threads", "\(threads)",
          "--weights", weights,
        ], in: folder)
      guard let answer = try? JSONDecoder().decode(SegmentAnswer.self, from: output) else {
        throw CaseFailure(
          "The case was segmented, but 'caliper segment --timing' told no timing; update Caliper.")
      }
      runs.append((seconds, answer))
    }
    runs.sort { $0.seconds < $1.seconds }
    let (seconds, answer) = runs[(runs.count - 1) / 2]
    return CaseTiming(
      shape: Self.shape, lesions: answer.lesions.count, seconds: seconds,
      runs: runs.map(\.seconds), timing: answer.timing)
  }

  /// Runs this program with other arguments to its end.
  ///
  /// - Returns: the wall time from start to end, and what it printed.
  private func command(_ arguments: [String], in folder: URL) throws -> (
    seconds: Double, output: Data
  ) {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: those fill up while nobody reads.
    let (output, messages) = (
      folder.appendingPathComponent("stdout"), folder.appendingPathComponent("stderr")
    )
    for (url, isOutput) in [(output, true), (messages, false)] {
      try Data().write(to: url)
      let handle = try FileHandle(forWritingTo: url)
      if isOutput { process.standardOutput = handle } else { process.standardError = handle }
    }
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    let start = ContinuousClock.now
    try process.run()
    while ended.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if cancellation.isCancelled { process.terminate() }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if cancellation.isCancelled { throw CancellationError() }
    guard process.terminationStatus == 0 else {
      let text = String(decoding: try Data(contentsOf: messages), as: UTF8.self)
      let reason = text.split(separator: "\n").first.map(String.init) ?? "it said nothing"
      throw CaseFailure(
        "The case could not be measured: 'caliper \(arguments[0])' failed with code "
          + "\(process.terminationStatus) (\(SafeText.escaped(reason))).")
    }
    return (seconds, try Data(contentsOf: output))
  }
}
