/// A table of the page.
struct PageTable: Sendable {
  struct Column: Sendable {
    let title: String
    let isNumber: Bool

    init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  struct Cell: Sendable {
    let text: String
    /// A place on the page that it leads to, without `#`.
    let target: String?

    init(_ text: String, target: String? = nil) {
      self.text = text
      self.target = target
    }
  }

  struct Row: Sendable {
    var id: String?
    var style: String?
    /// One for each column.
    let cells: [Cell]
  }

  /// On the page, unique.
  let id: String
  let caption: String
  let columns: [Column]
  let rows: [Row]
  /// The column by which rows are sorted upwards; `nil` for a table that is not to be sorted.
  let sortedBy: Int?

  init(
    _ id: String, caption: String, columns: [Column], rows: [Row], sortedBy: Int? = nil
  ) {
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.sortedBy = sortedBy
  }

  /// The table in a box in which it scrolls sideways, which keys reach. A table that can be sorted
  /// has a field to filter it, which the script shows.
  var markup: Markup {
    let head = columns.enumerated().map { index, column in
      Markup.element(
        "th",
        [
          "scope": "col", "class": column.isNumber ? "n" : nil,
          "aria-sort": index == sortedBy ? "ascending" : nil,
        ], .text(column.title))
    }
    let table = Markup.element(
      "table", ["class": sortedBy == nil ? nil : "sortable"],
      .element("caption", ["id": "\(id)-caption"], .text(caption)),
      .element("thead", [:], .element("tr", [:], head)),
      .element("tbody", [:], rows.map(row)))
    let box = Markup.element(
      "div",
      [
        "class": "scroll", "tabindex": "0", "role": "region",
        "aria-labelledby": "\(id)-caption",
      ], table)
    return sortedBy == nil ? box : filter + box
  }

  private var filter: Markup {
    .element(
      "p", ["class": "filter", "hidden": "hidden"],
      .element("label", ["for": "\(id)-filter"], "Filter rows "),
      .element("input", ["type": "search", "id": "\(id)-filter", "autocomplete": "off"]),
      " ", .element("output", ["for": "\(id)-filter"]))
  }

  private func row(_ row: Row) -> Markup {
    .element(
      "tr", ["id": row.id, "class": row.style],
      zip(columns, row.cells).enumerated().map { index, pair in
        let (column, cell) = pair
        let text = Markup.text(cell.text)
        let content = cell.target.map { .element("a", ["href": "#" + $0], text) } ?? text
        // The first column says what the row is about.
        return index == 0
          ? .element("th", ["scope": "row"], content)
          : .element("td", ["class": column.isNumber ? "n" : nil], content)
      })
  }
}
