/// The slice of a plane in which two masks of one lesion differ most.
public struct SliceDisagreement: Hashable, Sendable {
  /// The slice's index along the voxel axis across the plane.
  public let slice: Int
  /// Voxels of the slice that only one of the two has.
  public let voxels: Int
  /// In the middle of the slice's voxels that either has.
  public let centre: Voxel
  /// A box around both masks, through all slices.
  public let bounds: VoxelBox

  /// Finds the slice with the most voxels that only one mask has; where the two are the same, that
  /// with the largest area of the reference. Of equals the first along the voxel axis.
  ///
  /// A count of voxels and not the slice's Dice coefficient, which is 0 wherever a lesion's last slice
  /// is in one of the two alone, be it a single voxel.
  ///
  /// - Parameters:
  ///   - reference: a mask and the lesion's label there; `nil` for a lesion that it has not.
  ///   - prediction: the same, on the same grid; labels need not be equal.
  /// - Returns: `nil` when neither has a voxel.
  public init?(
    reference: (mask: Mask, label: UInt8)?, prediction: (mask: Mask, label: UInt8)?,
    in plane: DisplayPlane
  ) {
    let boxes = [reference, prediction].compactMap { $0.flatMap { $0.mask.bounds(of: $0.label) } }
    guard let first = boxes.first else { return nil }
    let bounds = boxes.dropFirst().reduce(first) { $0.union($1) }
    let axis = plane.sliceAxis
    var sections = [Section](repeating: Section(), count: bounds.shape[axis])
    func add(
      _ one: (mask: Mask, label: UInt8)?, beside other: (mask: Mask, label: UInt8)?,
      isReference: Bool
    ) {
      guard let one else { return }
      let runs = VoxelRuns(.only(one.label), in: one.mask, box: bounds, sliceAxis: axis)
      runs.forEachRun { start, count, _ in
        for step in 0..<count {
          var voxel = start
          voxel[runs.fastAxis] += step
          let isShared = other.map { $0.mask[voxel] == $0.label } ?? false
          sections[voxel[axis] - bounds.lower[axis]].add(
            voxel, isShared: isShared, isReference: isReference)
        }
      }
    }
    add(reference, beside: prediction, isReference: true)
    add(prediction, beside: reference, isReference: false)
    let hasDifference = sections.contains { $0.differing > 0 }
    func weight(_ section: Section) -> Int {
      hasDifference ? section.differing : section.reference
    }
    guard let place = sections.indices.max(by: { weight(sections[$0]) < weight(sections[$1]) }),
      let best = sections.firstIndex(where: { weight($0) == weight(sections[place]) })
    else { return nil }
    slice = bounds.lower[axis] + best
    voxels = sections[best].differing
    centre = sections[best].centre
    self.bounds = bounds
  }

  /// Sums over one slice.
  private struct Section {
    var differing = 0
    var reference = 0
    private var count = 0
    private var sum = Voxel(0, 0, 0)

    mutating func add(_ voxel: Voxel, isShared: Bool, isReference: Bool) {
      if isReference { reference += 1 }
      if !isShared { differing += 1 }
      // What both have comes twice.
      guard isReference || !isShared else { return }
      count += 1
      for axis in 0..<3 { sum[axis] += voxel[axis] }
    }

    var centre: Voxel {
      var centre = sum
      for axis in 0..<3 { centre[axis] /= max(1, count) }
      return centre
    }
  }
}
