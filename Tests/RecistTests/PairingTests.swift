import Recist
import Testing

@Suite struct PairingTests {
  private func lesion(
    _ id: String, _ name: String, in organ: String = "liver", _ role: LesionRole = .target
  ) -> LesionFinding {
    LesionFinding(id: id, name: name, role: role, site: Site(organ), longAxisMillimetres: 20)
  }

  private func pairing(_ earlier: [LesionFinding], _ later: [LesionFinding]) -> LesionPairing {
    LesionPairing(
      from: Timepoint(label: "TP0", findings: earlier),
      to: Timepoint(label: "TP1", findings: later))
  }

  private func text(_ pairs: [LesionPair]) -> [String] {
    pairs.map { "\($0.earlier.id)-\($0.later.id)" }
  }

  @Test("Ids pair first, then names within an organ")
  func exact() {
    let pairing = pairing(
      [lesion("1", "dome"), lesion("2", "Hilum"), lesion("3", "tip", in: "lung")],
      [lesion("9", "hilum", in: "hepatic"), lesion("1", "other"), lesion("8", "tip", in: "spleen")])
    #expect(text(pairing.pairs) == ["1-1", "2-9"])
    #expect(pairing.pairs.map(\.basis) == [.id, .name])
    #expect(pairing.unpairedEarlier.map(\.id) == ["3"])
    #expect(pairing.unpairedLater.map(\.id) == ["8"])
    #expect(pairing.proposals.isEmpty, "no organ in common")
  }

  @Test("A name that two lesions bear pairs nothing, nor does an empty one")
  func ambiguous() {
    #expect(pairing([lesion("1", "met"), lesion("2", "met")], [lesion("3", "met")]).pairs.isEmpty)
    #expect(pairing([lesion("1", "")], [lesion("2", "")]).pairs.isEmpty)
    #expect(pairing([lesion("", "")], [lesion("", "")]).pairs.isEmpty)
  }

  @Test("New lesions pair by name with new lesions only")
  func new() {
    #expect(pairing([lesion("1", "met")], [lesion("2", "met", .new)]).pairs.isEmpty)
    #expect(pairing([lesion("1", "met")], [lesion("2", "met", .new)]).proposals.isEmpty)
    #expect(
      text(pairing([lesion("1", "met", .new)], [lesion("2", "met", .new)]).pairs) == ["1-2"])
  }

  @Test("Similar names in one organ are proposed, the most similar first")
  func similar() {
    let pairing = pairing(
      [lesion("1", "segment VII dome"), lesion("2", "caudate lobe")],
      [lesion("8", "caudate"), lesion("9", "dome of segment VII")])
    #expect(text(pairing.proposals) == ["1-9", "2-8"])
    #expect(
      pairing.proposals.map(\.basis)
        == Array(repeating: .proposed(reason: "similar names in one organ (liver)"), count: 2))
  }

  @Test("Other numbers or sides are other lesions, however similar the names")
  func distinct() {
    let numbers = pairing(
      [lesion("1", "lesion 1"), lesion("2", "lesion 2")], [lesion("8", "lesion 3")])
    #expect(numbers.proposals.isEmpty)
    let sides = pairing(
      [lesion("1", "left lower lobe", in: "lung"), lesion("2", "right apex", in: "lung")],
      [lesion("8", "right lower lobe", in: "lung"), lesion("9", "left apex", in: "lung")])
    #expect(sides.proposals.isEmpty)
    #expect(text(pairing([lesion("1", "met #2")], [lesion("7", "Met-2 ")]).pairs) == ["1-7"])
  }

  @Test("What is alone in its organ at both timepoints is proposed")
  func alone() {
    let pairing = pairing(
      [lesion("1", "a", in: "left lung"), lesion("2", "b"), lesion("3", "c", in: "")],
      [
        lesion("7", "x", in: "right lung"), lesion("8", "y"), lesion("9", "z"),
        lesion("6", "w", in: ""),
      ])
    #expect(text(pairing.proposals) == ["1-7"])
    #expect(
      pairing.proposals.first?.basis
        == .proposed(reason: "the only unpaired lesion of its organ (lung)"))
  }

  @Test("A linked timepoint bears the earlier ids, and no lesion another's")
  func linked() throws {
    // Two sessions number their lesions by themselves: 2 there is 1 here.
    let earlier = Timepoint(
      label: "TP0", findings: [lesion("a", "dome"), lesion("b", "hilum"), lesion("c", "tip")])
    let later = Timepoint(
      label: "TP1", findings: [lesion("x", "hilum"), lesion("y", "dome"), lesion("z", "other")])
    #expect(later.linked(to: earlier).findings.map(\.id) == ["b", "a", "z"])

    // Confirmed by hand against the ids: what is left over gets another.
    let crossed = Timepoint(label: "TP1", findings: [lesion("b", "p"), lesion("a", "q")])
    let pair = LesionPair(
      earlier: earlier.findings[0], later: crossed.findings[0])
    #expect(crossed.linked(to: earlier, by: [pair]).findings.map(\.id) == ["a", "a-2"])
  }

  @Test("New lesions keep one id over the timepoints that follow")
  func course() {
    let linked = Timepoint.linked([
      Timepoint(label: "TP0", findings: [lesion("1", "dome")]),
      Timepoint(
        label: "TP1", findings: [lesion("4", "dome"), lesion("5", "met", in: "bone", .new)]),
      Timepoint(
        label: "TP2", findings: [lesion("7", "met", in: "bone", .new), lesion("8", "Dome")]),
    ])
    #expect(linked.map { $0.findings.map(\.id) } == [["1"], ["1", "5"], ["5", "1"]])
    let course = ResponseAssessment(linked)
    #expect(course.problems.isEmpty)
    #expect(course.assessments[2].sum.isComplete)
  }
}
