import Evaluation
import ImageFiles
import Imaging

/// Reads the masks of one case and scores them.
struct CaseEvaluator: Sendable {
  /// Of the surfaces, in mm.
  let tolerance: Double
  let matching: MatchingRule
  let budget: MemoryBudget
  let cancellation: Cancellation

  /// How far apart the same corner of two grids may lie, in mm: single precision and rounded
  /// headers move it by less.
  static let gridTolerance = 0.1

  /// What a voxel of the grid may take while its case is at work, in bytes, should a lesion fill it:
  /// both masks, the patterns around its corners, and a distance at each.
  private static let bytesPerVoxel = 12

  /// - Throws: ``CaseFailure`` for a reference that cannot be used; `CancellationError`. A prediction
  ///   that cannot be used is the ``EvaluatedCase/problem`` of what is returned.
  func evaluate(_ pair: EvaluationPairs.Pair) throws -> EvaluatedCase {
    let reader = ImageFileReader()
    let grid = try CaseFailure.wrapping { try singleGrid(of: pair.files.reference, reader) }
    return try budget.withRoom(for: grid.count * Self.bytesPerVoxel) {
      if cancellation.isCancelled { throw CancellationError() }
      let reference = try CaseFailure.wrapping { try reader.readMask(pair.files.reference) }
      var prediction = Mask(emptyOn: reference.grid)
      var problem = pair.problem
      if problem == nil, let path = pair.files.prediction {
        do {
          prediction = try CaseFailure.wrapping {
            try read(path, on: reference.grid, of: pair.files.reference, reader)
          }
        } catch let failure as CaseFailure {
          problem = failure.description + EvaluatedCase.countsAsNothing
        }
      }
      let lesions = try EvaluatedLesion.all(
        in: MaskPair(reference: reference, prediction: prediction), matching: matching,
        tolerance: tolerance, isCancelled: { cancellation.isCancelled })
      return EvaluatedCase(
        name: pair.name, files: pair.files, grid: reference.grid, lesions: lesions,
        problem: problem, efficiency: pair.efficiency)
    }
  }

  /// The grid of a label map, which must be one 3D image.
  private func singleGrid(of path: String, _ reader: ImageFileReader) throws -> VoxelGrid {
    let header = try reader.readMaskHeader(path)
    guard header.frames == 1 else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): the label map has \(header.frames) frames and must have one; "
          + "write each frame to a file of its own.")
    }
    return header.grid
  }

  /// A prediction, which must lie on the reference's grid.
  private func read(
    _ path: String, on grid: VoxelGrid, of reference: String, _ reader: ImageFileReader
  ) throws -> Mask {
    let found = try singleGrid(of: path, reader)
    func sizes(_ grid: VoxelGrid) -> String {
      "\(grid.shape.x) x \(grid.shape.y) x \(grid.shape.z)"
    }
    let (path, reference) = (SafeText.escaped(path), SafeText.escaped(reference))
    guard found.shape == grid.shape else {
      throw CaseFailure(
        "\(path): the prediction has \(sizes(found)) voxels and its reference \(reference) "
          + "\(sizes(grid)); resample it to the reference's grid.")
    }
    guard found.matches(grid, tolerance: Self.gridTolerance) else {
      throw CaseFailure(
        "\(path): the prediction's voxels lie elsewhere in the patient than those of its reference "
          + "\(reference); resample it to the reference's grid, or repair its header.")
    }
    return try reader.readMask(path)
  }
}
