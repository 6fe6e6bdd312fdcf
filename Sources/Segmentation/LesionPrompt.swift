import Imaging

/// What tells the network which lesion is meant: its label and its RECIST diameter.
public struct LesionPrompt: Hashable, Sendable {
  /// The lesion's label in the mask, 1…255.
  public var label: Int
  public var diameter: Diameter

  public init(label: Int, diameter: Diameter) {
    self.label = label
    self.diameter = diameter
  }

  /// Checks that the prompt can be used on a grid.
  ///
  /// - Throws: ``PromptError`` when an end lies outside, both ends are one voxel, or the label
  ///   does not fit a mask.
  public func validate(on grid: VoxelGrid) throws {
    guard (1...255).contains(label) else { throw PromptError.labelOutOfRange(label) }
    for (end, name) in [(diameter.a, "first"), (diameter.b, "second")]
    where !grid.contains(end) {
      throw PromptError.outside(label: label, end: name, voxel: end, shape: grid.shape)
    }
    guard diameter.a != diameter.b else {
      throw PromptError.equalEnds(label: label, voxel: diameter.a)
    }
  }

  /// Checks all prompts of one volume: each on its own, and that no label is used twice.
  public static func validate(_ prompts: [LesionPrompt], on grid: VoxelGrid) throws {
    var seen = Set<Int>()
    for prompt in prompts {
      try prompt.validate(on: grid)
      guard seen.insert(prompt.label).inserted else {
        throw PromptError.duplicateLabel(prompt.label)
      }
    }
  }

  /// Whether both ends lie in one axial slice, as those of a RECIST diameter do.
  public func isAxial(on grid: VoxelGrid) -> Bool {
    let plane = DisplayPlane(.axial, of: grid)
    return diameter.a[plane.sliceAxis] == diameter.b[plane.sliceAxis]
  }

  /// The prompts that a RECIST label map holds: one line drawn for each label, whose ends are its
  /// two voxels farthest apart.
  ///
  /// The FLARE baselines take the first and last voxel in z, y, x order, which on a line that runs
  /// against x within its first row is not its end; on all other lines both agree.
  ///
  /// - Parameter grid: the image's, when the map may lie on another: the ends are then carried
  ///   over through the patient's millimetres.
  /// - Throws: ``PromptError`` when there is no line, or a line is a single voxel.
  public static func prompts(
    fromRecistLabelMap map: Mask, on grid: VoxelGrid? = nil
  ) throws -> [LesionPrompt] {
    var lines: [UInt8: [Voxel]] = [:]
    map.forEachLabelled { voxel, label in lines[label, default: []].append(voxel) }
    guard !lines.isEmpty else { throw PromptError.emptyLabelMap }
    return try lines.sorted { $0.key < $1.key }.map { label, voxels in
      var diameter = Diameter(longestOf: voxels, affine: map.grid.affine)
      // FLARE names the end first that comes first in z, y, x.
      let (a, b) = (diameter.a, diameter.b)
      if (b.z, b.y, b.x) < (a.z, a.y, a.x) { diameter = Diameter(b, a) }
      if let grid, !grid.matches(map.grid, tolerance: 0.1) {
        diameter.a = grid.nearestVoxel(to: map.grid.affine(diameter.a))
        diameter.b = grid.nearestVoxel(to: map.grid.affine(diameter.b))
      }
      guard diameter.a != diameter.b else {
        throw PromptError.equalEnds(label: Int(label), voxel: diameter.a)
      }
      return LesionPrompt(label: Int(label), diameter: diameter)
    }
  }
}

/// Why a prompt cannot be used.
public enum PromptError: Error, Equatable, CustomStringConvertible {
  case labelOutOfRange(Int)
  case outside(label: Int, end: String, voxel: Voxel, shape: Voxel)
  case equalEnds(label: Int, voxel: Voxel)
  case duplicateLabel(Int)
  case emptyLabelMap

  public var description: String {
    switch self {
    case .labelOutOfRange(let label):
      "Lesion \(label): a label must be 1 to 255; number the lesions from 1."
    case .outside(let label, let end, let voxel, let shape):
      "Lesion \(label): the \(end) end (\(voxel.x), \(voxel.y), \(voxel.z)) is outside the volume "
        + "of \(shape.x) x \(shape.y) x \(shape.z) voxels; give indices from 0 to "
        + "(\(shape.x - 1), \(shape.y - 1), \(shape.z - 1))."
    case .equalEnds(let label, let voxel):
      "Lesion \(label): both ends of the diameter are voxel (\(voxel.x), \(voxel.y), \(voxel.z)); "
        + "give two different voxels."
    case .duplicateLabel(let label):
      "Lesion \(label) is given twice; use each label once."
    case .emptyLabelMap:
      "The RECIST label map has no labelled voxel; draw one line for each lesion."
    }
  }
}
