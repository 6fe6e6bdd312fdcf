import Imaging
import Inference
import Segmentation

/// A network whose logits are a formula of the first input channel: the pipeline's tests say
/// exactly what must come out.
struct FormulaNetwork: SegmentationNetwork {
  var inputWindows = [HUWindow(lower: 0, upper: 100)]
  var cropMargin = 4
  var maximumCropVoxels = 1 << 21
  /// Instead of the margin.
  var field: FieldOfView?
  var mirrors: [[Int]] = [[]]
  var stride = 8
  /// From the normalised value of a voxel to its logit.
  var formula: @Sendable (Float) -> Float = { $0 - 0.5 }

  var cropping: Cropping {
    field.map(Cropping.field) ?? .margin(voxels: cropMargin, maximumVoxels: maximumCropVoxels)
  }

  func logits(
    for input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (String, Double) -> Void
  ) throws -> Tensor {
    if isCancelled() { throw CancellationError() }
    progress("formula", 1)
    return input.withUnsafeElements { values in
      Tensor(shape: [1] + input.shape.dropFirst()) { logits in
        for index in logits.indices { logits[index] = formula(values[index]) }
      }
    }
  }
}

/// A bright ellipsoid (100 HU) in the dark (0 HU).
struct BrightEllipsoid {
  var grid: VoxelGrid
  /// In RAS mm.
  var center: SIMD3<Double>
  var radii: SIMD3<Double>

  func contains(_ voxel: Voxel) -> Bool {
    let offset = (grid.affine(voxel) - center) / radii
    return (offset * offset).sum() <= 1
  }

  var voxels: [Voxel] {
    var inside: [Voxel] = []
    for z in 0..<grid.shape.z {
      for y in 0..<grid.shape.y {
        for x in 0..<grid.shape.x where contains(Voxel(x, y, z)) { inside.append(Voxel(x, y, z)) }
      }
    }
    return inside
  }

  func volume() -> Volume {
    var values = [Int16](repeating: 0, count: grid.count)
    for voxel in voxels { values[grid.offset(voxel)] = 100 }
    return Volume(grid: grid, voxels: values)
  }
}
