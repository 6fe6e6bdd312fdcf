import Annotations
import Foundation
import ImageFiles

/// Session and prompt documents on disk.
enum SessionFile {
  static func read(_ path: String) throws -> SessionDocument {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CaseFailure(
        "\(SafeText.escaped(path)): the document cannot be read; check the name and its "
          + "permissions.")
    }
    do {
      return try SessionDocument(json: data)
    } catch let error as SessionError {
      throw CaseFailure("\(SafeText.escaped(path)): \(error.description)")
    }
  }
}
