extension LesionPairing {
  /// From which similarity of names two lesions of one organ may be the same.
  static let leastSimilarity = 0.5

  /// Pairs for what is not paired, for the reader to confirm: lesions of one organ with similar
  /// names, the most similar first; then what is the only one left in its organ at both timepoints.
  ///
  /// Lesions whose names hold other numbers or sides are never proposed for similarity. Each lesion
  /// is in one proposal at most.
  package var proposals: [LesionPair] {
    var (open, found) = (Array(unpairedEarlier.indices), Array(unpairedLater.indices))
    var proposals: [LesionPair] = []

    func propose(_ earlier: Int, _ later: Int, _ reason: String) {
      open.removeAll { $0 == earlier }
      found.removeAll { $0 == later }
      proposals.append(
        LesionPair(
          earlier: unpairedEarlier[earlier], later: unpairedLater[later],
          basis: .proposed(reason: reason)))
    }

    for candidate in similarNames where open.contains(candidate.earlier) {
      guard found.contains(candidate.later) else { continue }
      propose(
        candidate.earlier, candidate.later,
        "similar names in one organ (\(unpairedEarlier[candidate.earlier].site.key))")
    }
    for earlier in open {
      let lesion = unpairedEarlier[earlier]
      let rivals = open.filter { mayBeSame(lesion, unpairedEarlier[$0]) }
      let matches = found.filter { mayBeSame(lesion, unpairedLater[$0]) }
      guard rivals.count == 1, matches.count == 1, let match = matches.first else { continue }
      propose(earlier, match, "the only unpaired lesion of its organ (\(lesion.site.key))")
    }
    return proposals
  }

  private func mayBeSame(_ a: LesionFinding, _ b: LesionFinding) -> Bool {
    !a.site.key.isEmpty && a.site.key == b.site.key && (a.role == .new) == (b.role == .new)
  }

  /// By similarity, then as listed.
  private var similarNames: [(earlier: Int, later: Int)] {
    var candidates: [(earlier: Int, later: Int, similarity: Double)] = []
    for (earlier, lesion) in unpairedEarlier.enumerated() {
      for (later, other) in unpairedLater.enumerated() where mayBeSame(lesion, other) {
        let similarity = LesionName(lesion.name).similarity(to: LesionName(other.name))
        if similarity >= Self.leastSimilarity { candidates.append((earlier, later, similarity)) }
      }
    }
    return candidates.sorted {
      ($1.similarity, $0.earlier, $0.later) < ($0.similarity, $1.earlier, $1.later)
    }
    .map { ($0.earlier, $0.later) }
  }
}
