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
    notes = course.timepoints.indices.flatMap { index in
      let said: [(String, [PatientCourse.Row])] = [
        (
          "the short axis is the mask's, none was placed, of lesion ",
          course.rows.filter { $0.takesShortAxisOfMask[index] }
        ),
        (
          "copied, not confirmed, and so not evaluated: lesion ",
          course.rows.filter { $0.isUnconfirmed[index] }
        ),
      ]
      return said.filter { !$0.1.isEmpty }.map { text, rows in
        "\(course.label(index)): \(text)" + rows.map(\.id).joined(separator: ", ")
      }
    }
  }
}
