import Foundation
import ImageFiles
import Imaging
import Tables

extension SessionReport {
  /// One row a lesion under a row of names; what is not known is empty. UTF-8 without a mark of
  /// byte order, RFC 4180, lines end in LF.
  public var csv: String {
    var table = CSVTable()
    table.add(Self.columns.map(\.name))
    for lesion in lesions {
      table.add(Self.columns.map { $0.value(self, lesion) })
    }
    return table.text
  }

  /// A column's name, and what it says of a lesion of a session.
  private struct Column: Sendable {
    let name: String
    let value: @Sendable (SessionReport, LesionReport) -> String

    init(_ name: String, _ value: @escaping @Sendable (SessionReport, LesionReport) -> String) {
      self.name = name
      self.value = value
    }
  }

  private static let columns: [Column] =
    [
      Column("study") { report, _ in text(report.study) },
      Column("label") { "\($1.label)" },
      Column("name") { text($1.name) },
      Column("role") { $1.role?.rawValue ?? "" },
      Column("organ") { text($1.organ) },
      Column("node") { "\($1.isNode)" },
      Column("finding") { $1.finding.rawValue },
      Column("unconfirmed") { "\($1.isUnconfirmed)" },
    ] + ends("a", \.a) + ends("b", \.b) + [
      Column("placed_diameter_mm") { number($1.diameterMillimetres, 3) },
      Column("placed_short_mm") { number($1.shortDiameterMillimetres, 3) },
      Column("volume_mL") { number($1.measurement?.volumeMillilitres, 6) },
      Column("volume_mm3") { number($1.measurement?.volumeCubicMillimetres, 3) },
      Column("long_axis_mm") { number($1.measurement?.longAxisMillimetres, 3) },
      Column("short_axis_mm") { number($1.measurement?.shortAxisMillimetres, 3) },
      Column("mean_HU") { number($1.measurement?.meanHU, 3) },
      Column("sd_HU") { number($1.measurement?.standardDeviationHU, 3) },
      Column("voxels") { $1.measurement.map { "\($0.voxels)" } ?? "" },
      Column("slices") { $1.measurement.map { "\($0.slices)" } ?? "" },
      Column("stale") { "\($1.isStale)" },
      Column("rescued") { "\($1.isRescued)" },
      Column("edited") { "\($1.isEdited)" },
      Column("reader") { report, _ in text(report.reader) },
      Column("software") { report, _ in text(report.software) },
      Column("weights") { report, _ in text(report.weights?.file) },
      Column("weights_sha256") { report, _ in text(report.weights?.sha256) },
      Column("date") { report, _ in text(report.date) },
    ]

  /// Voxel indices and RAS mm of an end.
  private static func ends(
    _ end: String, _ place: KeyPath<LesionReport, LesionReport.Place?> & Sendable
  ) -> [Column] {
    let axes = ["x", "y", "z"]
    return axes.indices.map { axis in
      Column("\(end)_\(axes[axis])") { $1[keyPath: place].map { "\($0.voxel[axis])" } ?? "" }
    }
      + axes.indices.map { axis in
        Column("\(end)_\(axes[axis])_mm") { number($1[keyPath: place]?.position?[axis], 3) }
      }
  }

  private static func text(_ text: String?) -> String {
    text.map { CSVTable.guarded($0, escaping: SafeText.escaped) } ?? ""
  }

  /// Empty for what is not finite.
  private static func number(_ value: Double?, _ places: Int) -> String {
    guard let value, value.isFinite else { return "" }
    return decimal(value, places)
  }
}
