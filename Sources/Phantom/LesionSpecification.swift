/// A lesion to be grown in the phantom.
public struct LesionSpecification: Hashable, Sendable {
  /// Where a lesion grows: what it replaces and what bounds it.
  public enum Organ: String, CaseIterable, Sendable, Codable {
    /// Bounded by the pleura.
    case lung
    /// Bounded by the liver's capsule.
    case liver
    /// Free in the fat of the mediastinum, behind the peritoneum, or on a kidney.
    case mediastinum, retroperitoneum, kidney
  }

  public var name: String
  public var organ: Organ
  /// In mm in the phantom's own frame: x to the patient's right, y to anterior, z to superior,
  /// from the middle of the trunk at the height of the diaphragm.
  public var center: SIMD3<Float>
  /// Diameter in mm of the sphere that has the lesion's volume, before an organ cuts it.
  public var equivalentDiameter: Float
  /// Length along x, y, z relative to each other.
  public var stretch: SIMD3<Float>
  /// Attenuation in HU of the middle and of the outer 4 mm.
  public var coreHU: Float
  public var rimHU: Float
  /// How far the boundary swings about an ellipsoid, as a fraction of the radius; 0…0.4.
  public var lobulation: Float
  /// Number of spikes that leave the boundary.
  public var spicules: Int

  public init(
    name: String, organ: Organ, center: SIMD3<Float>, equivalentDiameter: Float,
    stretch: SIMD3<Float> = SIMD3(1, 1, 1), coreHU: Float, rimHU: Float? = nil,
    lobulation: Float = 0.12, spicules: Int = 0
  ) {
    self.name = name
    self.organ = organ
    self.center = center
    self.equivalentDiameter = equivalentDiameter
    self.stretch = stretch
    self.coreHU = coreHU
    self.rimHU = rimHU ?? coreHU
    self.lobulation = lobulation
    self.spicules = spicules
  }

  /// The six lesions of the sample.
  public static let standard: [LesionSpecification] = [
    LesionSpecification(
      name: "spiculated nodule, right upper lobe", organ: .lung, center: SIMD3(76, 26, 84),
      equivalentDiameter: 16, stretch: SIMD3(1.08, 1, 0.94), coreHU: 30, lobulation: 0.16,
      spicules: 26),
    LesionSpecification(
      name: "pleural mass, left lower lobe", organ: .lung, center: SIMD3(-103, -42, 20),
      equivalentDiameter: 31, stretch: SIMD3(0.95, 1.12, 1.05), coreHU: 42, rimHU: 50,
      lobulation: 0.2),
    LesionSpecification(
      name: "metastasis, right liver lobe", organ: .liver, center: SIMD3(90, 4, -62),
      equivalentDiameter: 28, stretch: SIMD3(1.08, 0.95, 1), coreHU: 52, rimHU: 72,
      lobulation: 0.14),
    LesionSpecification(
      name: "lymph node, right paratracheal", organ: .mediastinum, center: SIMD3(21, -1, 111),
      equivalentDiameter: 15.5, stretch: SIMD3(0.92, 1.1, 1.15), coreHU: 60, lobulation: 0.08),
    LesionSpecification(
      name: "lymph node, left para-aortic", organ: .retroperitoneum,
      center: SIMD3(-28, -9, -146), equivalentDiameter: 18, stretch: SIMD3(0.95, 1, 1.3),
      coreHU: 62, lobulation: 0.1),
    LesionSpecification(
      name: "exophytic mass, left kidney", organ: .kidney, center: SIMD3(-94, -34, -134),
      equivalentDiameter: 35, stretch: SIMD3(1, 1.06, 1.08), coreHU: 74, rimHU: 92,
      lobulation: 0.14),
  ]
}
