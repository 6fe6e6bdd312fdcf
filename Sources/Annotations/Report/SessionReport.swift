/// What a table or a letter says of a study and the lesions in it.
public struct SessionReport: Hashable, Sendable {
  /// The weights that predicted the masks.
  public struct Weights: Hashable, Sendable {
    public var file: String
    /// 64 hexadecimal digits.
    public var sha256: String?

    public init(file: String, sha256: String? = nil) {
      self.file = file
      self.sha256 = sha256
    }
  }

  /// Said in every report.
  public static let disclaimer = "Research use, not for diagnosis."

  /// The study's file name.
  public var study: String
  /// When the work was last changed, ISO 8601 with its zone.
  public var date: String?
  public var reader: String?
  public var software: String?
  public var weights: Weights?
  /// Axial slices of the study, and the distance between two in mm.
  public var sliceCount: Int?
  public var sliceSpacingMillimetres: Double?
  public var lesions: [LesionReport]

  public init(study: String, lesions: [LesionReport]) {
    self.study = study
    self.lesions = lesions
  }
}
