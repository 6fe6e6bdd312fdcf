/// Wall time of one job.
enum Stopwatch {
  /// Runs `body`; the time is in seconds.
  static func measure<Result>(_ body: () throws -> Result) rethrows -> (
    seconds: Double, result: Result
  ) {
    let start = ContinuousClock.now
    let result = try body()
    return ((ContinuousClock.now - start) / .seconds(1), result)
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 of none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
