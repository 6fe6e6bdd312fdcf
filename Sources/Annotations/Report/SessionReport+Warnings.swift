import Tables

extension SessionReport {
  /// What whoever reads the figures has to know, a sentence each.
  public var warnings: [String] { lesions.flatMap(warnings) }

  private func warnings(_ lesion: LesionReport) -> [String] {
    let sentences = [
      lesion.isUnconfirmed ? "copied, not confirmed" : nil,
      missingEnd(lesion), unmeasurable(lesion), disagreement(lesion),
      lesion.isStale ? "its diameter was changed after its volume was predicted" : nil,
      lesion.isRescued
        ? "the network found nothing and its mask was raised inside the sphere of the diameter"
        : nil,
    ]
    return sentences.compactMap { $0.map { "Lesion \(lesion.label): \($0)." } }
  }

  private func missingEnd(_ lesion: LesionReport) -> String? {
    switch (lesion.a, lesion.b) {
    case (nil, nil):
      lesion.diameterMillimetres == nil && lesion.finding == .present
        ? "no diameter is placed" : nil
    case (nil, _), (_, nil): "only one end of its diameter is placed"
    default: nil
    }
  }

  /// What RECIST 1.1 (3.1) asks of a target on CT: a long axis of 10 mm, or twice the slice
  /// spacing where that is above 5 mm; of a lymph node a short axis of 15 mm.
  private func unmeasurable(_ lesion: LesionReport) -> String? {
    // What is gone or too small is no question of the baseline's choice.
    guard lesion.role == .target, lesion.isMeasured, let length = lesion.recistMillimetres else {
      return nil
    }
    if lesion.isNode {
      return length < 15
        ? "a target node with a short axis of \(decimal(length, 1)) mm; RECIST 1.1 asks for 15 mm"
        : nil
    }
    let spacing = sliceSpacingMillimetres ?? 0
    let least = spacing.isFinite && spacing > 5 ? 2 * spacing : 10
    guard length < least else { return nil }
    let reason = least > 10 ? ", twice the slice spacing" : ""
    return "a target with a diameter of \(decimal(length, 1)) mm; RECIST 1.1 asks for "
      + "\(decimal(least, least == least.rounded() ? 0 : 1)) mm\(reason)"
  }

  /// The mask's long axis is more than a fifth of the placed diameter longer or shorter.
  private func disagreement(_ lesion: LesionReport) -> String? {
    guard let placed = lesion.diameterMillimetres, placed.isFinite, placed > 0,
      let mask = lesion.measurement?.longAxisMillimetres, mask.isFinite,
      abs(mask - placed) > 0.2 * placed
    else { return nil }
    return "the mask's long axis, \(decimal(mask, 1)) mm, and the placed diameter, "
      + "\(decimal(placed, 1)) mm, differ by more than 20 %"
  }
}
