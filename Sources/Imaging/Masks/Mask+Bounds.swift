extension Mask {
  /// The smallest box around a label's voxels; `nil` when it does not occur.
  public func bounds(of label: UInt8) -> VoxelBox? { bounds(.only(label)) }

  /// The smallest box around all voxels that carry a label; `nil` when none does.
  public var bounds: VoxelBox? { bounds(.anyLesion) }

  /// Looks at each stored label once and at most of them 32 at a time, since a mask may be kept for
  /// a whole CT while the lesion fills a small part.
  private func bounds(_ match: LabelMatch) -> VoxelBox? {
    let shape = box.shape
    let plane = shape.x * shape.y
    /// In indices of the mask's box.
    var found: VoxelBox?
    labels.withUnsafeBufferPointer { labels in
      for z in 0..<shape.z {
        let slice = UnsafeBufferPointer(rebasing: labels[(z * plane)..<((z + 1) * plane)])
        guard match.next(true, in: slice, from: 0) < plane else { continue }
        for y in 0..<shape.y {
          let row = UnsafeBufferPointer(rebasing: slice[(y * shape.x)..<((y + 1) * shape.x)])
          let first = match.next(true, in: row, from: 0)
          guard first < row.count else { continue }
          // What lies between ends that are known already moves nothing.
          var end = row.count
          let known = max(first + 1, found?.upper.x ?? 0)
          while end > known, !match(row[end - 1]) { end -= 1 }
          let run = VoxelBox(lower: Voxel(first, y, z), upper: Voxel(end, y + 1, z + 1))
          found = found?.union(run) ?? run
        }
      }
    }
    return found.map { found in
      func moved(_ voxel: Voxel) -> Voxel {
        Voxel(box.lower.x + voxel.x, box.lower.y + voxel.y, box.lower.z + voxel.z)
      }
      return VoxelBox(lower: moved(found.lower), upper: moved(found.upper))
    }
  }

  /// The mask with another box: labels outside it are dropped, and its new voxels are background.
  ///
  /// - Parameter room: clipped to the grid.
  public func resized(to room: VoxelBox) -> Mask {
    let room = grid.box.intersection(room)
    if room == box { return self }
    guard !room.isEmpty else { return Mask(emptyOn: grid) }
    let (shape, old) = (room.shape, box.shape)
    var result = [UInt8](repeating: 0, count: room.count)
    let shared = room.intersection(box)
    for z in 0..<shared.shape.z {
      for y in 0..<shared.shape.y {
        let (fullY, fullZ) = (shared.lower.y + y, shared.lower.z + z)
        let from =
          ((fullZ - box.lower.z) * old.y + fullY - box.lower.y) * old.x + shared.lower.x
          - box.lower.x
        let to =
          ((fullZ - room.lower.z) * shape.y + fullY - room.lower.y) * shape.x + shared.lower.x
          - room.lower.x
        result.replaceSubrange(
          to..<(to + shared.shape.x), with: labels[from..<(from + shared.shape.x)])
      }
    }
    return Mask(grid: grid, box: room, labels: result)
  }

  /// The mask in the smallest box that holds its labels; without any, in an empty one.
  public func trimmed() -> Mask {
    guard let bounds else { return Mask(emptyOn: grid) }
    return resized(to: bounds)
  }
}
