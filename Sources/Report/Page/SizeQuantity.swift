import Evaluation

/// What both masks tell of a lesion's size, and how it is drawn.
struct SizeQuantity {
  /// "volume".
  let name: String
  /// What is compared, for the charts' captions.
  let meaning: String
  let unit: String
  let value: KeyPath<EvaluatedLesion.Extent, Double>
  /// Whether differences are shown in % of the mean of both, since they grow with it.
  let isRelative: Bool
  let text: (Double) -> String

  static var volume: SizeQuantity {
    SizeQuantity(
      name: "volume", meaning: "volumes", unit: "mL", value: \.millilitres, isRelative: true,
      text: { Digits.significant($0) })
  }

  static var diameter: SizeQuantity {
    SizeQuantity(
      name: "diameter", meaning: "longest axial diameters", unit: "mm",
      value: \.diameterMillimetres, isRelative: false, text: { Digits.fixed($0, 1) })
  }

  func reference(_ listed: ListedLesion) -> Double { listed.lesion.reference?[keyPath: value] ?? 0 }
  func prediction(_ listed: ListedLesion) -> Double {
    listed.lesion.prediction?[keyPath: value] ?? 0
  }
}
