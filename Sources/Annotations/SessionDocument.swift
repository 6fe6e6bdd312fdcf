import Foundation
import Imaging

/// What a reader made of one study: the JSON document that the viewer saves and reads back, and
/// that `caliper segment --prompts` takes as its prompts.
public struct SessionDocument: Codable, Hashable, Sendable {
  public static let currentFormat = "caliper-session"
  public static let currentVersion = 1

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
    /// Voxel indices x, y, z from 0, in the file's own axes.
    public var a: [Int]?
    public var b: [Int]?
    /// The same places in RAS mm.
    public var aMillimetres: [Double]?
    public var bMillimetres: [Double]?
    /// Length of the placed diameter.
    public var diameterMillimetres: Double?
    public var measurement: MeasurementRecord?
    /// Whether an end was moved after the measurement; missing for no.
    public var stale: Bool?
    /// Whether the network found nothing and the mask was raised inside the RECIST sphere;
    /// missing for no.
    public var rescued: Bool?

    private enum CodingKeys: String, CodingKey {
      case label, name, a, b, measurement, stale, rescued
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

    private static func millimetres(_ position: SIMD3<Double>) -> [Double] {
      (0..<3).map { position[$0].rounded(toPlaces: 3) }
    }

    /// The ends as voxels.
    ///
    /// - Throws: ``SessionError/malformedEnd(label:)`` unless an end has three indices.
    public func ends() throws -> (a: Voxel?, b: Voxel?) {
      func voxel(_ indices: [Int]?) throws -> Voxel? {
        guard let indices else { return nil }
        guard indices.count == 3 else { throw SessionError.malformedEnd(label: label) }
        return Voxel(indices[0], indices[1], indices[2])
      }
      return (try voxel(a), try voxel(b))
    }
  }

  public var format: String?
  public var version: Int?
  public var software: String?
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
    version = Self.currentVersion
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
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

/// Why a session or prompt document cannot be used.
public enum SessionError: Error, Equatable, CustomStringConvertible {
  case unreadable(String)
  case malformedEnd(label: Int)
  case missingEnd(label: Int)
  case noLesions
  case otherShape([Int])
  case otherPlace
  case otherFrame(Int)
  case malformedAffine

  public var description: String {
    switch self {
    case .unreadable(let reason):
      "The document cannot be read: \(reason); expected JSON such as "
        + "{\"lesions\": [{\"label\": 1, \"a\": [x, y, z], \"b\": [x, y, z]}]}."
    case .malformedEnd(let label):
      "Lesion \(label): an end needs three voxel indices [x, y, z]."
    case .missingEnd(let label):
      "Lesion \(label) has only part of a diameter; give both \"a\" and \"b\"."
    case .noLesions:
      "The document names no lesion; add one to \"lesions\"."
    case .otherShape(let shape):
      "The document belongs to a study of \(shape.map(String.init).joined(separator: " x ")) "
        + "voxels; open it with the study that it was made on."
    case .otherPlace:
      "The document belongs to a study with another affine, so its voxels lie elsewhere in the "
        + "patient; open it with the study that it was made on."
    case .otherFrame(let frame):
      "The document belongs to frame \(frame) of the study; open it with --frame \(frame)."
    case .malformedAffine:
      "The document's image needs an affine of four rows of four finite numbers."
    }
  }
}

extension DecodingError {
  /// What is wrong and where, in a few words.
  fileprivate var summary: String {
    func place(_ context: Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return path.isEmpty ? "the top level" : path.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, let context):
      return "\"\(key.stringValue)\" is missing at \(place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "the value at \(place(context)) has the wrong type"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "it is not JSON" : "bad value at \(place(context))"
    @unknown default:
      return "it is not a session"
    }
  }
}
