/// What a lesion lies in, told by the values of the piece of a slice around it: add them all, then ask
/// for the window in which a reader would look at it.
package struct SurroundingTissue: Sendable {
  /// What lung measures, vessels and partial volumes aside; air around the patient is below it.
  private static let lung: ClosedRange<Float> = -950...(-500)
  /// Above this most of a lesion is bone or metal.
  private static let bone: Float = 300

  private var lung = 0
  private var tissue = 0
  private var inside: [Float] = []

  package init() {}

  /// - Parameter value: in HU.
  package mutating func add(_ value: Float, isLesion: Bool) {
    if isLesion { inside.append(value) }
    if Self.lung.contains(value) { lung += 1 }
    if value > Self.lung.lowerBound { tissue += 1 }
  }

  /// Lung where a fifth of what is not air is lung, bone where the middle of the lesion's values is,
  /// else soft tissue.
  package var preset: IntensityWindow.Preset {
    if lung * 5 >= tissue, lung > 0 { return .lung }
    let values = inside.sorted()
    return !values.isEmpty && values[values.count / 2] > Self.bone ? .bone : .soft
  }
}
