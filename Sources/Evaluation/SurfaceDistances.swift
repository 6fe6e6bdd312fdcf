import Imaging

/// The distances between the surfaces of two segmentations of one lesion.
///
/// As DeepMind's `surface-distance` defines them (Nikolov et al., "Deep learning to achieve
/// clinically applicable segmentation of head and neck anatomy for radiotherapy", arXiv 1809.04430)
/// and the FLARE challenges use them: a surface consists of elements at the corners between voxels,
/// each with the area that ``SurfaceElementAreas`` gives it, and the distance of an element is that
/// of its corner to the nearest corner of the other surface. The axes of the grid are taken to be
/// perpendicular, and nothing changes when they are flipped or exchanged.
public struct SurfaceDistances: Equatable, Sendable {
  /// Elements of the reference's surface with their distances to the prediction's, nearest first.
  public let reference: [SurfaceElement]
  /// Elements of the prediction's surface with their distances to the reference's, nearest first.
  public let prediction: [SurfaceElement]

  /// Measures one label's surfaces in two masks of the same shape.
  ///
  /// Lengths are those of the reference's grid, each spacing rounded to single precision as a
  /// NIfTI header stores it: a tolerance that is a whole number of voxels is decided by the last
  /// digits. Takes time linear in the stored boxes of the masks to find the label and, with a much
  /// larger factor, in the box around the label in both.
  ///
  /// - Parameters:
  ///   - label: the label in `reference`.
  ///   - predictedLabel: the label in `prediction`; the same when not given.
  /// - Throws: ``OverlapError`` when the masks have different shapes.
  public init(
    of label: UInt8, reference: Mask, prediction: Mask, predictedLabel: UInt8? = nil
  ) throws {
    self = try MaskPair(reference: reference, prediction: prediction)
      .surfaces(of: label, predicted: predictedLabel ?? label)
  }

  /// - Parameters:
  ///   - reference: a label and the mask that it is in; `nil` for no voxels.
  ///   - prediction: the same.
  init(
    reference: (extent: LabelExtent, mask: Mask)?, prediction: (extent: LabelExtent, mask: Mask)?,
    grid: VoxelGrid
  ) {
    let spacing = SIMD3<Double>(SIMD3<Float>(grid.spacing))
    let areas = SurfaceElementAreas(spacing: spacing)
    let boxes = [reference, prediction].compactMap { $0?.extent.box }
    guard let first = boxes.first else {
      self.reference = []
      self.prediction = []
      return
    }
    let box = boxes.reduce(first) { $0.union($1) }
    let corners = [reference, prediction].map { label in
      label.map { SurfaceCorners(of: $0.extent.label, in: $0.mask, box: box) }
        ?? SurfaceCorners(emptyIn: box)
    }
    self.reference = Self.elements(
      of: corners[0], to: corners[1], spacing: spacing, areas: areas)
    self.prediction = Self.elements(
      of: corners[1], to: corners[0], spacing: spacing, areas: areas)
  }

  private static func elements(
    of surface: SurfaceCorners, to other: SurfaceCorners, spacing: SIMD3<Double>,
    areas: SurfaceElementAreas
  ) -> [SurfaceElement] {
    var elements: [SurfaceElement] = []
    surface.forEachSquaredDistance(to: other, spacing: spacing) { pattern, squared in
      elements.append(SurfaceElement(distance: squared.squareRoot(), area: areas[pattern]))
    }
    return elements.sorted()
  }

  /// Area of the reference's surface, in mm2; 0 for an empty mask.
  public var referenceArea: Double { Self.area(reference[...]) }
  /// Area of the prediction's surface, in mm2; 0 for an empty mask.
  public var predictionArea: Double { Self.area(prediction[...]) }

  /// Normalised surface Dice, in 0…1: the share of both surfaces that lies no farther than the
  /// tolerance τ from the other, `(|{a ∈ A: d(a, B) ≤ τ}| + |{b ∈ B: d(b, A) ≤ τ}|) / (|A| + |B|)`
  /// with areas for sizes.
  ///
  /// 1 where both masks are empty and 0 where one is.
  ///
  /// - Parameter tolerance: τ, in mm.
  public func normalisedSurfaceDice(tolerance: Double) -> Double {
    if reference.isEmpty && prediction.isEmpty { return 1 }
    if reference.isEmpty || prediction.isEmpty { return 0 }
    let within = [reference, prediction].map { elements in
      Self.area(elements.prefix { $0.distance <= tolerance })
    }
    return (within[0] + within[1]) / (referenceArea + predictionArea)
  }

  /// Hausdorff distance, in mm: the larger of both surfaces' distances within which the given
  /// percentage of the surface's area lies; 95 gives HD95, 100 the largest distance of all.
  ///
  /// Infinite where a mask is empty, or both: there is no surface to measure from or to.
  ///
  /// - Parameter percentile: in 0…100.
  public func hausdorff(percentile: Double = 100) -> Double {
    precondition((0...100).contains(percentile), "a percentile lies in 0...100")
    return max(
      Self.distance(ofPercentile: percentile, reference),
      Self.distance(ofPercentile: percentile, prediction))
  }

  /// The distance of the first element with which the areas so far reach the percentage of all.
  private static func distance(
    ofPercentile percentile: Double, _ elements: [SurfaceElement]
  ) -> Double {
    let total = area(elements[...])
    var reached = 0.0
    for element in elements {
      reached += element.area
      if reached / total >= percentile / 100 { return element.distance }
    }
    return .infinity
  }

  /// Summed in order, so that a part that is the whole gives the same bits.
  private static func area(_ elements: ArraySlice<SurfaceElement>) -> Double {
    elements.reduce(0) { $0 + $1.area }
  }
}
