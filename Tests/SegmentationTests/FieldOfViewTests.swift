import Foundation
import Imaging
import Inference
import Segmentation
import Testing

/// The field of view that is scaled to the diameter: what the network is shown, and the way back.
@Suite struct FieldOfViewTests {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/golden-field.safetensors")

  /// The windows of the recipe's golden network.
  private static let windows = [
    HUWindow(lower: -1000, upper: 500), HUWindow(lower: -160, upper: 240),
  ]

  /// The recipe's numbers for a volume of thick slices whose field reaches beyond it, stored as the
  /// network reads it and in two other ways.
  @Test(
    arguments: ["", "grown."],
    [[false, false, false], [true, false, true], [false, true, true]])
  func inputAndLogitsAreTheRecipes(stage: String, reversed: [Bool]) throws {
    let file = try SafeTensors(contentsOf: Self.golden.path)
    func numbers(_ name: String) throws -> [Float] { try file.tensor(named: name).elements }
    let stored = try StoredVolume(
      file.tensor(named: "volume"), spacing: numbers("spacing").map(Double.init),
      reversed: reversed)
    let points = try numbers("points").map { Int($0) }
    let field = try numbers("field").map(Double.init)
    let growth = stage.isEmpty ? [1, 1, 1] : [1.5, 1, 1.5]
    let diameter = Diameter(
      stored.voxel(z: points[0], y: points[1], x: points[2]),
      stored.voxel(z: points[3], y: points[4], x: points[5]))
    let geometry = CropGeometry(
      diameter: diameter, grid: stored.volume.grid,
      cropping: .field(
        FieldOfView(
          voxels: Int(field[0]), reach: field[1], context: field[2], growth: field[3])),
      stride: 8, growth: growth)
    let crop = Crop(
      of: stored.volume, diameter: diameter, geometry: geometry, windows: Self.windows)

    let expected = try file.tensor(named: stage + "input")
    #expect(crop.input.shape == expected.shape)
    let worst = zip(crop.input.elements, expected.elements).map { abs($0 - $1) }.max()
    let error = try #require(worst)
    #expect(error < 2e-5)
    let ends = try numbers(stage + "endpoints")
    for axis in 0..<3 {
      #expect(abs(crop.endpoints.0[axis] - ends[axis]) < 1e-4)
      #expect(abs(crop.endpoints.1[axis] - ends[3 + axis]) < 1e-4)
    }

    // Logits on the field's grid, back on the volume's.
    let back = try file.tensor(named: stage + "back")
    let low = try numbers(stage + "low").map { Int($0) }
    let logits = LogitField(
      padded(try file.tensor(named: stage + "logits"), to: geometry.paddedShape),
      geometry: geometry)
    #expect(logits.box.count == back.elements.count)
    var backError: Float = 0
    for (index, value) in back.elements.enumerated() {
      let (row, x) = index.quotientAndRemainder(dividingBy: back.shape[2])
      let (z, y) = row.quotientAndRemainder(dividingBy: back.shape[1])
      let voxel = stored.voxel(z: low[0] + z, y: low[1] + y, x: low[2] + x)
      try #require(logits.box.contains(voxel))
      backError = max(backError, abs(logits.logit(at: voxel) - value))
    }
    #expect(backError < 2e-5)
  }

