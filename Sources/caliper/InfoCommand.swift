import Annotations
import ArgumentParser
import Foundation
import ImageFiles
import Imaging

struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Say what an image file or the network's weights hold.",
    discussion: """
      Of an image every voxel is read, for their extremes and mean. With --model it is the
      network's turn, and how it would run on this machine.

      EXAMPLES
        caliper info ct.nii.gz
        caliper info ct.nii.gz --json
        caliper info --model
      """)

  @Argument(
    help: "A NIfTI file (.nii, .nii.gz, .hdr with .img); with --model a weights file, or nothing.",
    completion: .file())
  var file: String?

  @Flag(help: "Describe the network instead of an image.")
  var model = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var orientation: OrientationOptions
  @OptionGroup var engine: EngineOptions

  func validate() throws {
    guard model else {
      guard file != nil else { throw ValidationError("Give an image file, or --model.") }
      guard engine.weights == nil, engine.threads == nil else {
        throw ValidationError("--weights and --threads go with --model.")
      }
      return
    }
    guard file == nil || engine.weights == nil else {
      throw ValidationError("Name the weights once: as FILE or by --weights.")
    }
  }

  func run() throws {
    print(
      try CaseFailure.wrapping {
        if model { return try describeModel() }
        let report = try ImageReport(of: file ?? "", reader: orientation.reader)
        return json ? try JSONText.of(report) : report.text
      })
  }

  private func describeModel() throws -> String {
    let report = try ModelReport(
      of: WeightsLocator.path(option: file ?? engine.weights), threads: engine.threadCount)
    return json ? try JSONText.of(report) : report.text
  }
}

/// What `info` prints.
struct ImageReport: Encodable {
  let file: String
  /// Of all dimensions that the file states.
  let shape: [Int]
  /// Along the spatial axes as the header states it; through the affine where it states none. A
  /// warning tells where the two differ: measurements go through the affine.
  let spacingMillimetres: [Double]
  /// Rows of the 4 x 4 matrix from voxel indices to RAS mm.
  let affine: [[Double]]
  /// Where each voxel axis runs to, such as "LPS"; `nil` when the file does not say.
  let orientation: String?
  let obliqueDegrees: Double
  /// The name is numpy's.
  let dtype: String
  let frames: Int
  /// Scaled, over the finite voxels of all frames; `nil` when there are none.
  let min: Double?
  let max: Double?
  let mean: Double?
  /// Voxels that are NaN or infinite.
  let nonfinite: Int
  let description: String
  let warnings: [String]

  init(of path: String, reader: ImageFileReader) throws {
    var total = FrameStatistics()
    let (header, readWarnings) = try reader.readFrames(path) { total.add($0) }
    let orientation = Orientation(header.grid.affine)
    file = header.path
    shape = header.shape
    let spacing = header.grid.spacing
    spacingMillimetres = header.statedSpacing.prefix(3).enumerated().map { axis, stated in
      stated.isFinite && stated > 0 ? stated : spacing[axis]
    }
    affine = header.grid.affine.rows
    self.orientation = header.grid.hasKnownOrientation ? orientation.code : nil
    obliqueDegrees = orientation.isOblique ? orientation.obliquity.rounded(toPlaces: 3) : 0
    dtype = header.type.rawValue
    frames = header.frames
    min = total.minimum
    max = total.maximum
    mean = total.mean
    nonfinite = total.nonfinite
    description = header.text
    warnings =
      readWarnings
      + (total.nonfinite > 0
        ? ["\(total.nonfinite) voxels are NaN or infinite; they are shown black"] : [])
  }

  /// By hand, since what is unknown is to be there as null and not missing.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(shape, forKey: .shape)
    try container.encode(spacingMillimetres, forKey: .spacingMillimetres)
    try container.encode(affine, forKey: .affine)
    try container.encode(orientation, forKey: .orientation)
    try container.encode(obliqueDegrees, forKey: .obliqueDegrees)
    try container.encode(dtype, forKey: .dtype)
    try container.encode(frames, forKey: .frames)
    try container.encode(min, forKey: .min)
    try container.encode(max, forKey: .max)
    try container.encode(mean, forKey: .mean)
    try container.encode(nonfinite, forKey: .nonfinite)
    try container.encode(description, forKey: .description)
    try container.encode(warnings, forKey: .warnings)
  }

  private enum CodingKeys: String, CodingKey {
    case file, shape, affine, orientation, dtype, frames, min, max, mean, nonfinite
    case description, warnings
    case spacingMillimetres = "spacing_mm"
    case obliqueDegrees = "oblique_degrees"
  }

  /// The report for people.
  var text: String {
    func number(_ value: Double?) -> String { value.map { Self.short($0) } ?? "none" }
    var lines = [
      ("file", file),
      ("shape", shape.map(String.init).joined(separator: " x ")),
      ("spacing", spacingMillimetres.map(Self.short).joined(separator: " x ") + " mm"),
      (
        "orientation",
        (orientation ?? "unknown")
          + (obliqueDegrees > 0 ? ", oblique \(Self.short(obliqueDegrees)) degrees" : "")
      ),
      ("stored as", dtype),
      ("values", "\(number(min)) to \(number(max)), mean \(number(mean))"),
    ]
    if !description.isEmpty { lines.append(("description", description)) }
    for row in affine.prefix(3) {
      let label = row == affine[0] ? "affine" : ""
      lines.append((label, row.map(Self.column).joined(separator: " ")))
    }
    lines += warnings.map { ("warning", $0) }
    return lines.map { label, value in
      label + String(repeating: " ", count: Swift.max(1, 13 - label.count)) + value
    }.joined(separator: "\n")
  }

  private static func short(_ value: Double) -> String { String(format: "%.6g", value) }
  private static func column(_ value: Double) -> String { String(format: "%12.6g", value) }
}

/// Extremes and mean over several frames of the same size.
private struct FrameStatistics {
  private(set) var minimum: Double?
  private(set) var maximum: Double?
  private(set) var nonfinite = 0
  private var sum = 0.0
  private var finite = 0

  /// `nil` also where the sum of huge values is beyond a Double.
  var mean: Double? { finite > 0 && sum.isFinite ? sum / Double(finite) : nil }

  mutating func add(_ volume: Volume) {
    let frame = volume.statistics()
    nonfinite += frame.nonfinite
    let count = volume.grid.count - frame.nonfinite
    guard count > 0 else { return }
    finite += count
    sum += frame.mean * Double(count)
    minimum = Swift.min(minimum ?? frame.minimum, frame.minimum)
    maximum = Swift.max(maximum ?? frame.maximum, frame.maximum)
  }
}
