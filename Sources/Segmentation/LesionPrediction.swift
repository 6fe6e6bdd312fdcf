import Imaging

/// One lesion as the network sees it, before lesions compete for voxels.
public struct LesionPrediction: Sendable {
  public let prompt: LesionPrompt
  public let field: LogitField
  /// The logit above which a voxel is tumour: 0 as the network was trained.
  public let threshold: Float
  /// What was added to the logits inside the RECIST sphere because no voxel was positive; `nil`
  /// for the usual case.
  public let rescueOffset: Float?
  private let sphere: RecistSphere
  /// The pieces of the mask that are the lesion; `nil` if all are.
  private let pieces: PromptedPieces?

  /// - Parameter isCancelled: polled from slice to slice.
  /// - Throws: `CancellationError`.
  init(
    prompt: LesionPrompt, field: LogitField, grid: VoxelGrid,
    isCancelled: () -> Bool = { false }
  ) throws {
    self.prompt = prompt
    self.field = field
    threshold = 0
    let sphere = RecistSphere(prompt.diameter, grid: grid)
    self.sphere = sphere
    var anyPositive = false
    var best = -Float.infinity
    // One voxel answers it.
    let isKnown = { anyPositive || isCancelled() }
    field.visit(above: 0, isCancelled: isKnown) { _, _ in anyPositive = true }
    if !anyPositive {
      field.visit(isCancelled: isCancelled) { voxel, logit in
        if logit > best, sphere.contains(voxel) { best = logit }
      }
    }
    rescueOffset = anyPositive ? nil : Self.offset(raising: best)
    pieces =
      anyPositive
      ? PromptedPieces(
        of: field, above: 0, along: prompt.diameter, isCancelled: isCancelled) : nil
    if isCancelled() { throw CancellationError() }
  }

  /// The prediction of the same logits at another threshold, of which it keeps the pieces that the
  /// diameter runs through. The rescue stays what it was at 0.
  ///
  /// - Parameter isCancelled: polled from slice to slice.
  /// - Throws: `CancellationError`.
  public init(
    _ other: LesionPrediction, threshold: Float, isCancelled: () -> Bool = { false }
  ) throws {
    prompt = other.prompt
    field = other.field
    sphere = other.sphere
    rescueOffset = other.rescueOffset
    self.threshold = threshold
    pieces =
      rescueOffset == nil
      ? PromptedPieces(
        of: field, above: threshold, along: prompt.diameter, isCancelled: isCancelled) : nil
    if isCancelled() { throw CancellationError() }
  }

  public var wasRescued: Bool { rescueOffset != nil }

  /// The smallest of 1, 2, 4, … that makes `logit` positive.
  ///
  /// The Lite ENSAM paper raises the logits by an offset that doubles each round until a voxel
  /// is positive; only the largest logit decides when that is, so no round needs the volume.
  private static func offset(raising logit: Float) -> Float {
    var offset: Float = 1
    while offset + logit <= 0, offset.isFinite { offset *= 2 }
    return offset
  }

  /// How far the logit of a voxel of the crop lies above the threshold, as the mask is made from it:
  /// raised where the rescue raised it, and no higher than 0 in a piece of the mask that the diameter
  /// does not touch.
  func margin(at voxel: Voxel) -> Float { margin(of: field.logit(at: voxel), at: voxel) }

  /// Calls `body` with every voxel of the lesion and its margin, which is above 0.
  ///
  /// - Parameter isCancelled: polled from slice to slice; what is left is then passed over.
  package func forEachTumourVoxel(
    isCancelled: () -> Bool = { false }, _ body: (Voxel, Float) -> Void
  ) {
    let least = rescueOffset == nil ? threshold : -.infinity
    field.visit(above: least, isCancelled: isCancelled) { voxel, logit in
      let margin = margin(of: logit, at: voxel)
      if margin > 0 { body(voxel, margin) }
    }
  }

  private func margin(of logit: Float, at voxel: Voxel) -> Float {
    if let rescueOffset {
      return (sphere.contains(voxel) ? logit + rescueOffset : logit) - threshold
    }
    if logit > threshold, let pieces, !pieces.contains(voxel) { return 0 }
    return logit - threshold
  }

  /// Whether the lesion reaches a face of the crop that is no face of the volume, along the network's
  /// z, y, x.
  ///
  /// - Parameter isCancelled: polled from slice to slice; the answer is then of no use.
  func axesCutOff(isCancelled: () -> Bool = { false }) -> [Bool] {
    let (axes, ranges) = (field.geometry.axes, field.geometry.ranges)
    var reaches = [ClosedRange<Int>?](repeating: nil, count: 3)
    forEachTumourVoxel(isCancelled: isCancelled) { voxel, _ in
      for axis in 0..<3 {
        let index = axes.index(of: voxel, axis: axis)
        let known = reaches[axis] ?? index...index
        reaches[axis] = min(known.lowerBound, index)...max(known.upperBound, index)
      }
    }
    return (0..<3).map { axis in
      guard let reach = reaches[axis] else { return false }
      let range = ranges[axis]
      return reach.lowerBound == range.lowerBound && range.lowerBound > 0
        || reach.upperBound == range.upperBound - 1 && range.upperBound < axes.shape[axis]
    }
  }

  /// The voxel inside the RECIST sphere that the network finds likeliest, others than some.
  func likeliestVoxelInSphere(except taken: Set<Voxel>) -> Voxel {
    var best: (voxel: Voxel, logit: Float) = (prompt.diameter.a, -.infinity)
    field.visit { voxel, logit in
      if logit > best.logit, sphere.contains(voxel), !taken.contains(voxel) {
        best = (voxel, logit)
      }
    }
    return best.voxel
  }
}

/// The sphere whose diameter is the RECIST axis, in patient millimetres.
struct RecistSphere: Sendable {
  private let affine: Affine
  private let center: SIMD3<Double>
  private let squaredRadius: Double

  init(_ diameter: Diameter, grid: VoxelGrid) {
    affine = grid.affine
    let (a, b) = (grid.affine(diameter.a), grid.affine(diameter.b))
    center = (a + b) / 2
    // Both ends lie on the surface and belong to it, whatever the rounding.
    squaredRadius = ((a - center) * (a - center)).sum() * (1 + 1e-9)
  }

  func contains(_ voxel: Voxel) -> Bool {
    let offset = affine(voxel) - center
    return (offset * offset).sum() <= squaredRadius
  }
}
