import ImageFiles
import Imaging

extension ImageFileHeader {
  /// What whoever uses masks of the image has to know of it, a sentence each.
  ///
  /// - Parameters:
  ///   - frame: that was segmented.
  ///   - volumes: what was read of it: the surroundings of each lesion.
  func warnings(frame: Int, reading volumes: [Volume]) -> [String] {
    var warnings = self.warnings
    if frames > 1 {
      warnings.append("the image has \(frames) frames, of which number \(frame) is segmented")
    }
    if grid.shape[DisplayPlane(.axial, of: grid).sliceAxis] == 1 {
      warnings.append("the image has one slice, so that volumes are those of this slice")
    }
    let isFloating = type == .float32 || type == .float64
    if isFloating, volumes.contains(where: { $0.statistics().nonfinite > 0 }) {
      warnings.append("voxels around its lesions are NaN or infinite, and count as air")
    }
    return warnings
  }
}
