import Foundation
import ImageFiles
import Imaging
import Segmentation
import Tables

/// A table of diameters, a row a lesion, in CSV or TSV.
///
/// Columns, by name: `case`; `x1,y1,x2,y2,z` or `x1,y1,z1,x2,y2,z2`, or one whose name begins with
/// `recist` and that holds five numbers joined by commas; `label`, without which a case's rows are
/// numbered from 1. Others are passed over.
struct PromptTable {
  /// What the rows of each case say, by the name that they give it.
  private(set) var entries: [String: PromptSource] = [:]
  /// Rows of each of those names.
  private(set) var rowCounts: [String: Int] = [:]

  private let file: String
  private let columns: Columns

  /// - Parameter file: for the errors' text.
  /// - Throws: ``CaseFailure`` where columns are missing. A row that cannot be understood is told
  ///   only when its case is asked for.
  init(_ text: String, file: String) throws {
    self.file = SafeText.escaped(file)
    let table = SeparatedText(text)
    guard let heading = table.rows.first else {
      throw CaseFailure("\(self.file): the table is empty; give a row a lesion.")
    }
    columns = try Columns(heading.fields, file: self.file)
    var rows: [String: [(line: Int, fields: [String])]] = [:]
    for row in table.rows.dropFirst() {
      let name = columns.column(columns.name, of: row.fields)
      rows[CaseNaming.caseName(name), default: []].append(row)
    }
    for (name, rows) in rows {
      rowCounts[name] = rows.count
      entries[name] = source(rows)
    }
  }

  private func source(_ rows: [(line: Int, fields: [String])]) -> PromptSource {
    var prompts: [LesionPrompt] = []
    for (index, row) in rows.enumerated() {
      var label: Int? = index + 1
      if let column = columns.label {
        label = Self.whole(columns.column(column, of: row.fields))
      }
      guard let label, let diameter = columns.diameter(row.fields) else {
        return .refused(
          "\(file), line \(row.line): a row needs "
            + (label == nil ? "a whole number as its label." : columns.expected + "."))
      }
      prompts.append(LesionPrompt(label: label, diameter: diameter))
    }
    return .diameters(prompts.sorted { $0.label < $1.label })
  }

  /// A whole number, which spreadsheets may have written as 12.0.
  fileprivate static func whole(_ text: some StringProtocol) -> Int? {
    Double(text.trimmingCharacters(in: .whitespaces)).flatMap { Int(exactly: $0) }
  }
}

extension PromptTable {
  /// Which columns hold what.
  private struct Columns {
    let name: Int
    let label: Int?
    /// One column of five numbers, or five or six of one each.
    private let joined: Int?
    private let single: [Int]

    init(_ heading: [String], file: String) throws {
      let names = heading.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      guard let name = names.firstIndex(of: "case") else {
        throw CaseFailure("\(file): the table has no column \"case\"; name it in the first line.")
      }
      self.name = name
      label = names.firstIndex(of: "label")
      single =
        [["x1", "y1", "z1", "x2", "y2", "z2"], ["x1", "y1", "x2", "y2", "z"]].lazy
        .map { $0.map(names.firstIndex(of:)) }.first { !$0.contains(nil) }?.compactMap { $0 } ?? []
      joined = single.isEmpty ? names.firstIndex { $0.hasPrefix("recist") } : nil
      guard joined != nil || !single.isEmpty else {
        throw CaseFailure(
          "\(file): the table has no diameters; give columns x1, y1, x2, y2, z or one that is "
            + "called recist.")
      }
    }

    /// A field, empty where the row ends before it.
    func column(_ index: Int, of fields: [String]) -> String {
      index < fields.count ? fields[index] : ""
    }

    func diameter(_ fields: [String]) -> Diameter? {
      if let joined { return RecistArgument(argument: column(joined, of: fields))?.diameter }
      let n = single.compactMap { PromptTable.whole(column($0, of: fields)) }
      guard n.count == single.count else { return nil }
      return n.count == 6
        ? Diameter(Voxel(n[0], n[1], n[2]), Voxel(n[3], n[4], n[5]))
        : Diameter(Voxel(n[0], n[1], n[4]), Voxel(n[2], n[3], n[4]))
    }

    var expected: String {
      joined != nil
        ? "five whole numbers x1,y1,x2,y2,z as its diameter"
        : "\(single.count) whole numbers as the ends of its diameter"
    }
  }
}
