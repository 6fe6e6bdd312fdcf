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
      Writes the mask on the image's own grid, lesion by lesion as labels 1…n,
      and prints one JSON object with each lesion's volume, axes and HU. Of a
      folder it does every image (.nii, .nii.gz, .npz), in the folders below too.

      EXAMPLES
        One lesion, ends (231, 188) and (244, 197) in slice 87:
          caliper segment -i ct.nii.gz --recist 231,188,244,197,87 -o mask.nii.gz
        Two lesions:
          caliper segment -i ct.nii.gz --recist 231,188,244,197,87 \\
            --recist 120,99,131,104,42 -o mask.nii.gz
        Diameters from a session or a prompt file, {"lesions": [{"label": 1,
        "a": [x, y, z], "b": [x, y, z]}]}, or from a label map with one line
        drawn for each lesion:
          caliper segment -i ct.nii.gz --prompts prompts.json -o mask.nii.gz
          caliper segment -i ct.nii.gz --recist-map lines.nii.gz -o mask.nii.gz
        A folder, with NAME_recist.nii.gz or NAME_prompts.json beside each image:
          caliper segment -i images -o masks
        …or a table of diameters with columns case, x1, y1, x2, y2, z (and label):
          caliper segment -i images --prompts diameters.csv -o masks
        Both give masks/NAME.nii.gz, masks/measurements.csv, masks/summary.json.
        Going on where a run was interrupted:
          caliper segment -i images -o masks --continue
        The first of four jobs that share a folder, and their results as one:
          caliper segment -i images -o masks --num-parts 4 --part-id 0
          caliper merge masks
      """)

  @Option(
    name: [.short, .long],
    help: "The CT, a NIfTI file (.nii, .nii.gz), or a folder of cases.", completion: .image)
  var input: String

  @Option(
    name: [.short, .long],
    help: "Where the mask goes (.nii, .nii.gz); for a folder, the folder of the results.",
    completion: .image)
  var output: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A diameter, in voxel indices from 0 in the file's own axes; repeat it for more lesions.",
      valueName: "x1,y1,x2,y2,z"))
  var recist: [RecistArgument] = []

  @Option(
    help:
      "A JSON file of diameters, such as a saved session; for a folder also a table, or a folder.",
    completion: .json)
  var prompts: String?

  @Option(
    help: """
      A label map on the image's grid with one line drawn for each lesion; for a folder, a folder of \
      them.
      """,
    completion: .image)
  var recistMap: String?

  @Flag(help: "Print where the time went, and how much memory it took.")
  var timing = false

  @Flag(name: .customLong("continue"), help: "Of a folder, keep the cases that are done.")
  var continues = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Of a folder, do every N-th case only; 'merge' joins the parts.", valueName: "N"))
  var numParts: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which of the parts, from 0.", valueName: "K"))
  var partId: Int?

  @Flag(help: "Of a folder, write the masks and nothing else.")
  var masksOnly = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var engine: EngineOptions

  func validate() throws {
    let isFolder = FolderWalk.isFolder(input)
    let given = [!recist.isEmpty, prompts != nil, recistMap != nil].filter { $0 }.count
    guard !isFolder else {
      guard recist.isEmpty, given <= 1 else {
        throw ValidationError(
          "Give the diameters of a folder by --prompts or --recist-map, or beside its images.")
      }
      return try validateFolder()
    }
    let folderOptions = [
      continues ? "--continue" : nil, numParts.map { _ in "--num-parts" },
      partId.map { _ in "--part-id" }, masksOnly ? "--masks-only" : nil,
    ]
    if let option = folderOptions.compactMap({ $0 }).first {
      throw ValidationError("\(option) is for a folder; '\(SafeText.escaped(input))' is none.")
    }
    // An archive has its diameters in it.
    guard given == 1 || (given == 0 && isArchive) else {
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

  private var isArchive: Bool { input.hasSuffix(CaseNaming.archiveEnding) }

  private func validateFolder() throws {
    guard !timing else {
      throw ValidationError("--timing is for one image; a folder's summary.json has it always.")
    }
    guard (numParts == nil) == (partId == nil) else {
      throw ValidationError("--num-parts and --part-id go together.")
    }
    if let numParts, let partId {
      guard (1...RunPart.maximumCount).contains(numParts), (0..<numParts).contains(partId) else {
        throw ValidationError(
          "--num-parts takes a number from 1 to \(RunPart.maximumCount), and --part-id one from 0 to "
            + "the last part's.")
      }
    }
    guard !masksOnly || !continues else {
      throw ValidationError("--continue needs the records that --masks-only leaves out.")
    }
    if let recistMap, !FolderWalk.isFolder(recistMap) {
      throw ValidationError(
        "'\(SafeText.escaped(recistMap))' is no folder; a folder of images needs one of label maps."
      )
    }
  }

  func run() throws {
    guard !FolderWalk.isFolder(input) else {
      return try FolderRun(
        input: input, output: output, prompts: prompts, maps: recistMap,
        part: numParts.map { RunPart(id: partId ?? 0, count: $0) }, continues: continues,
        masksOnly: masksOnly, reading: reading, engine: engine
      ).run()
    }
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
    let prompts = try timing.measure(\.load) {
      try source.prompts(on: grid, reading: reading) { StandardError.print("caliper: \($0)") }
    }
    let network = try timing.measure(\.load) { try engine.network() }
    let segmenter = Segmenter(network: network, threads: engine.threadCount)
    // The prompts say which voxels are needed: those of each lesion's crop, and no others.
    let volumes = try timing.measure(\.load) {
      try image.readParts(prompts.map { try segmenter.box(of: $0, on: grid) })
    }
    for warning in image.header.warnings(frame: reading.frame, reading: volumes) {
      StandardError.print("caliper: \(warning)")
    }
    let progress = ProgressLine(total: prompts.count)
    defer { progress.finish() }
    let segmented = try segmenter.segment(
      prompts, in: volumes, on: grid, timing: &timing, cancellation: cancellation
    ) { progress.show(lesion: $0, stage: $1, fraction: $2) }
    try timing.measure(\.save) {
      try ImageFileWriter.writeMask(segmented.mask, like: image.header, to: output)
    }
    return SegmentReport(
      input: input, output: output, segmented: segmented, grid: grid, stages: timing)
  }

  /// Where one image's diameters come from.
  private var source: PromptSource {
    if let prompts { return .document(prompts) }
    if let recistMap { return .map(recistMap) }
    if recist.isEmpty { return .array(input) }
    return .diameters(
      recist.enumerated().map {
        LesionPrompt(label: $0.offset + 1, diameter: $0.element.diameter)
      })
  }
}
