/// The response of the target lesions at one timepoint.
package enum TargetResponse: String, Codable, CaseIterable, Sendable {
  case complete = "CR"
  case partial = "PR"
  case stable = "SD"
  case progressive = "PD"
  case notEvaluable = "NE"
}
