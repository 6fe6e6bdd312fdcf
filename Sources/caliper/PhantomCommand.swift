import Annotations
import ArgumentParser
import Foundation
import ImageFiles
import Imaging
import Phantom
import Segmentation

struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "Make a synthetic CT of a trunk with lesions of known volume.",
    discussion: """
      Beside FILE.nii.gz it writes the true mask, FILE_mask.nii.gz, and the diameters with the
      true volumes, FILE_prompts.json, which 'view' and 'segment' take as --prompts; files of
      these names are replaced. The same options give the same bytes on every machine.

      EXAMPLES
        caliper phantom -o phantom.nii.gz
        caliper phantom -o large.nii.gz --shape 512x512x240 --spacing 0.75x0.75x1.6 --seed 7
      """)

  @Option(
    name: [.short, .long], help: "Where the CT goes (.nii, .nii.gz).", completion: .image)
  var output: String

  @Option(help: "Voxels along x, y, z.")
  var shape = Triple(256, 256, 128)

  @Option(
    help: "Millimetres between voxels along x, y, z (default: the trunk, 384 mm, fills the shape).")
  var spacing: Triple?

  @Option(help: "Another number makes another patient.")
  var seed: UInt64 = 1

  func validate() throws {
    guard Self.suffix(of: output) != nil else {
      throw ValidationError("The CT '\(SafeText.escaped(output))' must end in .nii or .nii.gz.")
    }
    guard shape.values.allSatisfy({ $0 == $0.rounded() && (1...4096).contains($0) }) else {
      throw ValidationError(
        "--shape takes three whole numbers from 1 to 4096, such as 256x256x128.")
    }
    if let spacing, !spacing.values.allSatisfy({ (0.05...50).contains($0) }) {
      throw ValidationError("--spacing takes three numbers from 0.05 to 50, such as 1.5x1.5x3.")
    }
  }

  /// 256 x 256 x 128 voxels of 1.5 x 1.5 x 3 mm, and the same field of view by other shapes.
  private var usedSpacing: SIMD3<Double> {
    let values = spacing?.values ?? shape.values.map { 384 / $0 }
    return SIMD3(values[0], values[1], values[2])
  }

  func run() throws {
    try CaseFailure.wrapping { try FileIdentity.checkFolder(of: output) }
    let suffix = Self.suffix(of: output) ?? ""
    let stem = String(output.dropLast(suffix.count))
    try CaseFailure.wrapping {
      let study = try Phantom.generate(
        Phantom.Options(
          shape: Voxel(Int(shape.values[0]), Int(shape.values[1]), Int(shape.values[2])),
          spacing: usedSpacing, seed: seed))
      try ImageFileWriter.writeVolume(study.volume, to: output)
      try ImageFileWriter.writeMask(study.mask, to: "\(stem)_mask\(suffix)")
      try AtomicFile.write(document(of: study).json(), to: "\(stem)_prompts.json")
    }
  }

  /// The true diameters and measurements.
  private func document(of study: PhantomStudy) -> SessionDocument {
    let grid = study.volume.grid
    return SessionDocument(
      software: Caliper.software,
      image: .init(file: URL(fileURLWithPath: output).lastPathComponent, grid: grid),
      lesions: study.lesions.map { lesion in
        var entry = SessionDocument.Lesion(
          label: Int(lesion.label), a: lesion.diameter.a, b: lesion.diameter.b, grid: grid,
          measurement: LesionMeasurement(
            of: Int(lesion.label), in: study.mask, volume: study.volume))
        entry.name = lesion.name
        return entry
      })
  }

  private static func suffix(of path: String) -> String? {
    [".nii.gz", ".nii"].first { path.hasSuffix($0) }
  }
}

/// Three numbers on the command line, such as 256x256x128.
struct Triple: ExpressibleByArgument, CustomStringConvertible {
  let values: [Double]

  init(_ x: Double, _ y: Double, _ z: Double) { values = [x, y, z] }

  init?(argument: String) {
    let numbers = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Double($0) }
    guard numbers.count == 3, !numbers.contains(nil) else { return nil }
    values = numbers.compactMap { $0 }
  }

  var description: String { values.map { String(format: "%g", $0) }.joined(separator: "x") }
}
