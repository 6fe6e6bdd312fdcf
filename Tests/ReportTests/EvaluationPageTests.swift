import Evaluation
import Foundation
import FoundationXML
import ImageFiles
import Report
import Testing

@Suite("The page")
struct EvaluationPageTests {
  /// What a page consists of, read as XML.
  private final class Reader: NSObject, XMLParserDelegate {
    var ids: [String] = []
    var links: [String] = []
    var names: [String: Int] = [:]
    var addresses: [String] = []
    var text = ""

    init(_ page: String) throws {
      super.init()
      let parser = XMLParser(data: Data(page.utf8))
      parser.delegate = self
      guard parser.parse() else { throw try #require(parser.parserError) }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      names[name, default: 0] += 1
      if let id = attributes["id"] { ids.append(id) }
      for (key, value) in attributes where ["href", "src", "action", "data"].contains(key) {
        value.hasPrefix("#") ? links.append(String(value.dropFirst())) : addresses.append(value)
      }
      for key in ["aria-labelledby", "aria-describedby", "for"] {
        if let value = attributes[key] { links.append(value) }
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private static let pages: [(String, EvaluationPage)] = [
    ("many", Evaluations.page(Evaluations.many(40), figures: true)),
    ("few", Evaluations.page(Evaluations.many(3), figures: true)),
    ("one", Evaluations.page(Evaluations.many(1))),
    ("no lesion", Evaluations.page([Evaluations.one("empty", [])])),
    (
      "all failed",
      Evaluations.page([
        Evaluations.one(
          "a", [Evaluations.lesion(reference: 2, prediction: nil, dice: 0)], problem: "gone")
      ])
    ),
    (
      "mixed",
      Evaluations.page(
        [
          Evaluations.one(
            "<b>&\"'\u{1B}",
            [
              Evaluations.lesion(1, reference: 2, prediction: 2.5, dice: 0.8),
              Evaluations.lesion(2, reference: 0.5, prediction: nil, dice: 0),
              Evaluations.lesion(3, reference: nil, prediction: 0.1, dice: 0),
            ], efficiency: CaseEfficiency(seconds: 50, peakMegabytes: 900, gigabyteSeconds: 12.5)),
          Evaluations.one(
            "lost", [Evaluations.lesion(reference: 3, prediction: nil, dice: 0)],
            problem: "<i>there is no prediction</i>"),
        ], problems: ["<i>there is no prediction</i>"])
    ),
  ]

  @Test("Every page is well-formed, its ids are unique, and its links lead somewhere in it")
  func wellFormed() throws {
    for (name, page) in Self.pages {
      let reader = try Reader(page.html)
      #expect(Set(reader.ids).count == reader.ids.count, "\(name)")
      #expect(Set(reader.links).subtracting(reader.ids).isEmpty, "\(name)")
      #expect(reader.names["h1"] == 1 && reader.names["main"] == 1)
      // Every drawing says what it shows, but for those beside their meaning.
      #expect((reader.names["desc"] ?? 0) <= (reader.names["svg"] ?? 0))
    }
  }

  @Test("Nothing outside the file is asked for")
  func alone() throws {
    for (name, page) in Self.pages {
      let reader = try Reader(page.html)
      #expect(
        reader.addresses.allSatisfy { $0.hasPrefix("data:image/png;base64,") },
        "\(name): \(reader.addresses)")
      let html = page.html.replacing("http://www.w3.org/1999/xhtml", with: "")
      #expect(!html.contains("://") && !html.contains("url(") && !html.contains("@import"))
      #expect(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"))
    }
  }

  @Test("The policy names the script that is there")
  func scriptHash() throws {
    var hash = SHA256()
    Data(EvaluationPage.script.source.utf8).withUnsafeBytes { hash.update($0) }
    let digits = Array(hash.hexadecimal())
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)!
    }
    #expect(EvaluationPage.scriptHash == Data(bytes).base64EncodedString())
  }

  @Test("Names are shown as they are and never taken for markup")
  func names() throws {
    let page = try #require(Self.pages.last?.1)
    let reader = try Reader(page.html)
    #expect(reader.names["b"] != nil && reader.text.contains("<b>&\"'\u{FFFD}"))
    #expect(reader.names["i"] == nil && reader.text.contains("<i>there is no prediction</i>"))
  }

  @Test("What failed stands before the figures, and every kind of lesion is named")
  func problems() throws {
    let page = try #require(Self.pages.last?.1)
    let html = page.html
    let problems = try #require(html.range(of: "id=\"problems\""))
    let summary = try #require(html.range(of: "id=\"summary\""))
    #expect(problems.lowerBound < summary.lowerBound)
    let text = try Reader(html).text
    for part in [
      "1 of 2 cases has no prediction", "not found", "not in the reference", "no prediction",
      "Over the 1 case with a prediction alone", "1 case took more time and no case more memory",
      "12.5",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!Evaluations.page(Evaluations.many(2)).html.contains("id=\"problems\""))
  }