  /// One patient, stored in all 48 ways, thick slices included: the same lesion.
  @Test func everyStoredOrientationGivesTheSameLesion() throws {
    var found: [(count: Int, center: SIMD3<Double>)] = []
    for stored in StoredGrid.all(of: SIMD3(1, 1, 3), shape: Voxel(44, 40, 16)) {
      let ellipsoid = BrightEllipsoid(
        grid: stored, center: SIMD3(0.5, 0.5, 1.5), radii: SIMD3(8, 6, 7))
      func nearest(_ millimetres: SIMD3<Double>) throws -> Voxel {
        let index = try #require(stored.affine.voxelIndex(ofMillimetres: millimetres))
        return Voxel(Int(index.x.rounded()), Int(index.y.rounded()), Int(index.z.rounded()))
      }
      var network = FormulaNetwork()
      network.field = FieldOfView(voxels: 24, reach: 1, context: 3, growth: 1.5)
      network.mirrors = [[], [2], [0, 1]]
      let mask = labelMap(
        of: [
          try predict(
            Diameter(nearest(SIMD3(-7.5, 0.5, 1.5)), nearest(SIMD3(8.5, 0.5, 1.5))),
            ellipsoid.volume(), network)
        ], on: stored)
      var count = 0
      var sum = SIMD3<Double>.zero
      mask.forEachLabelled { voxel, _ in
        count += 1
        sum += stored.affine(voxel)
      }
      // Sampled to a coarser grid and back, the ellipsoid keeps its size.
      #expect(abs(Double(count) / Double(ellipsoid.voxels.count) - 1) < 0.1)
      found.append((count, sum / Double(max(1, count))))
    }
    #expect(found.count == 48)
    for other in found {
      #expect(other.count == found[0].count && (other.center - found[0].center).length < 1e-9)
    }
  }

  /// A lesion three times as long as its diameter is cut off by the first field and whole in the
  /// second; where the volume itself ends, nothing is to be gained.
  @Test func aMaskThatReachesAFaceIsPredictedOnceMore() throws {
    let grid = VoxelGrid(
      shape: Voxel(48, 48, 64),
      affine: Affine(
        columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1)),
        translation: SIMD3(24, 24, -32)))
    let column = BrightEllipsoid(grid: grid, center: SIMD3(0, 0, 0), radii: SIMD3(6, 6, 16))
    let diameter = Diameter(Voxel(18, 24, 32), Voxel(30, 24, 32))
    var network = FormulaNetwork()
    func slices(_ volume: Volume) throws -> Int {
      let prediction = try predict(diameter, volume, network)
      return Set(prediction.voxels.map(\.z)).count
    }
    network.field = FieldOfView(voxels: 24, reach: 1, context: 0, growth: 1)
    #expect(try slices(column.volume()) < 26)
    network.field?.growth = 1.5
    // Its tips, of a voxel each, may be lost in sampling.
    #expect(try slices(column.volume()) >= Set(column.voxels.map(\.z)).count - 2)

    let calls = Counter()
    network.formula = {
      calls.count()
      return $0 - 0.5
    }
    let thin = VoxelGrid(shape: Voxel(48, 48, 20), affine: grid.affine)
    let cut = BrightEllipsoid(grid: thin, center: SIMD3(0, 0, -22), radii: SIMD3(6, 6, 16))
    _ = try predict(Diameter(Voxel(18, 24, 10), Voxel(30, 24, 10)), cut.volume(), network)
    #expect(calls.value == 24 * 24 * 24, "one pass: every padded voxel once")
  }

  /// Of a field that reaches beyond the volume, the last step inside may lie before its last voxel.
  @Test func voxelsAtTheVolumesFaceBelongToTheField() {
    let grid = VoxelGrid(shape: Voxel(200, 200, 60), affine: Affine(spacing: SIMD3(1, 1, 1)))
    for z in 0..<60 {
      let geometry = CropGeometry(
        diameter: Diameter(Voxel(30, 100, z), Voxel(177, 100, z)), grid: grid,
        cropping: .field(FieldOfView(voxels: 64, reach: 1, context: 8, growth: 1.5)), stride: 8)
      #expect(geometry.box == grid.box && geometry.readBox == grid.box)
    }
  }

  @Test func aVolumeOfOneSliceIsSegmentedInPlane() throws {
    let grid = VoxelGrid(
      shape: Voxel(60, 60, 1),
      affine: Affine(
        columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1)), translation: .zero))
    var values = [Int16](repeating: 0, count: grid.count)
    for y in 20..<40 { for x in 10..<50 { values[y * 60 + x] = 100 } }
    var network = FormulaNetwork()
    // The field's step, 5 mm, is larger than the volume is thick.
    network.field = FieldOfView(voxels: 16, reach: 1, context: 0, growth: 1.5)
    let prediction = try predict(
      Diameter(Voxel(10, 30, 0), Voxel(49, 30, 0)), Volume(grid: grid, voxels: values), network)
    #expect(prediction.field.box.shape.z == 1)
    #expect(abs(prediction.voxels.count - 800) < 80)
  }

  @Test func valuesThatAreNotFiniteDoNotSpread() throws {
    let grid = VoxelGrid(shape: Voxel(20, 20, 20), affine: Affine(spacing: SIMD3(1, 1, 1)))
    var values = [Float](repeating: 100, count: grid.count)
    values[grid.offset(Voxel(1, 1, 1))] = .nan
    values[grid.offset(Voxel(18, 2, 3))] = .infinity
    let diameter = Diameter(Voxel(6, 10, 10), Voxel(14, 10, 10))
    let crop = Crop(
      of: Volume(grid: grid, voxels: values), diameter: diameter,
      geometry: CropGeometry(
        diameter: diameter, grid: grid,
        cropping: .field(FieldOfView(voxels: 16, reach: 2, context: 8, growth: 1)), stride: 8),
      windows: Self.windows)
    let spoilt = crop.input.elements.count { !$0.isFinite }
    #expect(spoilt == 0)
  }

  private func predict(
    _ diameter: Diameter, _ volume: Volume, _ network: FormulaNetwork
  ) throws -> LesionPrediction {
    var timing = StageTiming()
    return try Segmenter(network: network, threads: 1).predict(
      LesionPrompt(label: 1, diameter: diameter), in: volume, timing: &timing)
  }

  /// Zeros at the end of (z, y, x), as a network's output has.
  private func padded(_ tensor: Tensor, to shape: [Int]) -> Tensor {
    let (depth, height, width) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let elements = tensor.elements
    return Tensor(shape: [1] + shape) { values in
      values.update(repeating: 0)
      for z in 0..<depth {
        for y in 0..<height {
          for x in 0..<width {
            values[(z * shape[1] + y) * shape[2] + x] = elements[(z * height + y) * width + x]
          }
        }
      }
    }
  }
}

