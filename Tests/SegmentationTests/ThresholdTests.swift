import Imaging
import Inference
import Segmentation
import Testing

@Suite struct ThresholdTests {
  private let grid = VoxelGrid(
    shape: Voxel(40, 36, 20), affine: Affine(spacing: SIMD3(1, 1, 2)))
  private let diameter = Diameter(Voxel(12, 17, 8), Voxel(24, 17, 8))

  /// Brightest in the middle of the diameter, falling by 0.02 a voxel along x; a second bright thing
  /// lies apart.
  private func volume() -> Volume {
    var values = [Int16](repeating: 0, count: grid.count)
    for x in 9..<28 { values[grid.offset(Voxel(x, 17, 8))] = Int16(100 - 2 * abs(x - 18)) }
    values[grid.offset(Voxel(18, 21, 8))] = 100
    return Volume(grid: grid, voxels: values)
  }

  private func predict(
    _ label: Int, _ network: FormulaNetwork,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping (String, Double) -> Void = { _, _ in }
  ) throws -> LesionPrediction {
    var timing = StageTiming()
    return try Segmenter(network: network, threads: 1).predict(
      LesionPrompt(label: label, diameter: diameter), in: volume(), timing: &timing,
      isCancelled: isCancelled, progress: progress)
  }

  private func voxels(_ predictions: [LesionPrediction], _ label: UInt8) -> [Int] {
    var found: [Int] = []
    labelMap(of: predictions, on: grid).forEachLabelled { voxel, of in
      if of == label { found.append(voxel.x) }
    }
    return found.sorted()
  }

  @Test func aHigherThresholdShrinksAndALowerOneGrows() throws {
    let prediction = try predict(1, FormulaNetwork(formula: { 20 * ($0 - 0.5) }))
    let zero = voxels([prediction], 1)
    var counts: [Int] = []
    for threshold: Float in [-12, 0, 7, 8, 9] {
      let moved = try LesionPrediction(prediction, threshold: threshold)
      let found = voxels([moved], 1)
      counts.append(found.count)
      if threshold == 0 { #expect(found == zero) }
    }
    #expect(counts == counts.sorted(by: >) && Set(counts).count == 5)
    #expect(!zero.isEmpty && voxels([prediction], 1).count == zero.count)
    let none = try LesionPrediction(prediction, threshold: 15)
    #expect(voxels([none], 1).isEmpty, "no rescue above a threshold that was asked for")
  }

  /// A voxel goes to the lesion whose logit exceeds its own threshold by most.
  @Test func rivalsAreComparedByTheirMargins() throws {
    let one = try predict(1, FormulaNetwork(formula: { 20 * ($0 - 0.4) }))
    let two = try predict(2, FormulaNetwork(formula: { 20 * ($0 - 0.5) }))
    #expect(voxels([one, two], 2).count <= 1, "1 is ahead everywhere")
    let raised = try LesionPrediction(one, threshold: 3)
    #expect(voxels([raised, two], 1).isEmpty, "now 2 is")
    #expect(voxels([raised, two], 2).count > 5)
  }

  @Test func progressNeverGoesBack() throws {
    var network = FormulaNetwork()
    network.field = FieldOfView(voxels: 16, reach: 0.2, context: 0, growth: 1.5)
    var fractions: [Double] = []
    var stages: [String] = []
    _ = try predict(
      1, network,
      progress: { stage, fraction in
        stages.append(stage)
        fractions.append(fraction)
      })
    #expect(fractions == fractions.sorted() && fractions.last == 1)
    #expect(stages.contains { $0.hasPrefix("longer field") }, "the mask reaches the field's face")
  }

  @Test func cancellingStopsWhatFollowsTheNetwork() throws {
    let prediction = try predict(1, FormulaNetwork())
    #expect(throws: CancellationError.self) {
      try LesionPrediction(prediction, threshold: 1, isCancelled: { true })
    }
    #expect(throws: CancellationError.self) {
      try labelMap(of: [prediction], on: grid, isCancelled: { true })
    }
  }
}
