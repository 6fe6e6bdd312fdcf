import Imaging

/// A measurement as it is written to JSON, rounded, with units in the keys.
public struct MeasurementRecord: Codable, Hashable, Sendable {
  public var label: Int
  public var volumeMillilitres: Double
  public var volumeCubicMillimetres: Double
  public var voxels: Int
  public var longAxisMillimetres: Double
  public var shortAxisMillimetres: Double
  public var meanHU: Double
  public var standardDeviationHU: Double
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
    meanHU = measurement.meanHU.rounded(toPlaces: 3)
    standardDeviationHU = measurement.standardDeviationHU.rounded(toPlaces: 3)
    slices = measurement.slices
  }
}

extension Double {
  /// Rounded to decimal places, so that JSON shows 4.82 and not 4.8200000000000003.
  public func rounded(toPlaces places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let result = (self * scale).rounded() / scale
    return result.isFinite ? result : self
  }
}
