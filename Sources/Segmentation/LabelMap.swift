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
    only.forEachVoxel { if $1 > 0 { mask[$0] = label } }
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
    prediction.forEachVoxel { voxel, logit in
      guard logit > 0 else { return }
      if let rival = rivals[mask[voxel]], rival.logit(at: voxel) >= logit { return }
      mask[voxel] = label
    }
  }
  // Lesions with one prompt have one likeliest voxel: each takes the best that is left.
  var taken = Set<Voxel>()
  for prediction in predictions where mask.count(of: UInt8(prediction.prompt.label)) == 0 {
    let voxel = prediction.likeliestVoxelInSphere(except: taken)
    mask[voxel] = UInt8(prediction.prompt.label)
    taken.insert(voxel)
  }
  return mask
}
