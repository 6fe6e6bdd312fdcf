import Imaging
import Inference
import Segmentation
import Testing

@Suite struct PipelineTests {
  private let grid = VoxelGrid(
    shape: Voxel(40, 36, 20),
    affine: Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 2)),
      translation: SIMD3(20, 18, -20)))

  private func predict(
    _ prompt: LesionPrompt, _ volume: Volume, _ network: FormulaNetwork = FormulaNetwork()
  ) throws -> LesionPrediction {
    var timing = StageTiming()
    return try Segmenter(network: network, threads: 1).predict(
      prompt, in: volume, timing: &timing)
  }

  /// The voxels of the ellipsoid's equator that lie farthest apart along x.
  private func diameter(of ellipsoid: BrightEllipsoid) -> Diameter {
    let voxels = ellipsoid.voxels
    let z = voxels.map(\.z).sorted()[voxels.count / 2]
    let slice = voxels.filter { $0.z == z }
    return Diameter(slice.min { $0.x < $1.x }!, slice.max { $0.x < $1.x }!)
  }

  @Test func aBrightEllipsoidComesBackVoxelForVoxel() throws {
    let ellipsoid = BrightEllipsoid(
      grid: grid, center: SIMD3(2, 1, -3), radii: SIMD3(8, 6, 7))
    let prompt = LesionPrompt(label: 3, diameter: diameter(of: ellipsoid))
    let prediction = try predict(prompt, ellipsoid.volume())
    let mask = labelMap(of: [prediction], on: grid)
    var found: [Voxel] = []
    mask.forEachLabelled { voxel, label in
      #expect(label == 3)
      found.append(voxel)
    }
    // The crop holds the diameter's box and 4 voxels around it: the ellipsoid's poles at
    // 3 voxels above and below its equator, and its y extent of 6, are not all inside.
    let expected = ellipsoid.voxels.filter(prediction.field.box.contains)
    #expect(Set(found) == Set(expected))
    #expect(expected.count > ellipsoid.voxels.count * 3 / 4)
    #expect(!prediction.wasRescued)
  }

  /// Another bright thing in the crop is not the lesion, unless the diameter touches it too; what
  /// touches the lesion at a corner belongs to it.
  @Test func onlyWhatTheDiameterRunsThroughIsKept() throws {
    let lesion = (12..<20).flatMap { x in (10..<14).map { Voxel(x, $0, 9) } }
    let corner = Voxel(20, 14, 10)
    let others = [Voxel(16, 17, 9), Voxel(17, 17, 9), Voxel(15, 12, 12)]
    var values = [Int16](repeating: 0, count: grid.count)
    for voxel in lesion + [corner] + others { values[grid.offset(voxel)] = 100 }
    let volume = Volume(grid: grid, voxels: values)
    func found(_ a: Voxel, _ b: Voxel) throws -> Set<Voxel> {
      let mask = labelMap(
        of: [try predict(LesionPrompt(label: 1, diameter: Diameter(a, b)), volume)], on: grid)
      var found = Set<Voxel>()
      mask.forEachLabelled { voxel, _ in found.insert(voxel) }
      return found
    }
    #expect(try found(Voxel(12, 11, 9), Voxel(19, 12, 9)) == Set(lesion + [corner]))
    // Up through the lesion and the pair beside it.
    #expect(
      try found(Voxel(16, 10, 9), Voxel(16, 17, 9))
        == Set(lesion + [corner, Voxel(16, 17, 9), Voxel(17, 17, 9)]))
    // A diameter that runs through nothing bright leaves all that its crop holds.
    #expect(
      try found(Voxel(13, 15, 9), Voxel(18, 15, 9))
        == Set((lesion + [corner] + others).filter { $0.y >= 15 - 4 }))
  }

  /// One patient, stored in all 48 ways: the same voxels of the patient must be found, also when
  /// pooling shifts centres by half a voxel.
  @Test(arguments: [1 << 21, 2000])
  func everyStoredOrientationGivesTheSameLesion(maximumCropVoxels: Int) throws {
    var volumes = Set<Int>()
    var centers: [SIMD3<Double>] = []
    for stored in StoredGrid.all(of: SIMD3(1, 1, 2), shape: Voxel(40, 36, 20)) {
      let ellipsoid = BrightEllipsoid(
        grid: stored, center: SIMD3(0.5, 0.5, 1), radii: SIMD3(8, 6, 7))
      let right = try #require(stored.affine.voxelIndex(ofMillimetres: SIMD3(7.5, 0.5, 1)))
      let left = try #require(stored.affine.voxelIndex(ofMillimetres: SIMD3(-6.5, 0.5, 1)))
      func nearest(_ index: SIMD3<Double>) -> Voxel {
        Voxel(Int(index.x.rounded()), Int(index.y.rounded()), Int(index.z.rounded()))
      }
      var network = FormulaNetwork()
      network.maximumCropVoxels = maximumCropVoxels
      let prediction = try predict(
        LesionPrompt(label: 1, diameter: Diameter(nearest(left), nearest(right))),
        ellipsoid.volume(), network)
      let mask = labelMap(of: [prediction], on: stored)
      var count = 0
      var sum = SIMD3<Double>.zero
      mask.forEachLabelled { voxel, _ in
        count += 1
        sum += stored.affine(voxel)
      }
      volumes.insert(count)
      centers.append(sum / Double(max(1, count)))
    }
    #expect(centers.count == 48)
    #expect(volumes.count == 1, "one patient, one volume")
    for center in centers { #expect((center - centers[0]).length < 1e-9) }
  }

  @Test func pooledLogitsAreInterpolatedInPlace() throws {
    // A ramp along the network's x pools and interpolates back to itself, half a step aside.
    var values = [Int16](repeating: 0, count: grid.count)
    for z in 0..<20 {
      for y in 0..<36 { for x in 0..<40 { values[(z * 36 + y) * 40 + x] = Int16(2 * x) } }
    }
    let volume = Volume(grid: grid, voxels: values)
    var network = FormulaNetwork(formula: { $0 })
    network.cropMargin = 40
    network.maximumCropVoxels = 40 * 36 * 20 / 2
    let prediction = try predict(
      LesionPrompt(label: 1, diameter: Diameter(Voxel(10, 10, 10), Voxel(30, 10, 10))), volume,
      network)
    #expect(prediction.field.geometry.inputShape == [20, 18, 20])
    // The pooled cell of voxels 2k, 2k + 1 holds the maximum, 2 (2k + 1), at index 2k + 0.5.
    for x in [4, 9, 22, 31] {
      let logit = prediction.field.logit(at: Voxel(x, 10, 10))
      #expect(abs(logit - Float(2 * x + 1) / 100) < 1e-5)
    }
    // Every value is positive but those of the first column.
    var visited = 0
    var worst: Float = 0
    prediction.forEachTumourVoxel { voxel, logit in
      visited += 1
      worst = max(worst, abs(logit - prediction.field.logit(at: voxel)))
    }
    let columns = (0..<40).count { prediction.field.logit(at: Voxel($0, 0, 0)) > 0 }
    #expect(columns >= 38 && visited == columns * 36 * 20)
    #expect(worst < 1e-6)
  }

  @Test func anEmptyLesionIsRescuedInsideItsSphere() throws {
    let ellipsoid = BrightEllipsoid(
      grid: grid, center: SIMD3(2, 1, -3), radii: SIMD3(8, 6, 7))
    let diameter = diameter(of: ellipsoid)
    let prediction = try predict(
      LesionPrompt(label: 1, diameter: diameter), ellipsoid.volume(),
      FormulaNetwork(formula: { $0 - 6.5 }))
    // The best logit is -5.5: 1, 2, 4 do not lift it above 0 and 8 does.
    #expect(prediction.rescueOffset == 8)
    let mask = labelMap(of: [prediction], on: grid)
    let center = (grid.affine(diameter.a) + grid.affine(diameter.b)) / 2
    let radius = diameter.millimetres(in: grid) / 2
    var count = 0
    mask.forEachLabelled { voxel, _ in
      count += 1
      #expect((grid.affine(voxel) - center).length <= radius + 1e-6)
    }
    #expect(count > 1)
  }

  @Test func aVoxelGoesToTheHigherLogitAndNoLesionIsLost() throws {
    let volume = BrightEllipsoid(
      grid: grid, center: SIMD3(2, 1, -3), radii: SIMD3(8, 6, 7)
    ).volume()
    let diameter = Diameter(Voxel(12, 17, 8), Voxel(24, 17, 8))
    let strong = try predict(LesionPrompt(label: 2, diameter: diameter), volume)
    let weak = try predict(
      LesionPrompt(label: 1, diameter: diameter), volume,
      FormulaNetwork(formula: { $0 - 0.75 }))
    for order in [[strong, weak], [weak, strong]] {
      let mask = labelMap(of: order, on: grid)
      #expect(mask.count(of: 2) > 500)
      #expect(mask.count(of: 1) == 1, "a lesion that lost every voxel keeps one")
    }
    let weaker = try predict(
      LesionPrompt(label: 3, diameter: diameter), volume,
      FormulaNetwork(formula: { $0 - 0.8 }))
    let mask = labelMap(of: [strong, weak, weaker], on: grid)
    #expect((mask.count(of: 1), mask.count(of: 3)) == (1, 1))
  }

  @Test func aLesionOfOneVoxelKeepsItWhenOthersHaveNone() throws {
    var values = [Int16](repeating: 0, count: grid.count)
    values[grid.offset(Voxel(18, 17, 8))] = 100
    let volume = Volume(grid: grid, voxels: values)
    let diameter = Diameter(Voxel(12, 17, 8), Voxel(24, 17, 8))
    let predictions = try [(1, 0.5), (2, 0.75), (3, 0.75)].map { label, level in
      try predict(
        LesionPrompt(label: label, diameter: diameter), volume,
        FormulaNetwork(formula: { $0 - Float(level) }))
    }
    let mask = labelMap(of: predictions, on: grid)
    #expect(mask[Voxel(18, 17, 8)] == 1)
    #expect([1, 2, 3].map { mask.count(of: $0) } == [1, 1, 1])
  }

  @Test func cancellationIsPassedOn() {
    var timing = StageTiming()
    #expect(throws: CancellationError.self) {
      try Segmenter(network: FormulaNetwork(), threads: 1).predict(
        LesionPrompt(label: 1, diameter: Diameter(Voxel(1, 1, 1), Voxel(5, 1, 1))),
        in: BrightEllipsoid(grid: grid, center: .zero, radii: SIMD3(3, 3, 3)).volume(),
        timing: &timing, isCancelled: { true })
    }
  }

  @Test func promptsThatDoNotFitAreRefused() {
    func refusal(_ label: Int, _ a: Voxel, _ b: Voxel) -> String? {
      do {
        try LesionPrompt(label: label, diameter: Diameter(a, b)).validate(on: grid)
        return nil
      } catch { return String(describing: error) }
    }
    #expect(refusal(1, Voxel(0, 0, 0), Voxel(39, 35, 19)) == nil)
    #expect(refusal(1, Voxel(0, 0, 0), Voxel(40, 0, 0))?.contains("(40, 0, 0) is outside") == true)
    #expect(refusal(1, Voxel(-1, 0, 0), Voxel(4, 0, 0))?.contains("first end") == true)
    #expect(refusal(1, Voxel(4, 0, 0), Voxel(4, 0, 0))?.contains("two different") == true)
    #expect(refusal(0, Voxel(4, 0, 0), Voxel(5, 0, 0))?.contains("1 to 255") == true)
  }

  @Test func recistLabelMapsGiveTheEndsOfTheirLines() throws {
    var map = Mask(emptyOn: grid, box: grid.box)
    for step in 0...5 { map[Voxel(20 - step, 10 + step, 7)] = 2 }
    for step in 0...3 { map[Voxel(5 + step, 3, 9)] = 1 }
    // Flat and against x: its first voxel in z, y, x order is (22, 20), in its middle.
    for step in 0...8 { map[Voxel(26 - step, 20 + step / 5, 4)] = 9 }
    let prompts = try LesionPrompt.prompts(fromRecistLabelMap: map)
    #expect(
      prompts == [
        LesionPrompt(label: 1, diameter: Diameter(Voxel(5, 3, 9), Voxel(8, 3, 9))),
        LesionPrompt(label: 2, diameter: Diameter(Voxel(20, 10, 7), Voxel(15, 15, 7))),
        LesionPrompt(label: 9, diameter: Diameter(Voxel(26, 20, 4), Voxel(18, 21, 4))),
      ])
    #expect(throws: PromptError.emptyLabelMap) {
      try LesionPrompt.prompts(fromRecistLabelMap: Mask(emptyOn: grid))
    }
  }
}
