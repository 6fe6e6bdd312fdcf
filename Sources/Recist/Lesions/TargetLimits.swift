/// How many targets a patient may have (RECIST 1.1, section 4.2).
package enum TargetLimits {
  package static let inAll = 5
  package static let inOneOrgan = 2

  /// What is wrong with a choice of targets, a sentence each, naming the lesions; empty when nothing
  /// is.
  ///
  /// - Parameter findings: of the baseline; those of other roles do not count.
  package static func violations(in findings: [LesionFinding]) -> [String] {
    let targets = findings.filter { $0.role == .target }
    var sentences: [String] = []
    if targets.count > inAll {
      sentences.append(
        "there are \(targets.count) targets, at most \(inAll) are allowed: \(names(targets)); make "
          + "\(targets.count - inAll) of them non-target")
    }
    var organs: [String] = []
    for target in targets where !organs.contains(target.site.key) { organs.append(target.site.key) }
    for organ in organs {
      let here = targets.filter { $0.site.key == organ }
      guard here.count > inOneOrgan else { continue }
      sentences.append(
        organ.isEmpty
          ? "the organs of \(here.count) targets are not named, and at most \(inOneOrgan) in one organ "
            + "are allowed: \(names(here)); name their organs"
          : "there are \(here.count) targets in one organ (\(organ)), at most \(inOneOrgan) are "
            + "allowed: \(names(here)); make \(here.count - inOneOrgan) of them non-target")
    }
    return sentences
  }

  private static func names(_ findings: [LesionFinding]) -> String {
    findings.map(\.quoted).joined(separator: ", ")
  }
}
