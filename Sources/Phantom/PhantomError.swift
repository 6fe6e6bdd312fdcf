import Imaging

/// Why a phantom cannot be generated.
public enum PhantomError: Error, Equatable, CustomStringConvertible {
  case shape(Voxel)
  case spacing(SIMD3<Double>)
  case noise(Double)
  case quantisation(Int)
  case tooManyLesions(Int)
  case lesionSpecification(String)
  case lesionOutsideFieldOfView(String)

  public var description: String {
    switch self {
    case .shape(let shape):
      "phantom: a shape of \(shape.x) x \(shape.y) x \(shape.z) voxels is not possible, "
        + "give 1 to 4096 along each axis and at most 2^30 in all"
    case .spacing(let spacing):
      "phantom: a spacing of \(spacing.x) x \(spacing.y) x \(spacing.z) mm is not possible, "
        + "give 0.05 to 50 mm along each axis"
    case .noise(let noise):
      "phantom: noise of \(noise) HU is not possible, give a standard deviation of 0 to 500"
    case .quantisation(let step):
      "phantom: a quantisation of \(step) HU is not possible, give a step of 1 to 100"
    case .tooManyLesions(let count):
      "phantom: \(count) lesions do not fit the labels of a mask, give at most 255"
    case .lesionSpecification(let name):
      "phantom: the lesion “\(name)” has a size, place, attenuation or number of spicules that "
        + "is not possible, correct its specification"
    case .lesionOutsideFieldOfView(let name):
      "phantom: the lesion “\(name)” has no voxel in the field of view, enlarge shape or spacing "
        + "or leave the lesion out"
    }
  }
}
