import Annotations
import Foundation
import ImageFiles
import Tables

/// What a run, or all parts of one, made of a folder: `summary.json` and `measurements.csv`.
struct SegmentationSummary: Encodable {
  struct Case: Encodable {
    let entry: RunCases.Entry
    let record: CaseRecord

    /// The path begins in the folder of the summary; `nil` for a case that failed.
    var mask: String? { record.maskSHA256.map { _ in record.name + RecordFolder.maskEnding } }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(record.name, forKey: .name)
      try container.encode(entry.image, forKey: .image)
      try container.encodeIfPresent(entry.prompts, forKey: .prompts)
      try container.encodeIfPresent(mask, forKey: .mask)
      try container.encode(record.status, forKey: .status)
      try container.encodeIfPresent(record.problem, forKey: .problem)
      if !record.warnings.isEmpty { try container.encode(record.warnings, forKey: .warnings) }
      try container.encode(record.lesions, forKey: .lesions)
      try container.encode(record.efficiency, forKey: .efficiency)
    }

    private enum Keys: String, CodingKey {
      case image, prompts, mask, status, problem, warnings, lesions, efficiency
      case name = "case"
    }
  }

  static let kind = "caliper segmentation"

  let kind = Self.kind
  /// Of the program that segmented.
  let version: String
  let weights: RunSettings.Weights
  let options: RunSettings.Options
  /// By name.
  let cases: [Case]
  let efficiency: RunEfficiencyRecord

  private enum CodingKeys: String, CodingKey {
    case kind, version, weights, options, cases, efficiency
  }

  /// - Parameter cases: by name, at least one.
  /// - Throws: ``CaseFailure`` where they are of runs that do not go together.
  init(_ cases: [Case], in folder: RecordFolder) throws {
    let records = cases.map(\.record)
    guard let first = records.first else {
      throw CaseFailure(
        "\(SafeText.escaped(folder.path)): no case is recorded here; give the folder that 'segment' "
          + "wrote to.")
    }
    if let other = records.first(where: { $0.settings != first.settings }) {
      throw CaseFailure(
        "\(SafeText.escaped(folder.path)): case \(SafeText.escaped(first.name)) was segmented with "
          + "another version, other weights or options than case \(SafeText.escaped(other.name)); run 'segment' "
          + "again with --continue, which does the older ones anew.")
    }
    version = first.settings.version
    weights = first.settings.weights
    options = first.settings.options
    self.cases = cases
    efficiency = RunEfficiencyRecord(records.map(\.efficiency))
  }

  var failedCount: Int { cases.filter { $0.record.status == .failed }.count }
  var lesionCount: Int { cases.reduce(0) { $0 + $1.record.lesions.count } }

  /// A row a lesion, by case and label.
  var csv: String {
    var table = CSVTable()
    table.add([
      "case", "image", "mask", "label", "volume_mL", "volume_mm3", "voxels", "long_axis_mm",
      "short_axis_mm", "mean_HU", "sd_HU", "slices", "placed_diameter_mm", "rescued",
    ])
    for one in cases {
      let names = [one.record.name, one.entry.image, one.mask ?? ""].map {
        CSVTable.guarded($0, escaping: SafeText.escaped)
      }
      for lesion in one.record.lesions.map(\.report) {
        let own = lesion.measurement
        table.add(
          names + [
            "\(own.label)", decimal(own.volumeMillilitres, 6),
            decimal(own.volumeCubicMillimetres, 3),
            "\(own.voxels)", decimal(own.longAxisMillimetres, 3),
            decimal(own.shortAxisMillimetres, 3), own.meanHU.map { decimal($0, 3) } ?? "",
            own.standardDeviationHU.map { decimal($0, 3) } ?? "", "\(own.slices)",
            decimal(lesion.placedMillimetres, 3), lesion.rescued ? "true" : "false",
          ])
      }
    }
    return table.text
  }

  /// Replaces both files.
  ///
  /// - Throws: ``ImageFileError``.
  func write(to folder: RecordFolder) throws {
    try AtomicFile.write(Data(csv.utf8), to: folder.file(RecordFolder.tableName))
    // Last: where it is, all is there.
    try AtomicFile.write(
      Data((try JSONText.of(self) + "\n").utf8), to: folder.file(RecordFolder.summaryName))
  }
}
