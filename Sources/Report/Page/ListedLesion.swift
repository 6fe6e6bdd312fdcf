import Evaluation

/// A lesion of the report with its place on the page.
struct ListedLesion: Sendable {
  enum Status: String, Sendable {
    case found
    case notFound = "not found"
    /// The prediction alone has it.
    case extra = "not in the reference"
    /// The case has no prediction that could be compared.
    case withoutPrediction = "no prediction"
  }

  let evaluated: EvaluatedCase
  let lesion: EvaluatedLesion
  /// Its row in the table, unique on the page.
  let id: String
  /// Whether its points tell what they are and lead to its row.
  let isLinked: Bool

  /// Of more lesions than this nobody finds one by its point, and the page would grow to no use.
  static let mostLinked = 2000

  var status: Status {
    if evaluated.problem != nil { return .withoutPrediction }
    if lesion.reference == nil { return .extra }
    return lesion.prediction == nil ? .notFound : .found
  }

  var shape: ChartPoint.Shape {
    switch status {
    case .found: .disc
    case .notFound, .withoutPrediction: .cross
    case .extra: .square
    }
  }

  /// "LIDC-0001-1", with the label where the case has several lesions.
  var name: String {
    evaluated.lesions.count > 1 ? "\(evaluated.name), label \(labelText)" : evaluated.name
  }

  /// "2", "2 → 5" where the prediction has another label.
  var labelText: String {
    guard let reference = lesion.reference?.label, let prediction = lesion.prediction?.label,
      reference != prediction
    else { return "\(lesion.label)" }
    return "\(reference) → \(prediction)"
  }

  func point(_ x: Double, _ y: Double, _ text: String) -> ChartPoint {
    ChartPoint(
      x, y, shape,
      link: !isLinked
        ? nil
        : .init(
          title: "\(name): \(text)" + (status == .found ? "" : " (\(status.rawValue))"), target: id)
    )
  }
}

extension EvaluationReport {
  /// All lesions, lowest DSC first; of equals the one with the lower NSD, then by case and label.
  var listedLesions: [ListedLesion] {
    let lesions = cases.flatMap { evaluated in evaluated.lesions.map { (evaluated, $0) } }
    return lesions.enumerated().sorted {
      let (first, second) = ($0.element.1, $1.element.1)
      return (first.dice, first.normalisedSurfaceDice, $0.offset)
        < (second.dice, second.normalisedSurfaceDice, $1.offset)
    }.map {
      ListedLesion(
        evaluated: $0.element.0, lesion: $0.element.1, id: "lesion-\($0.offset + 1)",
        isLinked: lesions.count <= ListedLesion.mostLinked)
    }
  }
}
