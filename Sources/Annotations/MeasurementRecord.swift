import Imaging

/// A measurement as it is written to JSON, rounded, with units in the keys.
public struct MeasurementRecord: Codable, Hashable, Sendable {
  public var label: Int
  public var volumeMillilitres: Double
  public var volumeCubicMillimetres: Double
  public var voxels: Int
  public var longAxisMillimetres: Double
  public var shortAxisMillimetres: Double
  /// `nil` when no voxel of the lesion is finite.
  public var meanHU: Double?
  public var standardDeviationHU: Double?
  public var slices: Int

  private enum CodingKeys: String, CodingKey {
    case label, voxels, slices
    case volumeMillilitres = "volume_mL"
    case volumeCubicMillimetres = "volume_mm3"
    case longAxisMillimetres = "long_axis_mm"
    case shortAxisMillimetres = "short_axis_mm"
    case meanHU = "mean_HU"
    case standardDeviationHU = "sd_HU"
  }

  public init(_ measurement: LesionMeasurement) {
    label = measurement.label
    volumeMillilitres = measurement.volumeMillilitres.rounded(toPlaces: 6)
    volumeCubicMillimetres = measurement.volumeCubicMillimetres.rounded(toPlaces: 3)
    voxels = measurement.voxels
    longAxisMillimetres = measurement.longAxisMillimetres.rounded(toPlaces: 3)
    shortAxisMillimetres = measurement.shortAxisMillimetres.rounded(toPlaces: 3)
    meanHU = measurement.meanHU.finiteRounded(toPlaces: 3)
    standardDeviationHU = measurement.standardDeviationHU.finiteRounded(toPlaces: 3)
    slices = measurement.slices
  }
}

extension MeasurementRecord {
  /// By hand, since what has no value is to be there as null and not missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(label, forKey: .label)
    try container.encode(volumeMillilitres, forKey: .volumeMillilitres)
    try container.encode(volumeCubicMillimetres, forKey: .volumeCubicMillimetres)
    try container.encode(voxels, forKey: .voxels)
    try container.encode(longAxisMillimetres, forKey: .longAxisMillimetres)
    try container.encode(shortAxisMillimetres, forKey: .shortAxisMillimetres)
    try container.encode(meanHU, forKey: .meanHU)
    try container.encode(standardDeviationHU, forKey: .standardDeviationHU)
    try container.encode(slices, forKey: .slices)
  }
}

extension Double {
  /// As ``rounded(toPlaces:)``; `nil`, which JSON can say, for what is not finite.
  public func finiteRounded(toPlaces places: Int) -> Double? {
    isFinite ? rounded(toPlaces: places) : nil
  }

  /// Rounded to decimal places, so that JSON shows 4.82 and not 4.8200000000000003.
  public func rounded(toPlaces places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let result = (self * scale).rounded() / scale
    return result.isFinite ? result : self
  }
}
