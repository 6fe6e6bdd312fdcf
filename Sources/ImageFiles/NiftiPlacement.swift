import CNifti
import Foundation
import Imaging

/// Which of a header's statements about orientation is followed.
public enum OrientationSource: String, CaseIterable, Sendable {
  /// The sform where its code is above 0, else the qform where its code is, else the spacing.
  case automatic
  case sform, qform
}

/// Where a checked header puts its voxels in the patient, and what a reader should know of it.
struct NiftiPlacement: Sendable {
  var affine: Affine
  /// `nil` where the header states no orientation.
  var source: OrientationSource?
  var warnings: [String] = []

  /// - Parameter shape: the image's voxels along x, y, z.
  init(
    _ header: NiftiHeader, shape: Voxel, source wanted: OrientationSource
  ) throws(ImageFileError.Problem) {
    let sform = header.sformCode > 0 ? Form.sform(header, shape: shape) : nil
    let qform = header.qformCode > 0 ? Form.qform(header, shape: shape) : nil
    switch (wanted, sform, qform) {
    case (.automatic, let sform?, let qform?):
      if sform.fault == nil || qform.fault != nil {
        affine = try sform.usable("sform")
        source = .sform
      } else {
        affine = try qform.usable("qform")
        source = .qform
        warnings.append("the sform is unusable (\(sform.fault ?? "")); the qform is used")
      }
    case (.automatic, let sform?, nil), (.sform, let sform?, _):
      affine = try sform.usable("sform")
      source = .sform
    case (.automatic, nil, let qform?), (.qform, _, let qform?):
      affine = try qform.usable("qform")
      source = .qform
    case (.automatic, nil, nil):
      affine = Form.unoriented(header, shape: shape)
      source = nil
      warnings.append(
        "orientation unknown: the file has neither sform nor qform, so no letter tells left"
          + " from right")
    case (.sform, nil, _):
      throw .badGeometry("the sform was asked for and its code is \(header.sformCode)")
    case (.qform, _, nil):
      throw .badGeometry("the qform was asked for and its code is \(header.qformCode)")
    }
    if let sform, let qform, sform.fault == nil, qform.fault == nil, let source {
      compare(sform.affine, qform.affine, shape: shape, used: source)
    }
    noteSpacing(header, shape: shape)
    noteAngles()
    noteUnits(header)
  }

  private mutating func compare(
    _ sform: Affine, _ qform: Affine, shape: Voxel, used: OrientationSource
  ) {
    let box = VoxelGrid(shape: shape, affine: sform).box
    var distance = 0.0
    for corner in 0..<8 {
      var voxel = box.lower
      for axis in 0..<3 where corner >> axis & 1 == 1 { voxel[axis] = box.upper[axis] - 1 }
      distance = max(distance, (sform(voxel) - qform(voxel)).length)
    }
    // A tenth of a voxel is what rounding in quaternions and exporters can add up to.
    if distance > 0.1 * sform.spacing.min() {
      let apart = SafeText.number(distance)
      warnings.append("sform and qform differ by up to \(apart) mm; the \(used.rawValue) is used")
    }
  }

  private mutating func noteSpacing(_ header: NiftiHeader, shape: Voxel) {
    let stated = (0..<3).map { abs(header.pixdim[$0 + 1]) * Form.millimetres(header) }
    let used = (0..<3).map { affine.spacing[$0] }
    // Written so that a NaN differs.
    let differ = (0..<3).contains {
      shape[$0] > 1 && !(abs(stated[$0] - used[$0]) <= 0.01 * used[$0])
    }
    guard differ else { return }
    let text = { (values: [Double]) in values.map(SafeText.number).joined(separator: " x ") }
    warnings.append(
      source == nil
        ? "the file states a spacing of \(text(stated)) mm; \(text(used)) mm is assumed"
        : "pixdim states a spacing of \(text(stated)) mm and the affine \(text(used)) mm;"
          + " the affine is used")
  }

  private mutating func noteAngles() {
    let orientation = Orientation(affine)
    if orientation.isOblique {
      let degrees = String(format: "%.1f", orientation.obliquity)
      warnings.append("oblique \(degrees)°: slices follow the file's own axes")
    }
    let axes = (0..<3).map { affine.column($0) / affine.column($0).length }
    let cosine = max(
      abs((axes[0] * axes[1]).sum()), abs((axes[0] * axes[2]).sum()),
      abs((axes[1] * axes[2]).sum()))
    // Single precision leaves 1e-7 or so; some programs refuse anything above that.
    if cosine > 1e-4 {
      let degrees = SafeText.number(asin(min(1, cosine)) * 180 / .pi)
      warnings.append("sheared: the file's axes are \(degrees)° off right angles")
    }
  }

  private mutating func noteUnits(_ header: NiftiHeader) {
    let factor = Form.millimetres(header)
    if factor != 1 {
      let unit = factor > 1 ? "metres" : "micrometres"
      warnings.append("the file states lengths in \(unit); they were converted to mm")
    }
  }
}
