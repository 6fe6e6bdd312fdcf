import ArgumentParser
import Evaluation
import Foundation
import ImageFiles
import Report

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Compare segmentations with their references.",
    discussion: """
      Takes two label maps, or two folders of them: each reference is compared
      with the prediction that has its name, in folders below too. Endings (.nii,
      .nii.gz) and marks (_mask, _seg, _gt, _label, _pred, ...) do not count. Every
      label is a lesion or an organ of its own.

      Prints Dice (DSC), normalised surface Dice (NSD), the 95th percentile of the
      Hausdorff distance (HD95), and the errors of volumes and RECIST diameters:
      means over cases, over lesions and by size, with 95 % bootstrap intervals
      over cases.

      A reference without a prediction, or whose prediction cannot be read or lies
      on another grid, counts as 0, is named on standard error, and makes the exit
      code 1.

      EXAMPLES
        caliper evaluate -p predictions -r references
        caliper evaluate -p predictions -r references --json scores.json
        A row a lesion, for a spreadsheet:
          caliper evaluate -p predictions -r references --csv lesions.csv
        A page with charts, tables and slices:
          caliper evaluate -p predictions -r references --html report.html
        Lesions numbered in another order:
          caliper evaluate -p mine.nii.gz -r true.nii.gz --match overlap
        Another tolerance of the surface, in mm:
          caliper evaluate -p predictions -r references --tolerance 3
      """)

  @Option(
    name: .shortAndLong, help: "The prediction, or the folder with the predictions.",
    completion: .file())
  var predictions: String

  @Option(
    name: .shortAndLong, help: "The reference, or the folder with the references.",
    completion: .file())
  var references: String

  @Option(
    help: "The folder with the images, named as the cases (default: what summary.json names).",
    completion: .directory)
  var images: String?

  @Option(
    parsing: .unconditional, help: "The tolerance of the normalised surface Dice, in mm.")
  var tolerance = LesionScore.lesionTolerance

  @Option(
    name: .customLong("match"),
    help: "Which lesions are compared: those of the same label, or those that overlap most.")
  var matching = MatchingRule.labels

  @Option(help: "Write everything to this file, in the form of nnU-Net.", completion: .file())
  var json: String?

  @Option(help: "Write one row a lesion to this file.", completion: .file())
  var csv: String?

  @Option(
    help: "Write a report with charts, tables and slices to this file.", completion: .file())
  var html: String?

  @Option(
    parsing: .unconditional,
    help: "Cases that are compared at the same time (default: all processors).")
  var threads: Int?

  func validate() throws {
    guard tolerance >= 0, tolerance <= 1000 else {
      throw ValidationError("--tolerance takes a number of mm from 0 to 1000.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    try outputs.checkApart()
  }

  private var outputs: OutputFiles {
    OutputFiles([("--json", json), ("--csv", csv), ("--html", html)])
  }

  func run() throws {
    let interrupt = InterruptWatch()
    let problems = try withExtendedLifetime(interrupt) { try evaluate(interrupt.cancellation) }
    if problems > 0 {
      throw CaseFailure(
        "\(problems) case\(problems == 1 ? "" : "s") could not be compared, as told above.")
    }
  }

  /// - Returns: how many cases could not be compared.
  private func evaluate(_ cancellation: Cancellation) throws -> Int {
    try outputs.checkFolders()
    let list = try EvaluationPairs(
      predictions: predictions, references: references, images: images)
    try outputs.check(
      against: list.pairs.flatMap {
        [$0.files.reference, $0.files.prediction, $0.files.image].compactMap { $0 }
      } + [list.summary].compactMap { $0 })
    for sentence in list.problems { StandardError.print("caliper: \(sentence)") }
    for sentence in list.notes { StandardError.print("caliper: note: \(sentence)") }
    let evaluator = CaseEvaluator(
      tolerance: tolerance, matching: matching, budget: MemoryBudget(bytes: Self.memory),
      cancellation: cancellation)
    let found = try EvaluationRun(list.pairs, evaluator)
      .run(threads: threads ?? AvailableProcessors().count)
    let problems = list.problems + found.problems
    guard !found.cases.isEmpty else { return problems.count }
    let report = EvaluationReport(
      found.cases, tolerance: tolerance, matching: matching, problems: problems,
      notes: list.notes)
    // Before anything is written, since it takes time in which it may be interrupted.
    let page = try html.map { _ in try self.page(of: report, list, cancellation).html }
    print(ReportPage.standardOutput.text(of: report, subject: subject(report)))
    try CaseFailure.wrapping { try write(report, page: page) }
    return problems.count
  }

  /// That cases at work at the same time may take together, in bytes.
  private static let memory = 4 << 30

  /// Every file that was asked for.
  private func write(_ report: EvaluationReport, page: String?) throws {
    if let json {
      let document = EvaluationDocument(
        report, in: (json as NSString).deletingLastPathComponent)
      try AtomicFile.write(Data((try JSONText.of(document) + "\n").utf8), to: json)
    }
    if let csv { try AtomicFile.write(Data(report.csv.utf8), to: csv) }
    if let html, let page { try AtomicFile.write(Data(page.utf8), to: html) }
  }

  private func page(
    of report: EvaluationReport, _ list: EvaluationPairs, _ cancellation: Cancellation
  ) throws -> EvaluationPage {
    let figures = try EvaluationFigures(of: report, cancellation)
    for sentence in figures.notes { StandardError.print("caliper: note: \(sentence)") }
    let subject = ReportSubject(
      predictions: SafeText.escaped(predictions), references: SafeText.escaped(references),
      images: images.map(SafeText.escaped), software: Caliper.software, weights: list.weights,
      date: Date.now.formatted(.iso8601.year().month().day()))
    return EvaluationPage(report, of: subject, figures: figures.groups)
  }

  private func subject(_ report: EvaluationReport) -> [String] {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    let lesions = report.cases.reduce(0) { $0 + $1.lesions.count }
    return [
      "\(Caliper.software): \(count(report.cases.count, "case")), \(count(lesions, "lesion")), "
        + "matched by \(matching == .labels ? "label" : "overlap")",
      "predictions \(SafeText.escaped(predictions))",
      "references  \(SafeText.escaped(references))",
    ]
  }
}

extension MatchingRule: ExpressibleByArgument {}
