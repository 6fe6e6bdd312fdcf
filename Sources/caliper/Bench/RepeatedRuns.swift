import Foundation

/// Runs one job again and again, and takes the time of each run.
struct RepeatedRuns<Result> {
  let job: () throws -> Result

  /// What was taken, in seconds, and what the last run gave.
  struct Outcome {
    let firstSeconds: Double
    /// Of the runs after the first.
    let seconds: [Double]
    let last: Result
  }

  /// A first run, and `repeats` more.
  func run(repeats: Int) throws -> Outcome {
    var left = repeats
    return try run(tellingEach: false) {
      left -= 1
      return left >= 0
    }
  }

  /// A first run, and one more for each line on standard input, each told by a line at once:
  /// so that several programs can take turns.
  func runPaced() throws -> Outcome { try run(tellingEach: true) { readLine() != nil } }

  private func run(tellingEach: Bool, while goesOn: () -> Bool) throws -> Outcome {
    func tell(_ key: String, _ seconds: Double) {
      guard tellingEach else { return }
      print("{\"\(key)\": \(seconds)}")
      fflush(nil)
    }
    var (first, last) = try Stopwatch.measure(job)
    tell("first_seconds", first)
    var seconds: [Double] = []
    while goesOn() {
      let run = try Stopwatch.measure(job)
      seconds.append(run.seconds)
      last = run.result
      tell("seconds", run.seconds)
    }
    return Outcome(firstSeconds: first, seconds: seconds, last: last)
  }
}
