import Imaging
import Inference

/// From a RECIST diameter to the lesion in 3D.
public struct Segmenter: Sendable {
  public let network: any SegmentationNetwork
  /// Threads that the network may use.
  public let threads: Int

  public init(network: any SegmentationNetwork, threads: Int) {
    self.network = network
    self.threads = max(1, threads)
  }

  /// How the network's input for one lesion lies in a grid.
  ///
  /// - Parameters:
  ///   - prompt: fits the grid.
  ///   - growth: how much longer the field is along the network's z, y, x.
  func geometry(
    of prompt: LesionPrompt, on grid: VoxelGrid, growth: [Double] = [1, 1, 1]
  ) -> CropGeometry {
    CropGeometry(
      diameter: prompt.diameter, grid: grid, cropping: network.cropping, stride: network.stride,
      growth: growth)
  }

  /// The voxels that predicting and measuring one lesion read: no other need be in memory.
  ///
  /// - Throws: ``PromptError`` for a prompt that does not fit the grid.
  public func box(of prompt: LesionPrompt, on grid: VoxelGrid) throws -> VoxelBox {
    try prompt.validate(on: grid)
    var growth = 1.0
    if case .field(let field) = network.cropping { growth = field.growth }
    return geometry(of: prompt, on: grid, growth: [growth, growth, growth]).readBox
  }

  /// Predicts one lesion.
  ///
  /// A mask that reaches a face of its field of view was cut off there: it is predicted once more
  /// in a field that is longer along that axis.
  ///
  /// - Parameters:
  ///   - volume: holds at least the voxels of ``box(of:on:)``.
  ///   - isCancelled: polled between layers, and from slice to slice of what follows the network.
  ///   - progress: the stage that is done and the fraction of the whole, 0…1, which never goes back:
  ///     where a longer field may follow, the first one takes ``firstFieldShare`` of it. Called on
  ///     this thread.
  /// - Throws: ``PromptError`` for a prompt that does not fit the volume, `CancellationError`.
  public func predict(
    _ prompt: LesionPrompt, in volume: Volume, timing: inout StageTiming,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void = { _, _ in }
  ) throws -> LesionPrediction {
    try prompt.validate(on: volume.grid)
    guard case .field(let field) = network.cropping, field.growth > 1 else {
      return try predict(
        prompt, in: volume, geometry: geometry(of: prompt, on: volume.grid), timing: &timing,
        isCancelled: isCancelled, progress: progress)
    }
    let share = Self.firstFieldShare
    let first = try predict(
      prompt, in: volume, geometry: geometry(of: prompt, on: volume.grid), timing: &timing,
      isCancelled: isCancelled, progress: { progress($0, share * $1) })
    let cut = timing.measure(\.postprocess) { first.axesCutOff(isCancelled: isCancelled) }
    if isCancelled() { throw CancellationError() }
    guard cut.contains(true) else {
      progress("mask", 1)
      return first
    }
    return try predict(
      prompt, in: volume,
      geometry: geometry(of: prompt, on: volume.grid, growth: cut.map { $0 ? field.growth : 1 }),
      timing: &timing, isCancelled: isCancelled,
      progress: { progress("longer field, " + $0, share + (1 - share) * $1) })
  }

  /// The share of the progress that a first field takes where a longer one may follow: most lesions
  /// need no second, which is at least as much work.
  static let firstFieldShare = 0.6

  private func predict(
    _ prompt: LesionPrompt, in volume: Volume, geometry: CropGeometry, timing: inout StageTiming,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void
  ) throws -> LesionPrediction {
    progress("crop", 0)
    let crop = timing.measure(\.preprocess) {
      Crop(
        of: volume, diameter: prompt.diameter, geometry: geometry, windows: network.inputWindows)
    }
    let logits = try timing.measure(\.network) {
      try meanLogits(of: crop, isCancelled: isCancelled, progress: progress)
    }
    return try timing.measure(\.postprocess) {
      try LesionPrediction(
        prompt: prompt, field: LogitField(logits, geometry: geometry), grid: volume.grid,
        isCancelled: isCancelled)
    }
  }

  /// The logits of a crop, averaged over the mirror images that the network asks for.
  private func meanLogits(
    of crop: Crop, isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void
  ) throws -> Tensor {
    let mirrors = network.mirrors
    var mean: Tensor?
    for (index, axes) in mirrors.enumerated() {
      let image = crop.mirrored(along: axes)
      let logits = try network.logits(
        for: image.input, endpoints: image.endpoints, threads: threads, isCancelled: isCancelled,
        progress: { progress($0, (Double(index) + $1) / Double(mirrors.count)) })
      let found = axes.isEmpty ? logits : crop.geometry.mirror(logits, along: axes)
      // A running mean, so that two images are in memory and not all.
      let share = 1 / Float(index + 1)
      mean = mean?.blended(1 - share, with: found, share) ?? found
    }
    guard let mean else { preconditionFailure("a network asks for one image at least") }
    return mean
  }
}

extension Tensor {
  /// Both tensors' elements, which are of one shape, weighed and added.
  fileprivate func blended(_ weight: Float, with other: Tensor, _ otherWeight: Float) -> Tensor {
    withUnsafeElements { own in
      other.withUnsafeElements { added in
        Tensor(shape: shape) { values in
          for index in values.indices {
            values[index] = weight * own[index] + otherWeight * added[index]
          }
        }
      }
    }
  }
}

/// Wall time of each step of a job, in seconds.
public struct StageTiming: Sendable, Codable {
  public var load = 0.0
  public var preprocess = 0.0
  public var network = 0.0
  public var postprocess = 0.0
  public var save = 0.0

  public init() {}

  public var total: Double { load + preprocess + network + postprocess + save }

  /// Runs `body` and adds its wall time to a stage.
  public mutating func measure<Result>(
    _ stage: WritableKeyPath<StageTiming, Double>, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      let elapsed = (ContinuousClock.now - start).components
      self[keyPath: stage] += Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }
    return try body()
  }
}
