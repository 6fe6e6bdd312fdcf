import Foundation
import ImageFiles
import Imaging
import Inference
import Segmentation
import Testing

/// Reading only the voxels of the crops gives the same masks and measurements as reading all.
@Suite struct PartialVolumeTests {
  /// A volume of noise in a folder of its own, stored compressed and not.
  private func write(_ grid: VoxelGrid, to folder: URL) throws -> [String] {
    var state: UInt64 = 7
    let voxels = (0..<grid.count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16(truncatingIfNeeded: Int(state >> 33) % 200 - 50)
    }
    return try ["ct.nii", "ct.nii.gz"].map { name in
      let path = folder.appendingPathComponent(name).path
      try ImageFileWriter.writeVolume(Volume(grid: grid, voxels: voxels), to: path)
      return path
    }
  }

  private struct Outcome: Equatable {
    var mask: Mask
    var measurements: [LesionMeasurement?]
  }

  private func outcome(
    _ prompts: [LesionPrompt], in volumes: [Volume], _ segmenter: Segmenter
  ) throws -> Outcome {
    var timing = StageTiming()
    let predictions = try zip(prompts, volumes).map {
      try segmenter.predict($0, in: $1, timing: &timing)
    }
    let mask = labelMap(of: predictions, on: volumes[0].grid)
    return Outcome(
      mask: mask,
      measurements: zip(prompts, volumes).map {
        LesionMeasurement(of: $0.label, in: mask, volume: $1)
      })
  }

  /// Lesions in the middle, at corners and side by side; in every file axis.
  private func prompts(on grid: VoxelGrid) -> [LesionPrompt] {
    let last = Voxel(grid.shape.x - 1, grid.shape.y - 1, grid.shape.z - 1)
    let middle = Voxel(last.x / 2, last.y / 2, last.z / 2)
    func moved(_ voxel: Voxel, _ x: Int, _ y: Int, _ z: Int) -> Voxel {
      grid.clamped(Voxel(voxel.x + x, voxel.y + y, voxel.z + z))
    }
    return [
      Diameter(Voxel(0, 0, 0), moved(Voxel(0, 0, 0), 3, 2, 0)),
      Diameter(last, moved(last, -4, 0, 0)),
      Diameter(middle, moved(middle, 3, 1, 0)),
      Diameter(moved(middle, 2, 2, 1), moved(middle, -2, 3, 1)),
    ].enumerated().map { LesionPrompt(label: $0.offset + 1, diameter: $0.element) }
  }

  private func expectSame(_ grid: VoxelGrid, maximumCropVoxels: Int) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("caliper-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var network = FormulaNetwork()
    network.maximumCropVoxels = maximumCropVoxels
    let segmenter = Segmenter(network: network, threads: 1)
    for path in try write(grid, to: folder) {
      let whole = try ImageFileReader().readVolume(path).volume
      let all = prompts(on: whole.grid)
      for chosen in [all, [all[0]], [all[1]], [all[2]], [all[3], all[2]], [all[1], all[0]]] {
        let boxes = try chosen.map { try segmenter.box(of: $0, on: whole.grid) }
        let parts = try ImageFileReader().open(path).readParts(boxes)
        #expect(parts.allSatisfy { !$0.isWhole } || chosen.count > 1)
        let expected = try outcome(chosen, in: chosen.map { _ in whole }, segmenter)
        // Compared outside the macro, which would print every label.
        let isSame = try outcome(chosen, in: parts, segmenter) == expected
        #expect(isSame)
        #expect(expected.measurements.allSatisfy { ($0?.voxels ?? 0) > 0 })
      }
    }
  }

  @Test(arguments: [1 << 21, 600])
  func everyStoredOrientation(maximumCropVoxels: Int) throws {
    for grid in StoredGrid.all(of: SIMD3(0.7, 1, 2.5), shape: Voxel(26, 22, 18)) {
      try expectSame(grid, maximumCropVoxels: maximumCropVoxels)
    }
  }

  @Test func obliqueShearedAndUnknownGrids() throws {
    let shape = Voxel(21, 24, 19)
    let oblique = Affine(
      columns: (SIMD3(0.8, 0.6, 0), SIMD3(0.1, 0.2, -2.5), SIMD3(-0.55, 0.75, 0.1)),
      translation: SIMD3(-30, 12, 5))
    for known in [true, false] {
      try expectSame(
        VoxelGrid(shape: shape, affine: oblique, hasKnownOrientation: known),
        maximumCropVoxels: 1 << 21)
    }
  }

  @Test func aPromptOutsideIsRefusedBeforeAnythingIsRead() {
    let grid = VoxelGrid(shape: Voxel(9, 9, 9), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let segmenter = Segmenter(network: FormulaNetwork(), threads: 1)
    #expect(throws: PromptError.self) {
      try segmenter.box(
        of: LesionPrompt(label: 1, diameter: Diameter(Voxel(1, 1, 1), Voxel(9, 1, 1))), on: grid)
    }
  }
}
