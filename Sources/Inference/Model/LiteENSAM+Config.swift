import Foundation

extension LiteENSAM {
  /// The sizes of one network and what it expects of its input, as stored with its weights.
  public struct Config: Sendable, Equatable {
    /// The value of `format` in a weights file's metadata that this engine reads.
    public static let format = "caliper-lite-ensam-2"

    /// An intensity window in HU: what is at or below `lower` enters the network as 0, what is
    /// at or above `upper` as 1.
    public struct Window: Sendable, Equatable {
      public var lower: Float
      public var upper: Float
    }

    /// A cube of voxels around the diameter's middle, at the diameter's own scale.
    public struct Field: Sendable, Equatable {
      /// Along each edge of the cube.
      public var voxels: Int
      /// From the middle to a face, in diameters.
      public var reach: Double
      /// From the middle to a face, no less than half a diameter and this, in mm.
      public var context: Double
      /// How much longer an edge is along which a first mask was cut off.
      public var growth: Double
    }

    /// One input channel for each.
    public let windows: [Window]
    /// What the input shows; `nil` for the volume's own voxels, as `margin` and `maximumVoxels` say.
    public let field: Field?
    /// For each mirror image of the input that the logits are averaged over, the axes (0, 1, 2: z,
    /// y, x) that are reversed; `[]` is the input itself.
    public let mirrors: [[Int]]
    /// Voxels that the crop extends beyond the endpoints' bounding box.
    public let margin: Int
    /// Larger crops are to be halved by max pooling along their two largest axes.
    public let maximumVoxels: Int
    /// Channels at each resolution, finest first: f.
    public let channels: [Int]
    /// Residual blocks of the encoder at each resolution.
    public let encoderBlocks: [Int]
    /// Token width: E, which is also the channels of the coarsest resolution.
    public let width: Int
    /// Attention heads.
    public let heads: Int
    /// Two-way attention blocks.
    public let attentionBlocks: Int

    /// Every extent of the input is a multiple of this.
    public var stride: Int { 1 << (channels.count - 1) }
    /// The width of one attention head: h.
    public var headWidth: Int { width / heads }
    /// The number of resolutions.
    public var levels: Int { channels.count }
  }
}

extension LiteENSAM.Config {
  /// Reads the metadata of a weights file.
  ///
  /// - Throws: `ConfigError`, without the file's name.
  public init(metadata: [String: String]) throws(LiteENSAM.ConfigError) {
    let fields = ConfigFields(metadata: metadata)
    let format = try fields.text("format")
    guard format == Self.format else { throw .unknownFormat(format) }
    channels = try fields.integers("channels", each: 1...1024, count: 1...6)
    encoderBlocks = try fields.integers(
      "blocks", each: 1...64, count: channels.count...channels.count)
    width = try fields.integer("embedding_width", in: 1...1024)
    heads = try fields.integer("heads", in: 1...64)
    attentionBlocks = try fields.integer("attention_blocks", in: 1...64)
    windows = try fields.windows("windows")
    mirrors = try fields.mirrors("mirrors")
    field = try metadata["field_voxels"].map { _ throws(LiteENSAM.ConfigError) in
      try Field(
        voxels: fields.integer("field_voxels", in: 8...512),
        reach: fields.number("field_reach", in: 0.5...8),
        context: fields.number("field_context_mm", in: 0...200),
        growth: fields.number("field_growth", in: 1...4))
    }
    if let field, pow((Double(field.voxels) * field.growth).rounded(), 3) > Double(1 << 24) {
      throw .badValue("field_voxels", "must not give more than 256^3 voxels with field_growth")
    }
    margin = try fields.integer("margin", in: 0...512)
    maximumVoxels = try fields.integer("max_voxels", in: 4096...(1 << 27))
    guard width == channels.last else {
      throw .badValue("embedding_width", "must equal the last of channels, \(channels)")
    }
    guard width % heads == 0 else {
      throw .badValue("heads", "must divide embedding_width, \(width)")
    }
  }
}

/// The metadata's values, each checked as it is taken.
private struct ConfigFields {
  let metadata: [String: String]

  typealias Failure = LiteENSAM.ConfigError

  func text(_ key: String) throws(Failure) -> String {
    guard let value = metadata[key] else { throw .missing(key) }
    return value
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int {
    guard let number = Int(try text(key)), range.contains(number) else {
      throw .badValue(
        key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(Failure) -> Double {
    guard let number = Double(try text(key)), range.contains(number) else {
      throw .badValue(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A JSON array of texts, each naming other axes of "zyx".
  func mirrors(_ key: String) throws(Failure) -> [[Int]] {
    var names: [String] = []
    try scan(key) { scanner in try scanner.array { names.append(try $0.string()) } }
    let mirrors = names.map { name in name.compactMap { Array("zyx").firstIndex(of: $0) } }
    guard (1...8).contains(names.count), zip(names, mirrors).allSatisfy({ $0.count == $1.count }),
      mirrors.allSatisfy({ Set($0).count == $0.count })
    else { throw .badValue(key, "must list 1 to 8 texts of the letters z, y, x, none twice") }
    return mirrors
  }

  /// A JSON array of whole numbers.
  func integers(
    _ key: String, each: ClosedRange<Int>, count: ClosedRange<Int>
  ) throws(Failure) -> [Int] {
    var numbers: [Int]?
    try scan(key) { numbers = try $0.integers() }
    guard let numbers, count.contains(numbers.count), numbers.allSatisfy(each.contains) else {
      let counts =
        count.count == 1 ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
      throw .badValue(
        key, "must list \(counts) numbers from \(each.lowerBound) to \(each.upperBound)")
    }
    return numbers
  }

  /// A JSON array of [lower, upper] in HU.
  func windows(_ key: String) throws(Failure) -> [LiteENSAM.Config.Window] {
    var windows: [LiteENSAM.Config.Window] = []
    try scan(key) { scanner in
      try scanner.array { scanner in
        var bounds: [Float] = []
        try scanner.array { bounds.append(try $0.number()) }
        guard bounds.count == 2, bounds[0] < bounds[1] else {
          throw Failure.badValue(key, "must list pairs [lower, upper] with lower < upper")
        }
        windows.append(.init(lower: bounds[0], upper: bounds[1]))
      }
    }
    guard (1...16).contains(windows.count) else {
      throw .badValue(key, "must list 1 to 16 windows")
    }
    return windows
  }

  private func scan(_ key: String, _ body: (inout JSONScanner) throws -> Void) throws(Failure) {
    var scanner = JSONScanner(Array(try text(key).utf8))
    do {
      try body(&scanner)
      try scanner.end()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .badValue(key, "is not a JSON array as expected")
    }
  }
}
