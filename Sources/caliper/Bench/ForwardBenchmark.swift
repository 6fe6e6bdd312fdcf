import ImageFiles
import Imaging
import Inference
import Phantom
import Segmentation

/// Times the network on crops of a synthetic CT.
struct ForwardBenchmark {
  let network: LiteENSAM
  let threads: Int
  /// Runs after the first.
  let repeats: Int
  let cancellation: Cancellation
  let progress: ActivityLine

  /// Times whole passes on cubes of each edge, and the layers on the largest.
  ///
  /// - Throws: `CancellationError`.
  func run(edges: [Int]) throws -> BenchReport {
    progress.show("the processor's peak")
    let isCancelled = { @Sendable [cancellation] in cancellation.isCancelled }
    // More threads than processors do no more, and take their turns.
    let processors = min(threads, AvailableProcessors().count)
    let peak = try network.peak(threads: processors, isCancelled: isCancelled)
    var forward: [Int: PassTiming] = [:]
    for edge in edges {
      progress.show("the network at \(edge)^3")
      forward[edge] = try time(crop(edge: edge))
    }
    let largest = edges.max() ?? 0
    progress.show("its layers at \(largest)^3")
    let (seconds, layers) = try profile(crop(edge: largest))
    return BenchReport(
      instructionSet: network.instructionSet.description,
      threads: threads, repeats: repeats,
      // Other work on the machine lowers what is measured, and nothing raises it.
      peak: max(peak, try network.peak(threads: processors, isCancelled: isCancelled)),
      forward: forward,
      layersEdge: largest, layersSeconds: seconds, layers: layers)
  }

  /// A cube around the middle of the trunk at 1 mm, with a diameter in it: values as the network
  /// meets them.
  private func crop(edge: Int) throws -> Crop {
    let volume = try Phantom.generate(
      Phantom.Options(shape: Voxel(edge, edge, edge), spacing: SIMD3(1, 1, 1), lesions: [])
    ).volume
    let (middle, reach) = (edge / 2, max(1, edge / 8))
    let diameter = Diameter(
      Voxel(middle - reach, middle, middle), Voxel(middle + reach, middle, middle))
    return Crop(
      of: volume, diameter: diameter,
      geometry: CropGeometry(
        diameter: diameter, grid: volume.grid, margin: edge, maximumVoxels: .max,
        stride: network.stride),
      windows: network.inputWindows)
  }

  private func time(_ crop: Crop) throws -> PassTiming {
    func pass() throws -> Double {
      try Stopwatch.measure {
        try network.forward(
          crop.input, endpoints: crop.endpoints, threads: threads,
          isCancelled: { [cancellation] in cancellation.isCancelled })
      }.seconds
    }
    let first = try pass()
    let shape = crop.input.shape
    return PassTiming(
      first: first, seconds: try (0..<repeats).map { _ in try pass() },
      multiplications: network.multiplications(
        depth: shape[1], height: shape[2], width: shape[3]))
  }

  /// The median time of each layer, and of the whole pass.
  private func profile(_ crop: Crop) throws -> (seconds: Double, layers: [LayerFigures]) {
    let profiles = try (0..<repeats).map { _ in
      try network.profile(
        crop.input, endpoints: crop.endpoints, threads: threads,
        isCancelled: { [cancellation] in cancellation.isCancelled })
    }
    let layers = (profiles.first?.layers ?? []).enumerated().map { index, layer in
      LayerFigures(
        name: layer.name, seconds: profiles.map { $0.layers[index].seconds }.median,
        multiplications: layer.multiplications)
    }
    return (profiles.map(\.seconds).median, layers)
  }
}

/// Whole passes on one crop.
struct PassTiming {
  /// The first run, which finds caches and memory cold.
  let first: Double
  let seconds: [Double]
  /// Of the direct form.
  let multiplications: Double
}

/// One layer's median.
struct LayerFigures {
  let name: String
  let seconds: Double
  /// Of the direct form.
  let multiplications: Double
}
