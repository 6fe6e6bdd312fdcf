import Imaging

/// Joins the predictions of one volume into a label map.
///
/// A voxel is tumour where a logit is above its lesion's threshold and goes to the lesion whose logit
/// exceeds its threshold by most (the first of equals). Every lesion at threshold 0 is in the result:
/// one that lost all its voxels to others keeps the likeliest voxel of its RECIST sphere.
///
/// - Parameter predictions: with different labels.
public func labelMap(of predictions: [LesionPrediction], on grid: VoxelGrid) -> Mask {
  joined(predictions, on: grid, isCancelled: { false })
}

/// As ``labelMap(of:on:)``, for a job that can be given up.
///
/// - Parameter isCancelled: polled from slice to slice.
/// - Throws: `CancellationError`.
public func labelMap(
  of predictions: [LesionPrediction], on grid: VoxelGrid, isCancelled: () -> Bool
) throws -> Mask {
  let mask = joined(predictions, on: grid, isCancelled: isCancelled)
  if isCancelled() { throw CancellationError() }
  return mask
}

private func joined(
  _ predictions: [LesionPrediction], on grid: VoxelGrid, isCancelled: () -> Bool
) -> Mask {
  if let only = predictions.first, predictions.count == 1 {
    var mask = Mask(emptyOn: grid, box: only.field.box)
    let label = UInt8(only.prompt.label)
    only.forEachTumourVoxel(isCancelled: isCancelled) { voxel, _ in mask[voxel] = label }
    return mask
  }
  let empty = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0))
  var mask = Mask(
    emptyOn: grid, box: predictions.reduce(empty) { $0.union($1.field.box) })
  for (index, prediction) in predictions.enumerated() {
    // Only earlier lesions whose crops meet this one's can hold one of its voxels.
    let rivals = Dictionary(
      uniqueKeysWithValues: predictions[..<index].filter {
        !$0.field.box.intersection(prediction.field.box).isEmpty
      }.map { (UInt8($0.prompt.label), $0) })
    let label = UInt8(prediction.prompt.label)
    prediction.forEachTumourVoxel(isCancelled: isCancelled) { voxel, margin in
      if let rival = rivals[mask[voxel]], rival.margin(at: voxel) >= margin { return }
      mask[voxel] = label
    }
  }
  if isCancelled() { return mask }
  // Lesions with one prompt have one likeliest voxel: each takes the best that is left.
  // The only voxel of another lesion is not to be had.
  var voxels: [UInt8: [Voxel]] = [:]
  let lost = predictions.filter {
    $0.threshold == 0 && mask.count(of: UInt8($0.prompt.label)) == 0
  }
  if !lost.isEmpty {
    mask.forEachLabelled { voxel, label in
      if voxels[label, default: []].count < 2 { voxels[label, default: []].append(voxel) }
    }
  }
  var taken = Set(voxels.values.filter { $0.count == 1 }.map { $0[0] })
  for prediction in lost {
    let voxel = prediction.likeliestVoxelInSphere(except: taken)
    mask[voxel] = UInt8(prediction.prompt.label)
    taken.insert(voxel)
  }
  return mask
}
