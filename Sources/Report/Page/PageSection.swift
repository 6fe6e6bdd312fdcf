/// A part of the page under a heading of its own.
struct PageSection: Sendable {
  let id: String
  let title: String
  var style: String?
  let content: [Markup]

  init(_ id: String, _ title: String, style: String? = nil, _ content: Markup...) {
    self.id = id
    self.title = title
    self.style = style
    self.content = content
  }

  var markup: Markup {
    .element(
      "section", ["id": id, "class": style, "aria-labelledby": "\(id)-heading"],
      [.element("h2", ["id": "\(id)-heading"], .text(title))] + content)
  }
}
