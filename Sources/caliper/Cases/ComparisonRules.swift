import Evaluation

/// How masks are compared with the true ones while they are being corrected.
struct ComparisonRules: Codable, Sendable {
  /// Of the surfaces, in mm.
  var tolerance = LesionScore.lesionTolerance
  var matching = MatchingRule.overlap

  enum CodingKeys: String, CodingKey { case tolerance, matching }

  init(tolerance: Double? = nil, matching: MatchingRule = .overlap) {
    if let tolerance, tolerance.isFinite, tolerance > 0 { self.tolerance = tolerance }
    self.matching = matching
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      tolerance: try values.decode(Double.self, forKey: .tolerance),
      matching: MatchingRule(rawValue: try values.decode(String.self, forKey: .matching))
        ?? .overlap)
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(tolerance, forKey: .tolerance)
    try values.encode(matching.rawValue, forKey: .matching)
  }
}
