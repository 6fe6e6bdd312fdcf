extension LesionReport {
  /// What the lesion adds to the sum of target diameters, in mm to a tenth: its placed diameter, of a
  /// lymph node the placed short axis; 0 mm of one that is gone, 5 mm of one that is too small to
  /// measure (RECIST 1.1, 4.3.2). `nil` where that is not known, as of a copy that was not confirmed.
  var recistMillimetres: Double? {
    guard !isUnconfirmed else { return nil }
    switch finding {
    case .absent: return 0
    case .tooSmallToMeasure: return 5
    case .notEvaluable: return nil
    case .present, .unequivocalProgression: return placedMillimetres
    }
  }

  /// Whether it counts by what was placed.
  var isMeasured: Bool {
    !isUnconfirmed && (finding == .present || finding == .unequivocalProgression)
  }

  private var placedMillimetres: Double? {
    let value = isNode ? shortDiameterMillimetres : diameterMillimetres
    guard let value, value.isFinite else { return nil }
    // As it is written: so that whoever adds up a letter's figures comes to its sum.
    return value.rounded(toPlaces: 1)
  }
}

extension SessionReport {
  /// The sum of target diameters (RECIST 1.1, 4.3), or why there is none.
  enum Sum: Equatable {
    case millimetres(Double)
    case noTargets
    /// Targets without the diameter that counts.
    case unknown([LesionReport])
  }

  var targets: [LesionReport] { lesions.filter { $0.role == .target } }

  var sum: Sum {
    guard !targets.isEmpty else { return .noTargets }
    let unknown = targets.filter { $0.recistMillimetres == nil }
    guard unknown.isEmpty else { return .unknown(unknown) }
    return .millimetres(targets.reduce(0) { $0 + ($1.recistMillimetres ?? 0) })
  }
}
