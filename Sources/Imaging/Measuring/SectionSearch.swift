/// A search for a lesion's section in one axial slice by its intensity.
///
/// A threshold halfway between the middle and the ring around it is taken within a disc. The result
/// is opened by discs of growing radius, which cut vessels first and then wider bridges, until the
/// piece at the middle no longer reaches the disc's rim.
struct SectionSearch {
  private let volume: Volume
  private let plane: DisplayPlane
  /// The middle in columns and rows of `bitmap`.
  private let middle: SIMD2<Double>
  /// The rough diameter, in mm.
  private let length: Double
  /// The longer in-plane step, in mm.
  private let step: Double
  /// Of the disc that is looked at, in mm.
  private let radius: Double
  private let bitmap: SliceBitmap
  /// HU of the bitmap's voxels, and how far each is from the middle, in mm.
  private let values: [Float]
  private let distances: [Double]

  /// How far off an end may be, in steps: what the disc has room for beyond the rough diameter.
  private static let slack = 4.0

  /// - Parameters:
  ///   - middle: continuous voxel indices, on one axial slice.
  ///   - length: of the rough diameter, in mm.
  init(
    _ volume: Volume, around middle: SIMD3<Double>, length: Double
  ) throws(UnclearSection) {
    let affine = volume.grid.affine
    plane = DisplayPlane(.axial, of: volume.grid)
    step = max(
      affine.column(plane.columnAxis).length, affine.column(plane.rowAxis).length)
    radius = max(0.85 * length, length / 2 + Self.slack * step)
    self.volume = volume
    self.length = length
    let center = Voxel(
      Int(middle.x.rounded()), Int(middle.y.rounded()), Int(middle.z.rounded()))
    let disc = RegionOfInterest.disc(
      at: center, radiusMillimetres: radius + step, in: plane)
    let box = disc.box(on: volume.grid).intersection(volume.box)
    guard !box.isEmpty, radius.isFinite else { throw .outside }
    let bitmap = SliceBitmap(box: box, sliceAxis: plane.sliceAxis, affine: affine)
    let offset = SIMD2(
      middle[bitmap.columnAxis] - Double(box.lower[bitmap.columnAxis]),
      middle[bitmap.rowAxis] - Double(box.lower[bitmap.rowAxis]))
    self.middle = offset
    self.bitmap = bitmap
    values = bitmap.values(in: volume)
    distances = bitmap.isInside.indices.map {
      bitmap.millimetres(
        Double($0 % bitmap.columns) - offset.x, Double($0 / bitmap.columns) - offset.y)
    }
  }

  /// The axes of the section at the middle.
  func axes() throws(UnclearSection) -> SectionAxes {
    var section = bitmap
    section.isInside = try inside()
    let isRim = distances.map { $0 <= radius && $0 > radius - 1.01 * step }
    var failure = UnclearSection.noContrast
    var opening = 1.01 * step
    while opening <= max(length / 4, 2.02 * step) {
      let piece = try pieceAtMiddle(of: section.opened(radius: opening))
      let axes = piece.axes
      if piece.mask.hasVoxel(where: { voxel in
        let place = bitmap.place(voxel)
        return isRim[place.row * bitmap.columns + place.column]
      }) {
        failure = .leaking
      } else if axes.longMillimetres > max(1.25 * length, length + 2 * Self.slack * step) {
        failure = .otherSize
      } else if axes.longMillimetres < min(0.75 * length, length - 2 * Self.slack * step) {
        // Opening it further makes it no longer.
        throw .otherSize
      } else {
        return axes
      }
      opening += step
    }
    throw failure
  }

  /// Which voxels of the disc are on the middle's side of the threshold.
  private func inside() throws(UnclearSection) -> [Bool] {
    let core = sortedValues(within: 0...max(0.2 * length, 1.01 * step))
    let ring = sortedValues(within: (0.6 * length)...radius)
    guard !core.isEmpty, !ring.isEmpty else { throw .outside }
    let level = core[core.count / 2]
    // Where a lesion touches a wall as bright as itself, half of the ring is no background: of its
    // quartiles the one farther from the lesion.
    let quartiles = (ring[ring.count / 4], ring[ring.count * 3 / 4])
    let around =
      abs(quartiles.0 - level) > abs(quartiles.1 - level) ? quartiles.0 : quartiles.1
    // A contrast near the middle's own spread is noise.
    let spread = core[core.count * 3 / 4] - core[core.count / 4]
    guard abs(level - around) > 1.5 * spread else { throw .noContrast }
    let threshold = (level + around) / 2
    let isBright = level > around
    return values.indices.map {
      distances[$0] <= radius && (isBright ? values[$0] > threshold : values[$0] < threshold)
    }
  }

  /// Finite values at distances from the middle, ascending.
  private func sortedValues(within range: ClosedRange<Double>) -> [Float] {
    values.indices.filter { range.contains(distances[$0]) && values[$0].isFinite }
      .map { values[$0] }.sorted()
  }

  /// The piece nearest to the middle, its holes filled.
  private func pieceAtMiddle(
    of section: SliceBitmap
  ) throws(UnclearSection) -> (mask: Mask, axes: SectionAxes) {
    let reach = max(0.2 * length, 2 * step)
    let nearest = section.isInside.indices.filter {
      section.isInside[$0] && distances[$0] <= reach
    }.min { distances[$0] < distances[$1] }
    guard let nearest else { throw .noContrast }
    var voxel = section.origin
    voxel[section.columnAxis] += nearest % section.columns
    voxel[section.rowAxis] += nearest / section.columns
    guard
      let mask = section.mask(on: volume.grid).keepingComponent(at: voxel)?
        .fillingHoles(in: plane),
      let axes = mask.axes(of: 1, near: Diameter(voxel, voxel))
    else { throw .noContrast }
    return (mask, axes)
  }
}

extension Mask {
  fileprivate func hasVoxel(where isSought: (Voxel) -> Bool) -> Bool {
    var found = false
    forEachLabelled { voxel, _ in found = found || isSought(voxel) }
    return found
  }
}

extension SliceBitmap {
  /// The rectangle's values in HU, row by row.
  fileprivate func values(in volume: Volume) -> [Float] {
    var values = [Float](repeating: .nan, count: columns * rows)
    values.withUnsafeMutableBufferPointer { values in
      for row in 0..<rows {
        var start = origin
        start[rowAxis] += row
        volume.readRun(
          from: start, axis: columnAxis,
          into: UnsafeMutableBufferPointer(
            rebasing: values[(row * columns)..<((row + 1) * columns)]))
      }
    }
    return values
  }
}
