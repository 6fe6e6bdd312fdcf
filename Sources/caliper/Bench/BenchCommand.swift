import ArgumentParser
import Foundation
import ImageFiles
import Inference

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast the network and a whole case run on this machine.",
    discussion: """
      Times the network on cubic crops of a synthetic CT, its layers on the largest of them, and
      'caliper segment' on a synthetic CT of 512 x 512 x 240 voxels, which is made first in a
      temporary folder and takes a while. Medians; each first, cold run is told apart.
      With --viewer: from a key to the last byte of its frame, and the bytes of a frame.
      With --masks: the scores of one lesion, from masks of the whole volume in memory.

      EXAMPLES
        caliper bench
        caliper bench --json --no-case --sizes 128 --threads 4
        caliper bench --viewer
        One input from a file, its logits to another, as raw little-endian 32-bit floats:
          caliper bench --tensor crop.safetensors --logits logits.bin
      """)

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Edges of the crops, in voxels (default: 64,96,128).", valueName: "edge,edge,…"))
  var sizes: CropSizes?

  @Option(parsing: .unconditional, help: "Runs that a median is taken of, after the first.")
  var repeats = 5

  @Flag(help: "Leave the whole case out.")
  var noCase = false

  @Option(
    help: "Run on 'image' (windows, z, y, x) and 'points' (2, 3: z, y, x) of a .safetensors file.",
    completion: .file(extensions: ["safetensors"]))
  var tensor: String?

  @Option(help: "With --tensor: where the logits go.", completion: .file())
  var logits: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Compare label 1 of two masks instead, as 'caliper evaluate' does.",
      valueName: "reference prediction"), completion: .file())
  var masks: [String] = []

  @Flag(
    help: "With --tensor or --masks: one run for each line on standard input, not --repeats.")
  var paced = false

  @Flag(help: "Measure the viewer instead; with --repeats, that many times 20 keys.")
  var viewer = false

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    guard (1...1000).contains(repeats) else {
      throw ValidationError("--repeats takes a number from 1 to 1000.")
    }
    guard masks.isEmpty || (masks.count == 2 && !viewer && tensor == nil) else {
      throw ValidationError(
        "--masks takes two files, a reference and a prediction, and neither --viewer nor --tensor.")
    }
    guard !viewer || (tensor == nil && sizes == nil && !noCase) else {
      throw ValidationError(
        "--viewer runs no network; leave --tensor, --sizes and --no-case out.")
    }
    guard let tensor else {
      guard logits == nil, !paced || !masks.isEmpty else {
        throw ValidationError("--logits and --paced go with --tensor.")
      }
      return
    }
    guard sizes == nil, !noCase else {
      throw ValidationError("--tensor brings its own crop; leave --sizes and --no-case out.")
    }
    if let logits {
      let weights = try? WeightsLocator.path(option: engine.weights)
      for source in [tensor, weights].compactMap({ $0 })
      where FileIdentity(source) == FileIdentity(logits) && FileIdentity(logits) != nil {
        throw ValidationError(
          "The logits would replace '\(SafeText.escaped(source))', which is read; name another "
            + "file.")
      }
    }
  }

  func run() throws {
    let interrupt = InterruptWatch()
    try withExtendedLifetime(interrupt) {
      if !masks.isEmpty {
        try CaseFailure.wrapping { try runMasks() }
      } else if viewer {
        try runViewer(interrupt.cancellation)
      } else if let tensor {
        try CaseFailure.wrapping { try runTensor(tensor, interrupt.cancellation) }
      } else {
        try runCrops(interrupt.cancellation)
      }
    }
  }

  private func runTensor(_ path: String, _ cancellation: Cancellation) throws {
    if let logits { try FileIdentity.checkFolder(of: logits) }
    let benchmark = try TensorBenchmark(
      network: engine.network(), path: path, threads: engine.threadCount,
      cancellation: cancellation)
    let (report, output) = try benchmark.run(repeats: paced ? nil : repeats)
    if let logits { try TensorBenchmark.write(output, to: logits) }
    print(try JSONText.of(report))
  }

  private func runMasks() throws {
    let benchmark = try MaskBenchmark(reference: masks[0], prediction: masks[1])
    print(try JSONText.of(benchmark.run(repeats: paced ? nil : repeats)))
  }

  private func runViewer(_ cancellation: Cancellation) throws {
    let progress = ActivityLine()
    defer { progress.finish() }
    let report = try CaseFailure.wrapping {
      try ViewerBenchmark(keys: 20 * repeats, cancellation: cancellation, progress: progress).run()
    }
    progress.finish()
    print(json ? try JSONText.of(report) : report.text)
  }

  private func runCrops(_ cancellation: Cancellation) throws {
    let network = try engine.network()
    let edges = sizes?.edges ?? CropSizes.standard
    let stride = network.config.stride
    if let edge = edges.first(where: { $0 % stride != 0 }) {
      throw ValidationError("--sizes: \(edge) is no multiple of \(stride), as this network needs.")
    }
    let progress = ActivityLine()
    defer { progress.finish() }
    var report = try CaseFailure.wrapping {
      try ForwardBenchmark(
        network: network, threads: engine.threadCount, repeats: repeats,
        cancellation: cancellation, progress: progress
      ).run(edges: edges)
    }
    var failure: (any Error)?
    if !noCase {
      // The network's figures are worth having even where the case fails.
      do {
        report.wholeCase = try CaseFailure.wrapping {
          try CaseBenchmark(
            weights: WeightsLocator.path(option: engine.weights), threads: engine.threadCount,
            repeats: min(3, repeats), cancellation: cancellation, progress: progress
          ).run()
        }
      } catch let error as CaseFailure {
        failure = error
      }
    }
    progress.finish()
    print(json ? try JSONText.of(report) : report.text)
    if let failure { throw failure }
  }
}
