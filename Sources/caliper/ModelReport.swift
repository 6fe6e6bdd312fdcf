import Foundation
import ImageFiles
import Inference

/// What `info --model` prints: the network in a weights file, and how it would run here.
struct ModelReport: Encodable {
  /// The workspace for one crop.
  struct Memory: Encodable {
    struct Buffer: Encodable {
      let name: String
      let bytes: Int
      /// From the workspace's start; buffers that are not needed at one time overlap.
      let offset: Int
    }
    let bytes: Int
    /// Largest first.
    let buffers: [Buffer]
  }

  /// The field of view that a network's input shows.
  struct Field: Encodable {
    let voxels: Int
    let reach: Double
    let contextMillimetres: Double
    let growth: Double

    enum CodingKeys: String, CodingKey {
      case voxels, reach, growth
      case contextMillimetres = "context_mm"
    }
  }

  /// The crop that costs are told for, in voxels along z, y, x.
  let crop: [Int]

  let weights: String
  let parameters: Int
  let channels: [Int]
  let blocks: [Int]
  let width: Int
  let heads: Int
  let attentionBlocks: Int
  /// [lower, upper] in HU, one for each input channel.
  let windows: [[Float]]
  /// `nil` for a network that takes the volume's own voxels, as `margin` and `maximumVoxels` say.
  let field: Field?
  /// The axes that are reversed in each mirror image that logits are averaged over.
  let mirrors: [String]
  let margin: Int
  let maximumVoxels: Int
  /// `nil` when the file does not say; so too `training`.
  let licence: String?
  let training: String?
  let instructionSet: String
  let backend = LiteENSAM.backend
  let threads: Int
  /// Of the direct form.
  let multiplications: Double
  let memory: Memory

  /// - Throws: `SafeTensorsError`, `LiteENSAM.LoadError`.
  init(of path: String, threads: Int) throws {
    let network = try WeightsLocator.network(at: path)
    instructionSet = network.instructionSet.description
    let file = try SafeTensors(contentsOf: path)
    let config = network.config
    weights = SafeText.escaped(path)
    parameters = file.names.reduce(0) { $0 + (file.shape(of: $1) ?? [0]).reduce(1, *) }
    channels = config.channels
    blocks = config.encoderBlocks
    width = config.width
    heads = config.heads
    attentionBlocks = config.attentionBlocks
    windows = config.windows.map { [$0.lower, $0.upper] }
    field = config.field.map {
      Field(voxels: $0.voxels, reach: $0.reach, contextMillimetres: $0.context, growth: $0.growth)
    }
    mirrors = config.mirrors.map { String($0.map { Array("zyx")[$0] }) }
    margin = config.margin
    maximumVoxels = config.maximumVoxels
    licence = network.metadata["licence"].map { SafeText.escaped($0) }
    training = network.metadata["training"].map { SafeText.escaped($0) }
    self.threads = threads
    // A whole field, or about the largest crop that is not pooled.
    let edge = config.field?.voxels ?? 128
    crop = [edge, edge, edge].map { ($0 + config.stride - 1) / config.stride * config.stride }
    let (depth, height, width) = (crop[0], crop[1], crop[2])
    multiplications = network.multiplications(depth: depth, height: height, width: width)
    let plan = network.memoryPlan(depth: depth, height: height, width: width, threads: threads)
    memory = Memory(
      bytes: plan.bytes,
      buffers: plan.buffers.sorted { ($0.bytes, $1.offset) > ($1.bytes, $0.offset) }.map {
        Memory.Buffer(name: $0.name, bytes: $0.bytes, offset: $0.offset)
      })
  }

  /// By hand, since what the file does not say is to be there as null and not missing.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(channels, forKey: .channels)
    try container.encode(blocks, forKey: .blocks)
    try container.encode(width, forKey: .width)
    try container.encode(heads, forKey: .heads)
    try container.encode(attentionBlocks, forKey: .attentionBlocks)
    try container.encode(windows, forKey: .windows)
    try container.encode(field, forKey: .field)
    try container.encode(mirrors, forKey: .mirrors)
    try container.encode(margin, forKey: .margin)
    try container.encode(maximumVoxels, forKey: .maximumVoxels)
    try container.encode(licence, forKey: .licence)
    try container.encode(training, forKey: .training)
    try container.encode(instructionSet, forKey: .instructionSet)
    try container.encode(backend, forKey: .backend)
    try container.encode(threads, forKey: .threads)
    try container.encode(crop, forKey: .crop)
    try container.encode(multiplications, forKey: .multiplications)
    try container.encode(memory, forKey: .memory)
  }

  private enum CodingKeys: String, CodingKey {
    case weights, parameters, channels, blocks, heads, windows, field, mirrors, margin, licence
    case training, backend
    case threads, crop, multiplications
    case width = "embedding_width"
    case attentionBlocks = "attention_blocks"
    case maximumVoxels = "max_voxels"
    case instructionSet = "instruction_set"
    case memory = "memory_plan"
  }

  private var inputText: String {
    let shown =
      if let field {
        "\(field.voxels)^3 voxels, scaled to the diameter"
      } else {
        "\(margin) voxels around the diameter, at most \(maximumVoxels) voxels"
      }
    return mirrors.count == 1 ? shown : shown + "; mean of \(mirrors.count) mirror images"
  }

  /// The report for people.
  var text: String {
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
    func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
    let ranges = windows.map { String(format: "%g to %g HU", $0[0], $0[1]) }
    var lines = [
      ("weights", weights),
      ("licence", licence ?? "not stated"),
      ("training", training ?? "not stated"),
      ("parameters", "\(parameters)"),
      ("channels", list(channels) + " (finest first)"),
      ("blocks", list(blocks)),
      ("attention", "\(attentionBlocks) blocks, \(heads) heads, width \(width)"),
      ("windows", ranges.joined(separator: "; ")),
      ("input", inputText),
      ("runs on", "\(instructionSet), \(backend), \(threads) thread\(threads == 1 ? "" : "s")"),
    ]
    lines += [
      (
        "at \(crop[0])^3",
        String(format: "%.2f", multiplications / 1e9)
          + "e9 multiplications (direct form)"
      ),
      ("", "\(megabytes(memory.bytes)) of workspace; its largest buffers:"),
    ]
    lines += memory.buffers.prefix(6).map { ("", "  \(megabytes($0.bytes))  \($0.name)") }
    return lines.map { label, value in
      label + String(repeating: " ", count: max(1, 13 - label.count)) + value
    }.joined(separator: "\n")
  }
}
