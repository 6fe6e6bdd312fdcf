import ArgumentParser
import ImageFiles
import Viewer

/// What `caliper view` shows: the files of its cases, and the list as the viewer has it.
struct ViewListing {
  let files: [CaseFiles]
  let cases: CaseList
  var rules = ComparisonRules()

  /// - Throws: ``CaseFailure`` where one of few files cannot be opened: that is told before the
  ///   screen is taken.
  init(_ listing: CaseListing, reader: ImageFileReader) throws {
    files = listing.cases
    if files.count == 1 || listing.areTimepoints {
      for one in files { try CaseFailure.wrapping { _ = try reader.readHeader(one.image) } }
    }
    cases = CaseList(
      names: files.map(\.name), kind: listing.areTimepoints ? .timepoints : .worklist)
  }

  /// The cases of a file that is reviewed; see ``ReviewListing``.
  ///
  /// - Throws: `ExitCode` for wrong usage, once the reason is told.
  init(reviewing path: String, images: String?) throws {
    let listing: ReviewListing
    do {
      listing = try ReviewListing(path, images: images)
    } catch let failure as CaseFailure {
      StandardError.print("caliper: \(failure.description)")
      throw ExitCode(ExitStatus.wrongUsage)
    }
    files = listing.cases.map(\.files)
    cases = CaseList(reviewing: listing.cases.map { ($0.files.name, $0.review) })
    rules = listing.rules
  }
}
