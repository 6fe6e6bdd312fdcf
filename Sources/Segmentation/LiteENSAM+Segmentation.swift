import Inference

extension LiteENSAM: SegmentationNetwork {
  public var inputWindows: [HUWindow] {
    config.windows.map { HUWindow(lower: $0.lower, upper: $0.upper) }
  }
  public var cropping: Cropping {
    guard let field = config.field else {
      return .margin(voxels: config.margin, maximumVoxels: config.maximumVoxels)
    }
    return .field(
      FieldOfView(
        voxels: field.voxels, reach: field.reach, context: field.context, growth: field.growth))
  }
  public var mirrors: [[Int]] { config.mirrors }
  public var stride: Int { config.stride }

  public func logits(
    for input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void
  ) throws -> Tensor {
    try forward(
      input, endpoints: endpoints, threads: threads, isCancelled: isCancelled, progress: progress)
  }
}