  @Test("Figures are those of the evaluation, with their intervals")
  func figures() throws {
    let page = Evaluations.page(Evaluations.many(40))
    let report = page.report
    let text = try Reader(page.html).text
    let interval = try #require(report.overCases.dice.interval)
    #expect(text.contains(Digits.score(report.overCases.dice.mean)))
    #expect(
      text.contains(
        "[\(Digits.score(interval.lowerBound)), \(Digits.score(interval.upperBound))]"))
    // Prediction less reference is 0.2 mL in each, to the last digits.
    #expect(text.contains("in mL: bias +0.20 mL, 95 % limits of agreement +0.20 to +0.20 mL"))
  }

  @Test("What few cases cannot tell is said in a sentence")
  func fewCases() throws {
    let one = try Reader(Evaluations.page(Evaluations.many(1)).html).text
    #expect(one.contains("No limits of agreement: 1 lesion in both masks"))
    #expect(!one.contains("1.96 sample SD") && !one.contains("0.2 lesions"))
    #expect(!one.contains("In brackets") && one.contains("One case has no intervals"))
    #expect(!one.contains("[95 % CI]"))
    let three = try Reader(Evaluations.page(Evaluations.many(3)).html).text
    #expect(three.contains("1.96 sample SD, n = 3") && three.contains("In brackets"))
  }

  @Test("A case without a prediction is shown, its predicted volume is 0, and counts add up")
  func withoutPrediction() throws {
    let lost = Evaluations.one(
      "lost", [Evaluations.lesion(reference: 3, prediction: nil, dice: 0)], problem: "gone")
    let extra = Evaluations.one(
      "extra",
      [
        Evaluations.lesion(1, reference: 2, prediction: 2, dice: 0.9),
        Evaluations.lesion(2, reference: nil, prediction: 1, dice: 0),
      ])
    let text = try Reader(Evaluations.page([lost, extra], figures: true).html).text
    #expect(text.contains("3.00 mL, no prediction") && text.contains("show the reference alone"))
    #expect(text.contains("Outline of the reference alone, no prediction."))
    // Status, DSC, NSD, HD95, volumes and their error.
    #expect(text.contains("no prediction0.0000.000–3.000−100.0"))
    #expect(text.contains("n in reference") && text.contains("n in both"))
    #expect(text.contains("The sizes add up to 2 of 3 lesions: 1 that only the prediction has"))
    let plain = try Reader(Evaluations.page(Evaluations.many(4)).html).text
    #expect(!plain.contains("n in both") && !plain.contains("The sizes add up"))
  }

  @Test("Every lesion is a row, and a point in each chart that has it")
  func lesions() throws {
    let page = Evaluations.page(Evaluations.many(25))
    let reader = try Reader(page.html)
    #expect(reader.ids.count { $0.hasPrefix("lesion-") } == 25)
    // Two histograms, four plots of volumes and diameters, two of sizes.
    #expect(reader.links.count { $0 == "lesion-7" } == 8)
  }

  @Test("Worst, median and best cases are chosen by DSC; few cases are all shown")
  func choice() {
    func names(_ count: Int) -> [[String]] {
      ChosenCases(
        of: EvaluationReport(Evaluations.many(count), tolerance: 2, matching: .labels)
      ).groups.map { $0.cases.map(\.evaluated.name) }
    }
    #expect(
      names(41) == [
        (0..<6).map { "case-\($0)" }, ["case-19", "case-20", "case-21"],
        ["case-40", "case-39", "case-38"],
      ])
    for count in 0..<60 where count > 0 {
      let all = names(count).flatMap { $0 }
      #expect(Set(all).count == all.count && all.count == min(count, count < 15 ? 14 : 12))
    }
    let report = EvaluationReport(
      [
        Evaluations.one("empty", []),
        Evaluations.one(
          "lost", [Evaluations.lesion(reference: 1, prediction: nil, dice: 0)], problem: "gone"),
        Evaluations.one(
          "two",
          [
            Evaluations.lesion(1, reference: 1, prediction: 1, dice: 0.9),
            Evaluations.lesion(2, reference: 1, prediction: 1, dice: 0.4),
          ]),
      ], tolerance: 2, matching: .labels)
    let chosen = ChosenCases(of: report).all
    #expect(chosen.map(\.evaluated.name) == ["lost", "two"] && chosen.last?.lesion.label == 2)
  }
}
