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

  @Option(
    name: [.short, .long], help: "The CT, a NIfTI file (.nii, .nii.gz).", completion: .image)
  var input: String

  @Option(
    name: [.short, .long], help: "Where the mask goes (.nii, .nii.gz).", completion: .image)
  var output: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A diameter, in voxel indices from 0 in the file's own axes; repeat it for more lesions.",
      valueName: "x1,y1,x2,y2,z"))
  var recist: [RecistArgument] = []

  @Option(help: "A JSON file of diameters, such as a saved session.", completion: .json)
  var prompts: String?

  @Option(
    help: "A label map on the image's grid with one line drawn for each lesion.",
    completion: .image)
  var recistMap: String?

  @Flag(help: "Print where the time went, and how much memory it took.")
  var timing = false

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
    let start = ContinuousClock.now
    let interrupt = InterruptWatch()
    let sampler = timing ? MemorySampler() : nil
    sampler?.start()
    let report = try CaseFailure.wrapping {
      try FileIdentity.checkFolder(of: output)
      var report = try segment(interrupt.cancellation)
      if let sampler {
        report.timing = SegmentReport.Timing(
          report.stages, total: (ContinuousClock.now - start) / .seconds(1), memory: sampler.stop())
      }
      return try JSONText.of(report)
    }
    print(report)
  }

  private func segment(_ cancellation: Cancellation) throws -> SegmentReport {
    var timing = StageTiming()
    let image = try timing.measure(\.load) {
      try reading.reader.open(input, frame: reading.frame)
    }
    let grid = image.header.grid
    let prompts = try timing.measure(\.load) { try lesionPrompts(on: grid) }
    let network = try timing.measure(\.load) { try engine.network() }
    let segmenter = Segmenter(network: network, threads: engine.threadCount)
    // The prompts say which voxels are needed: those of each lesion's crop, and no others.
    let volumes = try timing.measure(\.load) {
      try image.readParts(prompts.map { try segmenter.box(of: $0, on: grid) })
    }
    let progress = ProgressLine(total: prompts.count)
    defer { progress.finish() }
    var predictions: [LesionPrediction] = []
    for (index, prompt) in prompts.enumerated() {
      predictions.append(
        try segmenter.predict(
          prompt, in: volumes[index], timing: &timing,
          isCancelled: { cancellation.isCancelled },
          progress: { progress.show(lesion: index, stage: $0, fraction: $1) }))
    }
    let mask = timing.measure(\.postprocess) { labelMap(of: predictions, on: grid) }
    // A lesion's label is never outside its crop.
    let measurements = timing.measure(\.postprocess) {
      zip(prompts, volumes).compactMap {
        LesionMeasurement(of: $0.label, in: mask, volume: $1)
      }
    }
    if cancellation.isCancelled { throw CancellationError() }
    try timing.measure(\.save) {
      try ImageFileWriter.writeMask(mask, like: image.header, to: output)
    }
    return SegmentReport(
      input: input, output: output, measurements: measurements, predictions: predictions,
      grid: grid, stages: timing)
  }

  /// The diameters as prompts, checked against the image's grid.
  private func lesionPrompts(on grid: VoxelGrid) throws -> [LesionPrompt] {
    let found: [LesionPrompt]
    if let prompts {
      found = try SessionFile.prompts(prompts, on: grid, frame: reading.frame)
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
