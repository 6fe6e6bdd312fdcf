import ArgumentParser

/// The program: one file a command, wiring only.
struct Caliper: ParsableCommand {
  static let version = "0.1.0"
  /// What documents say they were written by.
  static let software = "caliper \(version)"

  static let configuration = CommandConfiguration(
    commandName: "caliper",
    abstract: "See CT in a terminal and measure tumours in 3D from a RECIST diameter.",
    discussion: """
      EXAMPLES
        caliper view ct.nii.gz
        caliper segment -i ct.nii.gz --recist 231,188,244,197,87 -o mask.nii.gz
        caliper segment -i images --prompts diameters.csv -o masks
        caliper info ct.nii.gz --json
        caliper phantom -o phantom.nii.gz
        caliper bench
        caliper accuracy lesions
        caliper evaluate -p predictions -r references

      EXIT CODES
        0 done, 1 a case failed, 2 wrong usage, 130 interrupted

      Research use, not for diagnosis.
      """,
    version: version,
    subcommands: [
      ViewCommand.self, SegmentCommand.self, MergeCommand.self, EvaluateCommand.self,
      InfoCommand.self, PhantomCommand.self, BenchCommand.self, AccuracyCommand.self,
      ConfigCommand.self, CompletionsCommand.self,
      ManCommand.self,
    ])
}
