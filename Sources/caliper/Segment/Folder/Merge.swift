import ImageFiles

/// Joins the records of a run, or of all parts of one.
struct Merge {
  private let folder: RecordFolder
  private let summary: SegmentationSummary
  /// Names of cases of the run that have no record, or not the mask that is on record.
  let missing: [String]

  /// - Throws: ``ImageFileError``, ``CaseFailure`` where there is nothing or nothing that goes together.
  init(_ folder: RecordFolder) throws {
    self.folder = folder
    let list = try RunCases(in: folder)?.cases ?? []
    let records = try folder.latest(of: list.map(\.name))
    var cases: [SegmentationSummary.Case] = []
    var missing: [String] = []
    for entry in list {
      if let found = records[entry.name], found.record.status == .failed || found.hasMask {
        cases.append(SegmentationSummary.Case(entry: entry, record: found.record))
      } else {
        missing.append(entry.name)
      }
    }
    self.missing = missing
    summary = try SegmentationSummary(cases, in: folder)
  }

  var failedCount: Int { summary.failedCount }

  /// Writes the results.
  ///
  /// - Returns: what they are, in a line.
  func write() throws -> String {
    try summary.write(to: folder)
    let path = SafeText.escaped(folder.path)
    return "\(counted(summary.cases.count, "case")), \(failedCount) failed, "
      + "\(counted(summary.lesionCount, "lesion")): \(path)/\(RecordFolder.summaryName), "
      + "\(path)/\(RecordFolder.tableName)"
  }
}
