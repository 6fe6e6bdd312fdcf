/// The response of the non-target lesions at one timepoint.
package enum NonTargetResponse: String, Codable, CaseIterable, Sendable {
  case complete = "CR"
  case persistent = "non-CR/non-PD"
  case progressive = "PD"
  case notEvaluable = "NE"
}
