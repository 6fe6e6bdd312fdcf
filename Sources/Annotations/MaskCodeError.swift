import Foundation
import Imaging

/// Why a recorded mask cannot be used.
public enum MaskCodeError: Error, Hashable, CustomStringConvertible, LocalizedError {
  case damaged(String)
  case otherShape(Voxel)

  public var description: String {
    switch self {
    case .damaged(let reason): "The recorded mask is damaged (\(reason)); predict it again."
    case .otherShape(let shape):
      "The recorded mask belongs to a study of \(shape.x) x \(shape.y) x \(shape.z) voxels; "
        + "open it with the study that it was made on."
    }
  }

  public var errorDescription: String? { description }
}
