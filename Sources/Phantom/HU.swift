/// Attenuation of materials in Hounsfield units, for a scan at 120 kV in the portal venous phase.
enum HU {
  static let air: Float = -1000
  static let fat: Float = -100
  static let skin: Float = 35
  static let muscle: Float = 60
  static let blood: Float = 150
  static let heartMuscle: Float = 110
  static let liver: Float = 110
  static let liverVessel: Float = 160
  static let spleen: Float = 122
  static let pancreas: Float = 95
  static let kidneyCortex: Float = 180
  static let kidneyMedulla: Float = 122
  static let bowelWall: Float = 85
  static let water: Float = 12
  static let bile: Float = 8
  static let softTissue: Float = 45
  static let disc: Float = 85
  static let corticalBone: Float = 680
  static let vertebralShell: Float = 430
  static let spongyBone: Float = 155
  static let ribMarrow: Float = 110
  static let cartilage: Float = 105
  static let calcium: Float = 800
  static let lungVessel: Float = 80
  /// What scanners store outside the reconstructed circle.
  static let padding: Float = -1024
}
