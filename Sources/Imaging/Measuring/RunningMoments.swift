/// Number, mean and sum of squared deviations of finite values, gathered part by part.
///
/// Each part is summed about one of its own values and joined to what is known by the pairwise
/// update of Chan, Golub and LeVeque (1983). Sums of plain squares would cancel where a lesion's
/// deviation is small beside its mean; Welford's update costs a division a voxel and is no more
/// exact.
struct RunningMoments {
  private(set) var count = 0
  private var runningMean = 0.0
  private var squares = 0.0

  /// - Parameters:
  ///   - shift: what the sums were taken about.
  ///   - sum: of `value - shift`.
  ///   - squares: of `(value - shift)` squared.
  mutating func add(count partCount: Int, shift: Double, sum: Double, squares partSquares: Double) {
    guard partCount > 0 else { return }
    let (known, part) = (Double(count), Double(partCount))
    let partMean = sum / part
    let delta = shift + partMean - runningMean
    let total = known + part
    squares += max(0, partSquares - partMean * sum) + delta * delta * known / total * part
    runningMean += delta * part / total
    count += partCount
  }

  /// NaN without a value.
  var mean: Double { count > 0 ? runningMean : .nan }

  /// Of the population, as ITK and numpy state it by default; NaN without a value.
  var standardDeviation: Double { (squares / Double(count)).squareRoot() }
}
