import Imaging
import Viewer

extension Session {
  /// The first slices of the test patient, as a reader hands them out.
  static func part(
    slices: Int, on grid: VoxelGrid = Patient.grid, name: String = "patient.nii.gz"
  ) -> LoadedStudy {
    let box = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(grid.shape.x, grid.shape.y, slices))
    let voxels = Patient.voxels(of: grid).prefix(box.count)
    // No byte more than the box has: what reads beyond it is found out.
    let buffer = VoxelBuffer(voxels.map { Patient.hounsfield(at: grid.affine($0)) })
    return LoadedStudy(
      volume: Volume(grid: grid, box: box, type: .int16, buffer: buffer), name: name)
  }

  /// Takes in the first slices of the test patient.
  mutating func receive(slices: Int, on grid: VoxelGrid = Patient.grid) {
    send(
      .loading(
        Session.part(slices: slices, on: grid), fraction: Double(slices) / Double(grid.shape.z)))
  }

  /// Takes in all of the test patient.
  mutating func receiveAll(
    on grid: VoxelGrid = Patient.grid, warnings: [String] = [], restored: RestoredSession? = nil
  ) {
    send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: grid), name: "patient.nii.gz", warnings: warnings,
          restored: restored)))
  }
}