extension LesionPrediction {
  fileprivate var voxels: [Voxel] {
    var voxels: [Voxel] = []
    forEachTumourVoxel { voxel, _ in voxels.append(voxel) }
    return voxels
  }
}

/// A volume of the recipe, (z, y, x), in a file whose axes run along or against the network's.
private struct StoredVolume {
  let volume: Volume
  private let reversed: [Bool]

  init(_ tensor: Tensor, spacing: [Double], reversed: [Bool]) {
    self.reversed = reversed
    let shape = tensor.shape
    let signs = reversed.map { $0 ? -1.0 : 1.0 }
    let grid = VoxelGrid(
      shape: Voxel(shape[2], shape[1], shape[0]),
      affine: Affine(
        columns: (
          SIMD3(-signs[2] * spacing[2], 0, 0), SIMD3(0, -signs[1] * spacing[1], 0),
          SIMD3(0, 0, signs[0] * spacing[0])
        ), translation: .zero))
    var values = [Float](repeating: 0, count: grid.count)
    let elements = tensor.elements
    for (index, value) in elements.enumerated() {
      let (row, x) = index.quotientAndRemainder(dividingBy: shape[2])
      let (z, y) = row.quotientAndRemainder(dividingBy: shape[1])
      values[grid.offset(Self.voxel(z, y, x, shape: grid.shape, reversed: reversed))] = value
    }
    volume = Volume(grid: grid, voxels: values)
  }

  func voxel(z: Int, y: Int, x: Int) -> Voxel {
    Self.voxel(z, y, x, shape: volume.grid.shape, reversed: reversed)
  }

  private static func voxel(
    _ z: Int, _ y: Int, _ x: Int, shape: Voxel, reversed: [Bool]
  ) -> Voxel {
    Voxel(
      reversed[2] ? shape.x - 1 - x : x, reversed[1] ? shape.y - 1 - y : y,
      reversed[0] ? shape.z - 1 - z : z)
  }
}

/// Counts calls from a formula, which runs on one thread.
private final class Counter: @unchecked Sendable {
  private(set) var value = 0
  func count() { value += 1 }
}
