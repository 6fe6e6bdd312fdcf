import Imaging

/// Joins the predictions of one volume into a label map.
///
/// A voxel is tumour where a logit is above 0 and goes to the lesion whose logit is highest (the
/// first of equals). Every lesion is in the result: one that lost all its voxels to others keeps
/// the likeliest voxel of its RECIST sphere.
///
/// - Parameter predictions: with different labels.
public func labelMap(of predictions: [LesionPrediction], on grid: VoxelGrid) -> Mask {
  if let only = predictions.first, predictions.count == 1 {
    var mask = Mask(emptyOn: grid, box: only.field.box)
    let label = UInt8(only.prompt.label)
    only.forEachTumourVoxel { voxel, _ in mask[voxel] = label }
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
    prediction.forEachTumourVoxel { voxel, logit in
      if let rival = rivals[mask[voxel]], rival.logit(at: voxel) >= logit { return }
      mask[voxel] = label
    }
  }
  // Lesions with one prompt have one likeliest voxel: each takes the best that is left.
  // The only voxel of another lesion is not to be had.
  var voxels: [UInt8: [Voxel]] = [:]
  let lost = predictions.filter { mask.count(of: UInt8($0.prompt.label)) == 0 }
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
