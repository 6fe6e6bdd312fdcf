import ImageFiles

/// Joins the records of a run, or of all parts of one.
struct Merge {
  private let folder: RecordFolder
  private let summary: SegmentationSummary
  /// Cases that the folder of images has and no record tells of.
  let missingCount: Int

  /// - Throws: ``ImageFileError``, ``CaseFailure`` where there is nothing or nothing that goes together.
  init(_ folder: RecordFolder) throws {
    self.folder = folder
    let records = try folder.latest().values.map(\.record)
    summary = try SegmentationSummary(records, in: folder)
    // The folder as the run that was last saw it.
    let last = records.max { $0.finishedDate < $1.finishedDate }
    missingCount = max(0, (last?.caseCount ?? 0) - records.count)
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
