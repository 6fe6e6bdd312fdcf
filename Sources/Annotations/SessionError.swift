/// Why a session or prompt document cannot be used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  case malformedEnd(label: Int)
  case missingEnd(label: Int)
  case noLesions
  case otherShape([Int])
  case otherPlace
  case otherFrame(Int)
  case malformedAffine

  public var description: String {
    switch self {
    case .unreadable(let reason):
      "The document cannot be read: \(reason); expected JSON such as "
        + "{\"lesions\": [{\"label\": 1, \"a\": [x, y, z], \"b\": [x, y, z]}]}."
    case .malformedEnd(let label):
      "Lesion \(label): an end needs three voxel indices [x, y, z]."
    case .missingEnd(let label):
      "Lesion \(label) has only part of a diameter; give both \"a\" and \"b\"."
    case .noLesions:
      "The document names no lesion; add one to \"lesions\"."
    case .otherShape(let shape):
      "The document belongs to a study of \(shape.map(String.init).joined(separator: " x ")) "
        + "voxels; open it with the study that it was made on."
    case .otherPlace:
      "The document belongs to a study with another affine, so its voxels lie elsewhere in the "
        + "patient; open it with the study that it was made on."
    case .otherFrame(let frame):
      "The document belongs to frame \(frame) of the study; open it with --frame \(frame)."
    case .malformedAffine:
      "The document's image needs an affine of four rows of four finite numbers."
    }
  }
}
