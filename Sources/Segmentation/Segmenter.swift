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

  /// The box, the axis order and the pooling of the network's input for one lesion.
  ///
  /// - Parameter prompt: fits the grid.
  public func geometry(of prompt: LesionPrompt, on grid: VoxelGrid) -> CropGeometry {
    CropGeometry(
      diameter: prompt.diameter, grid: grid, margin: network.cropMargin,
      maximumVoxels: network.maximumCropVoxels, stride: network.stride)
  }

  /// The voxels that predicting and measuring one lesion read: no other need be in memory.
  ///
  /// - Throws: ``PromptError`` for a prompt that does not fit the grid.
  public func box(of prompt: LesionPrompt, on grid: VoxelGrid) throws -> VoxelBox {
    try prompt.validate(on: grid)
    return geometry(of: prompt, on: grid).box
  }

  /// Predicts one lesion.
  ///
  /// - Parameters:
  ///   - volume: holds at least the voxels of ``box(of:on:)``.
  ///   - isCancelled: polled between layers.
  ///   - progress: the stage that is done and the fraction of the whole, 0…1; called on this
  ///     thread.
  /// - Throws: ``PromptError`` for a prompt that does not fit the volume, `CancellationError`.
  public func predict(
    _ prompt: LesionPrompt, in volume: Volume, timing: inout StageTiming,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void = { _, _ in }
  ) throws -> LesionPrediction {
    try prompt.validate(on: volume.grid)
    progress("crop", 0)
    let crop = timing.measure(\.preprocess) {
      Crop(
        of: volume, diameter: prompt.diameter, geometry: geometry(of: prompt, on: volume.grid),
        windows: network.inputWindows)
    }
    let logits = try timing.measure(\.network) {
      try network.logits(
        for: crop.input, endpoints: crop.endpoints, threads: threads, isCancelled: isCancelled,
        progress: progress)
    }
    return timing.measure(\.postprocess) {
      LesionPrediction(
        prompt: prompt, field: LogitField(logits, geometry: crop.geometry), grid: volume.grid)
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
