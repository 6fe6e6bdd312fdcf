import Annotations
import Foundation
import ImageFiles

/// Who and what made a session: what every document of a viewer says beside the work itself.
struct Provenance: Sendable {
  /// The reader's name: as the configuration says, else that of the account.
  var reader: String?
  /// The weights that predict, once they were read.
  var weights: SessionDocument.Weights?
  /// When the session that was read was begun.
  var created: String?

  init(reader: String?) {
    self.reader = reader ?? Self.account
  }

  /// The user's name as the login says it, else as the system knows the account; `nil` where neither
  /// does, as in a container.
  private static var account: String? {
    let environment = ProcessInfo.processInfo.environment
    let login = ["USER", "LOGNAME"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    if let login { return login }
    let name = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
    return name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What a session that is gone on with says of itself.
  mutating func goOn(with document: SessionDocument) {
    created = document.created
    weights = weights ?? document.weights
  }

  func stamp(_ document: inout SessionDocument) {
    document.created = created
    // Weights say where masks come from.
    if document.lesions.contains(where: { $0.measurement != nil }) { document.weights = weights }
    document.stamp(reader: reader)
  }
}

extension SessionDocument.Weights {
  /// The name of a weights file and the hash of what is in it.
  ///
  /// - Throws: where it cannot be read.
  init(of path: String) throws {
    self.init(
      file: SafeText.escaped(URL(fileURLWithPath: path).lastPathComponent),
      sha256: try SHA256.hexadecimal(ofFile: path))
  }
}
