import Annotations
import Foundation
import ImageFiles

/// A JSON document with the diameters of several cases: `{"cases": [{"case": NAME, "lesions":
/// [{"label", "a", "b"}]}]}`, which is what a run's own `summary.json` is too.
struct PromptCollection: Decodable {
  /// One case: what a session is made of, under a name.
  private struct Entry: Decodable {
    let name: String
    let document: SessionDocument

    init(from decoder: any Decoder) throws {
      name = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .name)
      document = try SessionDocument(lesionsOf: decoder)
    }

    private enum Keys: String, CodingKey { case name = "case" }
  }

  private let cases: [Entry]

  /// By the names that the document gives.
  private(set) var entries: [String: PromptSource] = [:]

  private enum CodingKeys: String, CodingKey { case cases }

  /// - Parameter file: for the errors' text.
  /// - Throws: ``CaseFailure``.
  init(json: Data, file: String) throws {
    let shown = SafeText.escaped(file)
    do {
      self = try JSONDecoder().decode(PromptCollection.self, from: json)
    } catch let error as DecodingError {
      throw CaseFailure(
        "\(shown): the prompts of a folder cannot be read: \(error.summary); expected JSON such as "
          + "{\"cases\": [{\"case\": \"NAME\", \"lesions\": [{\"label\": 1, \"a\": [x, y, z], "
          + "\"b\": [x, y, z]}]}]}, or a table.")
    }
    for entry in cases {
      let name = CaseNaming.caseName(entry.name)
      guard entries.updateValue(.entry(entry.document, file: file), forKey: name) == nil else {
        throw CaseFailure(
          "\(shown): case \(SafeText.escaped(name)) is there twice; join its lesions.")
      }
    }
  }
}
