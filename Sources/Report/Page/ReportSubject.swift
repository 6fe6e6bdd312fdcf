/// What a report is about, as far as the scores do not say it; text is shown as it is.
package struct ReportSubject: Sendable {
  /// Where predictions, references and images were read; `nil` where there are no images.
  package var predictions: String
  package var references: String
  package var images: String?
  /// "caliper 0.1.0".
  package var software: String
  /// What made the predictions, where they say so.
  package var weights: String?
  /// When the report was made; `nil` to leave it out.
  package var date: String?

  package init(
    predictions: String, references: String, images: String? = nil, software: String,
    weights: String? = nil, date: String? = nil
  ) {
    self.predictions = predictions
    self.references = references
    self.images = images
    self.software = software
    self.weights = weights
    self.date = date
  }
}
