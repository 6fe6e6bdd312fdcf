import Evaluation
import ImageFiles
import Imaging
import Testing

/// The diameters that true masks imply, held against those that the data set lists.
@Suite(
  .enabled(if: ValidationSet.isPresent, "the validation lesions of CALIPER_SHARED are absent"))
struct SimulatedPromptTests {
  @Test func diametersAreThoseOfTheIndex() throws {
    let cases = try ValidationSet.cases()
    #expect(cases.count == 121)
    for lesion in cases {
      let truth = try ImageFileReader().readMask(lesion.mask)
      let label = try #require(truth.presentLabels.first)
      #expect(
        Diameter(ofLargestSectionOf: label, in: truth) == lesion.diameter, "\(lesion.name)")
    }
  }
}
