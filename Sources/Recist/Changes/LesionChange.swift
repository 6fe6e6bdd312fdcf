/// One lesion at one timepoint, beside what it was.
package struct LesionChange: Hashable, Sendable {
  package let finding: LesionFinding
  /// Its role at baseline, which counts; as found for a lesion that was not there.
  package let role: LesionRole
  /// Whether it is a target of the baseline.
  package let isInSum: Bool
  /// The axis that counts: that of its site at baseline.
  package let axis: DiameterAxis
  /// `nil` where the lesion was not evaluated or measured.
  package let diameter: Length?
  /// `nil` at baseline itself, and where it was not measured there.
  package let fromBaseline: Change?
  /// The diameter where the sum was smallest, so that the targets' add up to the nadir of the sum;
  /// it need not be the lesion's own smallest.
  package let atNadir: Length?
  package let fromNadir: Change?
  package let volumeMillilitres: Double?
  /// From the baseline.
  package let volumeChange: VolumeChange?

  /// - Parameters:
  ///   - baseline: the lesion there; `nil` for new lesions.
  ///   - nadir: the lesion at the timepoint of the sum's nadir.
  ///   - isBaseline: whether this is the baseline, which is not compared with itself.
  init(
    _ finding: LesionFinding, baseline: LesionFinding?, nadir: LesionFinding?, isBaseline: Bool
  ) {
    self.finding = finding
    // Whatever the baseline has that is no target is non-target there.
    role =
      switch baseline?.role {
      case .target: .target
      case .nonTarget, .new: .nonTarget
      case nil: finding.role
      }
    isInSum = baseline?.role == .target
    let axis = (baseline ?? finding).site.axis
    self.axis = axis
    let diameter = finding.diameter(along: axis)
    self.diameter = diameter
    func change(from earlier: Length?) -> Change? {
      guard let earlier, let diameter else { return nil }
      return Change(from: earlier, to: diameter)
    }
    let reference = isBaseline ? nil : baseline
    fromBaseline = change(from: reference?.diameter(along: axis))
    atNadir = nadir?.diameter(along: axis)
    fromNadir = change(from: atNadir)
    volumeMillilitres = finding.evaluatedVolume
    volumeChange = VolumeChange(from: reference?.evaluatedVolume, to: volumeMillilitres)
  }
}
