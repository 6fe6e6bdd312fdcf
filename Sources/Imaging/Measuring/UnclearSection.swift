/// Why no section of a lesion was found around a rough diameter.
public enum UnclearSection: Error, Hashable, CustomStringConvertible {
  /// The ends lie in different axial slices.
  case notAxial
  /// Both ends are one voxel.
  case noLength
  /// There are no finite voxels of the volume there.
  case outside
  /// The middle differs too little from what is around it.
  case noContrast
  /// What is as bright goes on beyond the lesion.
  case leaking
  /// The section's diameter is far from the rough one.
  case otherSize

  public var description: String {
    switch self {
    case .notAxial: "The ends lie in different axial slices; place both in one."
    case .noLength: "Both ends of the diameter are one voxel; place them apart."
    case .outside: "There is no image around the diameter; place both ends inside the volume."
    case .noContrast:
      "The lesion does not stand out from what is around it; place the ends by hand."
    case .leaking: "The lesion runs into its neighbours; place the ends by hand."
    case .otherSize:
      "What stands out there is far longer or shorter than the diameter; place its ends closer to the "
        + "lesion's."
    }
  }
}
