import Annotations
import ArgumentParser
import Foundation
import ImageFiles
import Imaging
import Segmentation

struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Segment the lesions that RECIST diameters mark, and measure them.",
    discussion: """
      Writes the mask on the image's own grid, lesion by lesion as labels 1…n, and prints one
      JSON object with each lesion's volume, axes and HU.

      EXAMPLES
        One lesion, ends (231, 188) and (244, 197) in slice 87:
          caliper segment -i ct.nii.gz --recist 231,188,244,197,87 -o mask.nii.gz
        Two lesions:
          caliper segment -i ct.nii.gz --recist 231,188,244,197,87 \\
            --recist 120,99,131,104,42 -o mask.nii.gz
        Diameters from a session or a prompt file, {"lesions": [{"label": 1, "a": [x, y, z],
        "b": [x, y, z]}]}, or from a label map with one line drawn for each lesion:
          caliper segment -i ct.nii.gz --prompts prompts.json -o mask.nii.gz
          caliper segment -i ct.nii.gz --recist-map lines.nii.gz -o mask.nii.gz
      """)

  @Option(name: [.short, .long], help: "The CT, a NIfTI file (.nii, .nii.gz).")
  var input: String

  @Option(name: [.short, .long], help: "Where the mask goes (.nii, .nii.gz).")
  var output: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A diameter, in voxel indices from 0 in the file's own axes; repeat it for more lesions.",
      valueName: "x1,y1,x2,y2,z"))
  var recist: [RecistArgument] = []

  @Option(help: "A JSON file of diameters, such as a saved session.")
  var prompts: String?

  @Option(help: "A label map on the image's grid with one line drawn for each lesion.")
  var recistMap: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var engine: EngineOptions

  func validate() throws {
    let given = [!recist.isEmpty, prompts != nil, recistMap != nil].filter { $0 }.count
    guard given == 1 else {
      throw ValidationError("Give the diameters by one of --recist, --prompts or --recist-map.")
    }
    guard recist.count <= 255 else {
      throw ValidationError("A mask holds 255 lesions at most; split the list.")
    }
    guard output.hasSuffix(".nii") || output.hasSuffix(".nii.gz") else {
      throw ValidationError("The mask '\(SafeText.escaped(output))' must end in .nii or .nii.gz.")
    }
    for source in [input, prompts, recistMap, engine.weights].compactMap({ $0 })
    where FileIdentity(source) == FileIdentity(output) && FileIdentity(output) != nil {
      throw ValidationError(
        "The mask would replace '\(SafeText.escaped(source))', which is read; name another file.")
    }
  }

  func run() throws {
    let interrupt = InterruptWatch()
    let report = try CaseFailure.wrapping {
      try FileIdentity.checkFolder(of: output)
      return try JSONText.of(segment(interrupt.cancellation))
    }
    print(report)
  }

  private func segment(_ cancellation: Cancellation) throws -> SegmentReport {
    var timing = StageTiming()
    let image = try timing.measure(\.load) { try reading.read(input) }
    let prompts = try lesionPrompts(for: image)
    let network = try timing.measure(\.load) { try engine.network() }
    let segmenter = Segmenter(network: network, threads: engine.threadCount)
    let progress = ProgressLine(total: prompts.count)
    defer { progress.finish() }
    var predictions: [LesionPrediction] = []
    for (index, prompt) in prompts.enumerated() {
      predictions.append(
        try segmenter.predict(
          prompt, in: image.volume, timing: &timing,
          isCancelled: { cancellation.isCancelled },
          progress: { progress.show(lesion: index, stage: $0, fraction: $1) }))
    }
    let grid = image.volume.grid
    let mask = timing.measure(\.postprocess) { labelMap(of: predictions, on: grid) }
    let measurements = timing.measure(\.postprocess) {
      prompts.compactMap { LesionMeasurement(of: $0.label, in: mask, volume: image.volume) }
    }
    if cancellation.isCancelled { throw CancellationError() }
    try timing.measure(\.save) {
      try ImageFileWriter.writeMask(mask, like: image.header, to: output)
    }
    return SegmentReport(
      input: input, output: output, measurements: measurements, predictions: predictions,
      grid: grid, timing: timing)
  }

  /// The diameters as prompts, checked against the image.
  private func lesionPrompts(for image: ImageFile) throws -> [LesionPrompt] {
    let grid = image.volume.grid
    let found: [LesionPrompt]
    if let prompts {
      found = try SessionFile.prompts(prompts, for: image)
    } else if let recistMap {
      let map = try reading.reader.readMask(recistMap)
      if !map.grid.matches(grid, tolerance: 0.1) {
        StandardError.print(
          "caliper: \(SafeText.escaped(recistMap)) lies on another grid than the image; its lines "
            + "are carried over through the patient's millimetres")
      }
      found = try LesionPrompt.prompts(fromRecistLabelMap: map, on: grid)
    } else {
      found = recist.enumerated().map {
        LesionPrompt(label: $0.offset + 1, diameter: $0.element.diameter)
      }
    }
    try LesionPrompt.validate(found, on: grid)
    for prompt in found where !prompt.isAxial(on: grid) {
      StandardError.print(
        "caliper: lesion \(prompt.label): the ends lie in different axial slices, those of a RECIST "
          + "diameter lie in one")
    }
    return found
  }
}

/// The JSON object that `segment` prints.
struct SegmentReport: Encodable {
  struct Lesion: Encodable {
    let measurement: MeasurementRecord
    let placedMillimetres: Double
    let rescued: Bool

    func encode(to encoder: any Encoder) throws {
      try measurement.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(placedMillimetres, forKey: .placedMillimetres)
      try container.encode(rescued, forKey: .rescued)
    }

    private enum Keys: String, CodingKey {
      case placedMillimetres = "placed_diameter_mm"
      case rescued
    }
  }

  let input: String
  let output: String
  let lesions: [Lesion]
  let seconds: [String: Double]

  init(
    input: String, output: String, measurements: [LesionMeasurement],
    predictions: [LesionPrediction], grid: VoxelGrid, timing: StageTiming
  ) {
    self.input = input
    self.output = output
    let byLabel = Dictionary(uniqueKeysWithValues: predictions.map { ($0.prompt.label, $0) })
    lesions = measurements.map { measurement in
      let prediction = byLabel[measurement.label]
      return Lesion(
        measurement: MeasurementRecord(measurement),
        placedMillimetres: (prediction?.prompt.diameter.millimetres(in: grid) ?? 0)
          .rounded(toPlaces: 3),
        rescued: prediction?.wasRescued ?? false)
    }
    seconds = [
      "load": timing.load, "preprocess": timing.preprocess, "network": timing.network,
      "postprocess": timing.postprocess, "save": timing.save, "total": timing.total,
    ].mapValues { $0.rounded(toPlaces: 4) }
  }
}
