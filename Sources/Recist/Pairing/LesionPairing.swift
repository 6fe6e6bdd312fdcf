import Foundation

/// Which lesions of two timepoints are the same ones: first by id, then by name and organ.
///
/// Voxel positions of two studies do not lie in one space, so where a lesion lies in the body is not
/// compared; neither is its size, since that is what changes. By name, new lesions pair with new
/// lesions only.
package struct LesionPairing: Hashable, Sendable {
  /// In the earlier timepoint's order, by id before by name.
  package let pairs: [LesionPair]
  package let unpairedEarlier: [LesionFinding]
  package let unpairedLater: [LesionFinding]

  package init(from earlier: Timepoint, to later: Timepoint) {
    var pairs: [LesionPair] = []
    var (open, found) = (earlier.findings, later.findings)

    /// Pairs what has the same key, where the key is one lesion's alone in both timepoints.
    func pair<Key: Hashable>(_ basis: LesionPair.Basis, by key: (LesionFinding) -> Key?) {
      let places = Dictionary(grouping: found.indices) { key(found[$0]) }
      let counts = Dictionary(grouping: open, by: key).mapValues(\.count)
      var taken: Set<Int> = []
      open = open.filter { lesion in
        guard let own = key(lesion), counts[own] == 1, let matches = places[own],
          matches.count == 1, let match = matches.first
        else { return true }
        pairs.append(LesionPair(earlier: lesion, later: found[match], basis: basis))
        taken.insert(match)
        return false
      }
      found = found.indices.filter { !taken.contains($0) }.map { found[$0] }
    }

    pair(.id) { $0.id.isEmpty ? nil : $0.id }
    pair(.name) { LesionName($0.name).isEmpty ? nil : NameKey($0) }
    self.pairs = pairs
    unpairedEarlier = open
    unpairedLater = found
  }

  /// What makes a name one lesion's.
  private struct NameKey: Hashable {
    let name: LesionName
    let organ: String
    let isNew: Bool

    init(_ finding: LesionFinding) {
      name = LesionName(finding.name)
      organ = finding.site.key
      isNew = finding.role == .new
    }
  }
}

extension Timepoint {
  /// The timepoint with the earlier one's ids for the lesions that both have, so that
  /// ``ResponseAssessment`` follows them.
  ///
  /// - Parameter pairs: by default those of id and name; proposals only once the reader has
  ///   confirmed them.
  package func linked(to earlier: Timepoint, by pairs: [LesionPair]? = nil) -> Timepoint {
    let pairs = pairs ?? LesionPairing(from: earlier, to: self).pairs
    var linked = self
    // By place: the ids that a later timepoint has of its own may be those of other lesions.
    var ids: [Int: String] = [:]
    for pair in pairs {
      if let place = findings.firstIndex(of: pair.later) { ids[place] = pair.earlier.id }
    }
    for (place, id) in ids { linked.findings[place].id = id }
    // What is not paired must not keep an id that is another lesion's.
    var taken = Set(ids.values).union(earlier.findings.map(\.id))
    for place in linked.findings.indices where ids[place] == nil {
      let own = linked.findings[place].id
      var free = own
      var number = 2
      while taken.contains(free) {
        free = "\(own)-\(number)"
        number += 1
      }
      linked.findings[place].id = free
      taken.insert(free)
    }
    return linked
  }

  /// The timepoints with one id for each lesion, by id and name: each is linked to all lesions that
  /// were found before it, new ones included.
  ///
  /// - Parameter timepoints: the baseline, then the others in order of time.
  package static func linked(_ timepoints: [Timepoint]) -> [Timepoint] {
    var known = Timepoint(label: "", findings: [])
    return timepoints.enumerated().map { index, timepoint in
      let linked = index == 0 ? timepoint : timepoint.linked(to: known)
      known.findings += linked.findings.filter { known.finding(of: $0.id) == nil }
      return linked
    }
  }
}
