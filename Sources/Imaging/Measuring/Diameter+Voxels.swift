extension Diameter {
  /// The voxels that the diameter runs through, sampled at half a voxel along its longest extent.
  package var voxels: [Voxel] {
    let (start, step) = (a.center, b.center - a.center)
    let samples = max(1, 2 * Int(max(abs(step.x), abs(step.y), abs(step.z)).rounded(.up)))
    return (0...samples).map { sample in
      let place = start + step * (Double(sample) / Double(samples))
      return Voxel(Int(place.x.rounded()), Int(place.y.rounded()), Int(place.z.rounded()))
    }
  }
}
