import Recist

/// What an export of the RECIST table writes.
public struct ResponseExport: Sendable {
  package let assessment: ResponseAssessment
  /// The timepoint whose lesions the text lists.
  package let timepoint: Int
  /// What the numbers do not tell of themselves, a sentence each.
  package let notes: [String]
}

extension ResponseExport {
  init(_ course: PatientCourse, at timepoint: Int) {
    assessment = course.assessment
    self.timepoint = timepoint
    notes = course.timepoints.indices.compactMap { index in
      let lesions = course.rows.filter { $0.takesShortAxisOfMask[index] }.map(\.id)
      guard !lesions.isEmpty else { return nil }
      return "\(course.label(index)): the short axis is the mask's, none was placed, of lesion "
        + lesions.joined(separator: ", ")
    }
  }
}
