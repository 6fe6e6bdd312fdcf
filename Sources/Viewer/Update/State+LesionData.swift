import Imaging
import Recist

// What a reader says of a lesion beside where it lies.
extension State {
  mutating func cycleRole() throws(Refusal) -> [Effect] {
    let lesion = try requireLesion()
    let role: LesionRole =
      switch lesion.role {
      case .target: .nonTarget
      case .nonTarget: .new
      case .new: .target
      }
    return setRole(role, of: lesion)
  }

  mutating func setRole(_ role: LesionRole) throws(Refusal) -> [Effect] {
    setRole(role, of: try requireLesion())
  }

  private mutating func setRole(_ role: LesionRole, of lesion: Lesion) -> [Effect] {
    describe(lesion, "role", "\(role.rawValue)") { $0.role = role }
  }

  mutating func toggleNode() throws(Refusal) -> [Effect] {
    let lesion = try requireLesion()
    let isNode = !lesion.site.isNode
    return describe(lesion, "site", isNode ? "lymph node" : "no lymph node") {
      $0.site.isNode = isNode
    }
  }

  /// - Parameter name: may be empty, which takes it away.
  mutating func setName(_ name: String) throws(Refusal) -> [Effect] {
    let lesion = try requireLesion()
    let name = try Self.checked(name)
    return describe(lesion, "name", name.isEmpty ? "no name" : name) { $0.name = name }
  }

  /// - Parameter organ: where its words speak of lymph nodes they also say whether it is one; empty
  ///   for none.
  mutating func setOrgan(_ organ: String) throws(Refusal) -> [Effect] {
    let lesion = try requireLesion()
    let organ = try Self.checked(organ)
    let wasNode = lesion.site.isNode
    let site = Site(organ, isNode: Site.saysNode(organ) ?? wasNode)
    let key = options.keymap.name(of: .toggleNode)
    let node =
      switch (wasNode, site.isNode) {
      case (false, false): ""
      case (true, true):
        Site.saysNode(organ) == nil ? ", still a lymph node (\(key) changes that)" : ", lymph node"
      case (false, true): ", now a lymph node: its short axis counts"
      case (true, false): ", no lymph node any more: its long axis counts"
      }
    return describe(lesion, "organ", (organ.isEmpty ? "no organ" : organ) + node) {
      $0.site = site
    }
  }

  mutating func setFinding(_ finding: FindingStatus) throws(Refusal) -> [Effect] {
    describe(try requireLesion(), "finding", finding.rawValue) { $0.finding = finding }
  }

  /// The finding of a word as it is typed: "present", "absent", "small", "progression", "ne".
  static func finding(named word: String) -> FindingStatus? {
    switch word {
    case "present": .present
    case "absent": .absent
    case "small": .tooSmallToMeasure
    case "progression": .unequivocalProgression
    case "ne": .notEvaluable
    default: nil
    }
  }

  private func requireLesion() throws(Refusal) -> Lesion {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    return lesion
  }

  private static func checked(_ text: String) throws(Refusal) -> String {
    // What fits a line of a report.
    guard text.count <= 60 else { throw Refusal("at most 60 characters fit.") }
    guard !text.contains(where: { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } })
    else { throw Refusal("there are characters in it that cannot be shown.") }
    return text
  }

  /// Changes a lesion unless it says so already.
  private mutating func describe(
    _ lesion: Lesion, _ what: String, _ said: String, _ body: (inout Lesion) -> Void
  ) -> [Effect] {
    var changed = lesion
    body(&changed)
    message = Message(.info, "Lesion \(lesion.id): \(said).")
    guard changed != lesion else { return [] }
    return change("\(what) of lesion \(lesion.id)") { work in work.update(lesion.id, body) }
  }
}
