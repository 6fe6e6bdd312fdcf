import Foundation
import Imaging

/// What a reader made of one study: the JSON document that the viewer saves and reads back, and
/// that `caliper segment --prompts` takes as its prompts.
public struct SessionDocument: Codable, Hashable, Sendable {
  public static let currentFormat = "caliper-session"
  /// 2 added what a reader says of a lesion beyond its diameter; all of it may be missing.
  public static let currentVersion = 2

  /// The study that voxel indices refer to.
  public struct Image: Codable, Hashable, Sendable {
    public var file: String
    /// Voxels along x, y, z.
    public var shape: [Int]
    /// Rows of the 4 x 4 matrix from voxel indices to RAS mm.
    public var affine: [[Double]]
    /// Which frame of a 4D image, from 0.
    public var frame: Int?

    public init(file: String, grid: VoxelGrid, frame: Int? = nil) {
      self.file = file
      self.frame = frame
      shape = [grid.shape.x, grid.shape.y, grid.shape.z]
      affine = grid.affine.rows
    }
  }

  /// One lesion; an end may be missing while it is being placed.
  public struct Lesion: Codable, Hashable, Sendable {
    /// From 1; the label in the mask.
    public var label: Int
    public var name: String?
    /// What it is in RECIST 1.1; missing when the reader did not say.
    public var role: Role?
    /// Where it lies, in the reader's words.
    public var organ: String?
    /// Whether it is a lymph node, which RECIST measures by the short axis; missing for no.
    public var isNode: Bool?
    /// Voxel indices x, y, z from 0, in the file's own axes.
    public var a: [Int]?
    public var b: [Int]?
    /// The same places in RAS mm.
    public var aMillimetres: [Double]?
    public var bMillimetres: [Double]?
    /// Length of the placed diameter.
    public var diameterMillimetres: Double?
    /// The ends of a placed short axis, in voxels and in RAS mm, and its length.
    public var shortA: [Int]?
    public var shortB: [Int]?
    public var shortAMillimetres: [Double]?
    public var shortBMillimetres: [Double]?
    public var shortDiameterMillimetres: Double?
    public var measurement: MeasurementRecord?
    /// Whether an end was moved after the measurement; missing for no.
    public var stale: Bool?
    /// Whether the network found nothing and the mask was raised inside the RECIST sphere;
    /// missing for no.
    public var rescued: Bool?
    /// Whether the reader changed the mask by hand after the prediction; missing for no.
    public var maskEdited: Bool?
    /// The logit above which a voxel is lesion, where the reader moved it from 0.
    public var threshold: Double?

    /// What the reader says of a lesion that is not simply there: "absent", "too small to measure",
    /// "unequivocal progression", "not evaluable"; missing for there.
    public var finding: String?

    /// It was copied from another study and the reader has not confirmed that it lies right; missing
    /// for no.
    public var unconfirmed: Bool?

    private enum CodingKeys: String, CodingKey {
      case unconfirmed
      case label, name, role, organ, finding, a, b, measurement, stale, rescued, threshold
      case isNode = "node"
      case shortA = "short_a"
      case shortB = "short_b"
      case shortAMillimetres = "short_a_mm"
      case shortBMillimetres = "short_b_mm"
      case shortDiameterMillimetres = "short_diameter_mm"
      case maskEdited = "mask_edited"
      case aMillimetres = "a_mm"
      case bMillimetres = "b_mm"
      case diameterMillimetres = "diameter_mm"
    }

    public init(
      label: Int, a: Voxel?, b: Voxel?, grid: VoxelGrid, measurement: LesionMeasurement? = nil
    ) {
      self.label = label
      self.a = a.map { [$0.x, $0.y, $0.z] }
      self.b = b.map { [$0.x, $0.y, $0.z] }
      aMillimetres = a.map { Self.millimetres(grid.affine($0)) }
      bMillimetres = b.map { Self.millimetres(grid.affine($0)) }
      if let a, let b {
        diameterMillimetres = grid.affine.distance(a, b).rounded(toPlaces: 3)
      }
      self.measurement = measurement.map(MeasurementRecord.init)
    }

    /// Sets the short axis, of which an end may be missing.
    public mutating func setShortAxis(a: Voxel?, b: Voxel?, grid: VoxelGrid) {
      shortA = a.map { [$0.x, $0.y, $0.z] }
      shortB = b.map { [$0.x, $0.y, $0.z] }
      shortAMillimetres = a.map { Self.millimetres(grid.affine($0)) }
      shortBMillimetres = b.map { Self.millimetres(grid.affine($0)) }
      shortDiameterMillimetres = nil
      if let a, let b {
        shortDiameterMillimetres = grid.affine.distance(a, b).rounded(toPlaces: 3)
      }
    }

    private static func millimetres(_ position: SIMD3<Double>) -> [Double] {
      (0..<3).map { position[$0].rounded(toPlaces: 3) }
    }

    /// The ends as voxels.
    ///
    /// - Throws: ``SessionError/malformedEnd(label:)`` unless an end has three indices.
    public func ends() throws -> (a: Voxel?, b: Voxel?) { (try voxel(a), try voxel(b)) }

    /// The short axis's ends as voxels.
    ///
    /// - Throws: as ``ends()``.
    public func shortEnds() throws -> (a: Voxel?, b: Voxel?) {
      (try voxel(shortA), try voxel(shortB))
    }

    private func voxel(_ indices: [Int]?) throws -> Voxel? {
      guard let indices else { return nil }
      guard indices.count == 3 else { throw SessionError.malformedEnd(label: label) }
      return Voxel(indices[0], indices[1], indices[2])
    }
  }

  public var format: String?
  public var version: Int?
  public var software: String?
  /// The network that the masks came from.
  public var weights: Weights?
  /// The user name of whoever worked on it last.
  public var reader: String?
  /// When it was begun and last changed, ISO 8601 with the zone; see ``stamp(reader:at:zone:)``.
  public var created: String?
  public var modified: String?
  /// Which examination of the patient it is, in the reader's words: "baseline".
  public var timepoint: String?
  public var image: Image?
  /// The mask's file name, in the document's own folder; labels are the lesions'.
  public var mask: String?
  /// In an autosave: the session file that the work belongs to.
  public var session: String?
  public var lesions: [Lesion]
  /// ``doneStatus`` when the reader has finished the study.
  public var status: String?
  public static let doneStatus = "done"

  public init(software: String, image: Image, lesions: [Lesion]) {
    format = Self.currentFormat
    version = 1
    self.software = software
    self.image = image
    self.lesions = lesions
  }

  /// Reads a document; a hand-written one needs `lesions` with `label`, `a` and `b` only.
  ///
  /// - Throws: ``SessionError`` that says what is wrong with the JSON.
  public init(json: Data) throws {
    do {
      self = try JSONDecoder().decode(SessionDocument.self, from: json)
    } catch let error as DecodingError {
      throw SessionError.unreadable(error.summary)
    }
    if let format, format != Self.currentFormat {
      throw SessionError.unreadable("its format is \"\(format)\", not \"\(Self.currentFormat)\"")
    }
    if let version, version > Self.currentVersion {
      throw SessionError.unreadable("it was written by a newer version of Caliper")
    }
  }

  /// The document as indented JSON with sorted keys and a final line break.
  ///
  /// Its version is the lowest that holds all of it: a viewer of version 1 would drop what it does
  /// not know when it saves, so it must refuse a document that says such things.
  public func json() throws -> Data {
    var document = self
    if saysMoreThanVersion1 { document.version = max(version ?? 2, 2) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(document) + Data("\n".utf8)
  }
}
