import Imaging

extension ImageFileReader {
  /// Reads a label map: whole numbers from 0 to 255 in any stored type, scaled or not. A file
  /// with other values is refused, so that a CT is never taken for a mask.
  public func readMask(_ path: String, frame: Int = 0) throws -> Mask {
    let volume = try readVolume(path, frame: frame).volume
    let shape = volume.grid.shape
    var row = [Float](repeating: 0, count: shape.x)

    // Once over all voxels for the box that holds every label, once over the box to keep them:
    // no second copy of the whole volume.
    var box: VoxelBox?
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        row.withUnsafeMutableBufferPointer {
          volume.readRun(from: Voxel(0, y, z), axis: 0, into: $0)
        }
        var labelled: ClosedRange<Int>?
        for x in 0..<shape.x where row[x] != 0 {
          guard let label = Self.label(row[x]) else {
            let voxel = Voxel(x, y, z)
            throw ImageFileError(
              path: path, problem: .notALabel(value: volume[voxel], voxel: voxel))
          }
          if label != 0 { labelled = (labelled?.lowerBound ?? x)...x }
        }
        if let labelled {
          let run = VoxelBox(
            lower: Voxel(labelled.lowerBound, y, z),
            upper: Voxel(labelled.upperBound + 1, y + 1, z + 1))
          box = box?.union(run) ?? run
        }
      }
    }
    guard let box else { return Mask(emptyOn: volume.grid) }

    var labels: [UInt8] = []
    labels.reserveCapacity(box.count)
    let width = box.shape.x
    for z in box.lower.z..<box.upper.z {
      for y in box.lower.y..<box.upper.y {
        row.withUnsafeMutableBufferPointer {
          let run = UnsafeMutableBufferPointer(rebasing: $0[..<width])
          volume.readRun(from: Voxel(box.lower.x, y, z), axis: 0, into: run)
        }
        labels += row[..<width].lazy.map { Self.label($0) ?? 0 }
      }
    }
    return Mask(grid: volume.grid, box: box, labels: labels)
  }

  /// The label that a value stands for; scaling in single precision may miss it by a little.
  private static func label(_ value: Float) -> UInt8? {
    let nearest = value.rounded()
    return abs(value - nearest) <= 1e-3 ? UInt8(exactly: nearest) : nil
  }
}
