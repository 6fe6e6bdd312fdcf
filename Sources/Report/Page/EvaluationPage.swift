import Evaluation

/// The report of an evaluation as one HTML file: no other file, no network, readable without its
/// script, which only sorts and filters tables.
///
/// The page is well-formed XML too, so that other programs can read it.
package struct EvaluationPage: Sendable {
  /// A slice to be shown, with its picture encoded as PNG; no bytes where it has none.
  package struct Figure: Sendable {
    package let choice: ChosenCases.Choice
    package let slice: SliceFigure
    package let png: [UInt8]?

    package init(_ choice: ChosenCases.Choice, _ slice: SliceFigure, png: [UInt8]?) {
      self.choice = choice
      self.slice = slice
      self.png = png
    }
  }

  /// The figures under one heading.
  package struct FigureGroup: Sendable {
    package let title: String
    package let figures: [Figure]

    package init(title: String, figures: [Figure]) {
      self.title = title
      self.figures = figures
    }
  }

  package let report: EvaluationReport
  let subject: ReportSubject
  let groups: [FigureGroup]
  let lesions: [ListedLesion]

  package init(_ report: EvaluationReport, of subject: ReportSubject, figures: [FigureGroup]) {
    self.report = report
    self.subject = subject
    groups = figures.filter { !$0.figures.isEmpty }
    lesions = report.listedLesions
  }

  static let title = "Segmentation report"

  /// The file's text.
  package var html: String {
    let page = Markup.element(
      "html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"], head,
      .element("body", [:], [header, .element("main", [:], sections.map(\.markup)), footer]))
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  private var head: Markup {
    .element(
      "head", [:],
      .element("meta", ["charset": "utf-8"]),
      // Were a name ever taken for markup, it could neither run nor fetch anything.
      .element(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            + "script-src 'sha256-\(Self.scriptHash)'; base-uri 'none'; form-action 'none'",
        ]),
      .element(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("meta", ["name": "generator", "content": subject.software]),
      .element("title", [:], .text("\(Self.title): \(subject.predictions)")),
      .element("style", [:], Self.style))
  }

  private var header: Markup {
    let parts = [subject.software, subject.date, "Research use, not for diagnosis"]
    return .element(
      "header", [:],
      .element("h1", [:], .text(Self.title)),
      .element("p", ["class": "muted"], .text(parts.compactMap { $0 }.joined(separator: " · "))),
      .element(
        "nav", ["aria-label": "Sections"],
        sections.map { .element("a", ["href": "#\($0.id)"], .text($0.title)) }))
  }

  private var footer: Markup { .element("script", [:], Self.script) }

  /// In the page's order; those that would be empty are left out.
  private var sections: [PageSection] {
    [
      problemsSection, headlineSection, subjectSection, distributionSection, volumeSection,
      sizeSection, figuresSection, efficiencySection, lesionsSection, casesSection, methodsSection,
    ].compactMap { $0 }
  }
}
