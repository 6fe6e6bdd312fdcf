import ArgumentParser
import Evaluation
import Foundation
import ImageFiles
import Segmentation

struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Measure how well the network segments lesions whose masks are known.",
    discussion: """
      Takes every pair NAME_ct.nii.gz and NAME_mask.nii.gz (or .nii) in the folder and below it.
      Every label of a mask is a lesion, prompted by its farthest pair of voxels in the axial slice
      of its largest area. Prints mean DSC and NSD with bootstrap intervals, beside baselines that
      know the diameter alone, by source (the folder that holds the pair) and size.

      EXAMPLES
        caliper accuracy lesions
        caliper accuracy lesions --csv lesions.csv --json lesions.json
        How much is lost when both ends are off by 1, 2 and 3 voxels:
          caliper accuracy lesions --jitter 1,2,3 --draws 5
      """)

  @Argument(help: "The folder with the pairs.", completion: .directory)
  var folder: String

  @Option(
    parsing: .unconditional,
    help: "The tolerance of the normalised surface Dice, in mm.")
  var tolerance = LesionScore.lesionTolerance

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Displace both ends in their slice by so many voxels; 0 is always measured.",
      valueName: "R,R,…"))
  var jitter = JitterRadii.none

  @Option(parsing: .unconditional, help: "Random displacements for each lesion and R.")
  var draws = 3

  @Option(parsing: .unconditional, help: "Another number gives other displacements.")
  var seed: UInt64 = 1

  @Option(help: "Write one row a lesion to this file.", completion: .file())
  var csv: String?

  @Option(help: "Write everything, with intervals, to this file.", completion: .file())
  var json: String?

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    guard tolerance >= 0, tolerance <= 1000 else {
      throw ValidationError("--tolerance takes a number of mm from 0 to 1000.")
    }
    guard (1...1000).contains(draws) else {
      throw ValidationError("--draws takes a number from 1 to 1000.")
    }
    try outputs.checkApart()
  }

  private var outputs: OutputFiles { OutputFiles([("--csv", csv), ("--json", json)]) }

  func run() throws {
    let interrupt = InterruptWatch()
    let problems = try withExtendedLifetime(interrupt) { try measure(interrupt.cancellation) }
    if problems > 0 {
      throw CaseFailure("\(Self.count(problems, "case")) left out, as told above.")
    }
  }

  /// - Returns: how many cases or lesions could not be measured.
  private func measure(_ cancellation: Cancellation) throws -> Int {
    try outputs.checkFolders()
    let cases = try LabelledFolder(at: folder)
    let weights = try WeightsLocator.path(option: engine.weights)
    try outputs.check(against: cases.pairs.flatMap { [$0.image, $0.mask] } + [weights])
    guard !cases.pairs.isEmpty || !cases.problems.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(folder)): there is no pair of NAME_ct.nii.gz and NAME_mask.nii.gz; "
          + "check the folder.")
    }
    let network = try WeightsLocator.network(at: weights)
    let evaluator = LesionEvaluator(
      segmenter: Segmenter(network: network, threads: engine.threadCount), tolerance: tolerance,
      jitters: jitter.radii.map { EndpointJitter(radius: $0, seed: seed) }, draws: draws,
      cancellation: cancellation)
    let found = try evaluate(cases, evaluator)
    guard !found.lesions.isEmpty else { return found.problems.count }

    let report = AccuracyReport(found.lesions, tolerance: tolerance)
    print(report.text(of: subject(weights, report)))
    try CaseFailure.wrapping {
      if let csv { try AtomicFile.write(Data(report.csv.utf8), to: csv) }
      if let json {
        let document = AccuracyDocument(
          report, weights: weights, draws: draws, seed: seed, problems: found.problems)
        try AtomicFile.write(Data((try JSONText.of(document) + "\n").utf8), to: json)
      }
    }
    return found.problems.count
  }

  /// Evaluates every pair; one that fails is told at once, and the others go on.
  private func evaluate(
    _ cases: LabelledFolder, _ evaluator: LesionEvaluator
  ) throws -> LesionEvaluator.Outcome {
    let activity = ActivityLine()
    defer { activity.finish() }
    var all = LesionEvaluator.Outcome()
    func tell(_ problems: [String]) {
      activity.finish()
      for problem in problems { StandardError.print("caliper: \(problem)") }
      all.problems += problems
    }
    tell(cases.problems)
    for (index, pair) in cases.pairs.enumerated() {
      let name = "case \(index + 1) of \(cases.pairs.count): \(pair.source)/\(pair.name)"
      do {
        let outcome = try CaseFailure.wrapping {
          try evaluator.evaluate(pair) { done, total in
            activity.show(total > 1 ? "\(name), prompt \(done + 1) of \(total)" : name)
          }
        }
        all.lesions += outcome.lesions
        tell(outcome.problems)
      } catch let failure as CaseFailure {
        tell([failure.description])
      }
    }
    return all
  }

  private func subject(_ weights: String, _ report: AccuracyReport) -> String {
    let name = SafeText.escaped(URL(fileURLWithPath: weights).lastPathComponent)
    let cases = Set(report.lesions.map { "\($0.identity.source)/\($0.identity.name)" }).count
    return "\(Caliper.software), \(name): \(Self.count(report.lesions.count, "lesion")) of "
      + Self.count(cases, "CT")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
