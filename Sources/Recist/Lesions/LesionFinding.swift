import Imaging

/// One lesion at one timepoint.
package struct LesionFinding: Hashable, Codable, Sendable {
  /// The lesion's identity, the same at every timepoint.
  package var id: String
  package var name: String
  package var role: LesionRole
  package var site: Site
  /// `nil` where it was not measured.
  package var longAxisMillimetres: Double?
  /// Perpendicular to the long axis, in its slice; what counts for lymph nodes.
  package var shortAxisMillimetres: Double?
  /// Of the CT that the lesion was measured on; `nil` for not known.
  package var sliceThicknessMillimetres: Double?
  /// Shown beside the diameters; no category depends on it.
  package var volumeMillilitres: Double?
  package var status: FindingStatus

  private enum CodingKeys: String, CodingKey {
    case id, name, role, site, status
    case longAxisMillimetres = "long_axis_mm"
    case shortAxisMillimetres = "short_axis_mm"
    case sliceThicknessMillimetres = "slice_thickness_mm"
    case volumeMillilitres = "volume_mL"
  }

  package init(
    id: String, name: String, role: LesionRole, site: Site, status: FindingStatus = .present,
    longAxisMillimetres: Double? = nil, shortAxisMillimetres: Double? = nil,
    sliceThicknessMillimetres: Double? = nil, volumeMillilitres: Double? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.site = site
    self.status = status
    self.longAxisMillimetres = longAxisMillimetres
    self.shortAxisMillimetres = shortAxisMillimetres
    self.sliceThicknessMillimetres = sliceThicknessMillimetres
    self.volumeMillilitres = volumeMillilitres
  }

  /// A lesion that was segmented, with the axes and the volume of its mask.
  package init(
    id: String, name: String, role: LesionRole, site: Site, measurement: LesionMeasurement,
    sliceThicknessMillimetres: Double? = nil
  ) {
    self.init(
      id: id, name: name, role: role, site: site,
      longAxisMillimetres: measurement.longAxisMillimetres,
      shortAxisMillimetres: measurement.shortAxisMillimetres,
      sliceThicknessMillimetres: sliceThicknessMillimetres,
      volumeMillilitres: measurement.volumeMillilitres)
  }
}

extension LesionFinding {
  /// The lesion as sentences name it.
  var quoted: String { "\"\(name.isEmpty ? id : name)\"" }

  /// What the lesion counts in a sum of diameters; `nil` where it was not evaluated.
  package var diameter: Length? { diameter(along: site.axis) }

  /// As ``diameter``, along the axis that the lesion was measured along at baseline.
  func diameter(along axis: DiameterAxis) -> Length? {
    switch status {
    case .absent: .zero
    case .tooSmallToMeasure: .tooSmallToMeasure
    case .notEvaluable: nil
    case .present, .unequivocalProgression: measured(axis)
    }
  }

  /// The axis as measured; `nil` without a measurement, and for a length that no lesion has.
  func measured(_ axis: DiameterAxis) -> Length? {
    let millimetres = axis == .long ? longAxisMillimetres : shortAxisMillimetres
    guard let millimetres, let length = Length(millimetres: millimetres), length > .zero else {
      return nil
    }
    return length
  }

  /// The volume; 0 mL of a lesion that is gone. `nil` where it was not measured.
  var evaluatedVolume: Double? {
    switch status {
    case .absent: return 0
    case .notEvaluable: return nil
    case .present, .tooSmallToMeasure, .unequivocalProgression:
      guard let volume = volumeMillilitres, volume.isFinite, volume >= 0 else { return nil }
      return volume
    }
  }

  /// Whether it is a lymph node below 10 mm in short axis, which is no disease.
  ///
  /// - Parameter isNode: what the lesion was at baseline.
  func isNormalNode(isNode: Bool) -> Bool {
    guard isNode, let short = diameter(along: .short) else { return false }
    return short < .pathologicalNode
  }
}
