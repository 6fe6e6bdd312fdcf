import Imaging

/// A measurement as it is written to JSON: units stand in the names.
public struct MeasurementRecord: Codable, Hashable, Sendable {
  public var label: Int
  public var volume_mL: Double
  public var volume_mm3: Double
  public var voxels: Int
  public var long_axis_mm: Double
  public var short_axis_mm: Double
  public var mean_HU: Double
  public var sd_HU: Double
  public var slices: Int

  public init(_ measurement: Measurement) {
    label = measurement.label
    volume_mL = measurement.volumeMillilitres.rounded(toPlaces: 6)
    volume_mm3 = measurement.volumeCubicMillimetres.rounded(toPlaces: 3)
    voxels = measurement.voxels
    long_axis_mm = measurement.longAxisMillimetres.rounded(toPlaces: 3)
    short_axis_mm = measurement.shortAxisMillimetres.rounded(toPlaces: 3)
    mean_HU = measurement.meanHU.rounded(toPlaces: 3)
    sd_HU = measurement.standardDeviationHU.rounded(toPlaces: 3)
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
