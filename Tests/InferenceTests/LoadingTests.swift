import Inference
import Testing

/// What a weights file must be for a network to come of it.
@Suite struct LoadingTests {
  @Test func readsTheConfig() throws {
    let file = try TemporaryFile(SafeTensorsBytes.goldenNetwork().bytes)
    let model = try LiteENSAM(contentsOf: file.path)
    let config = model.config
    #expect(config.channels == [4, 8, 16, 32] && config.encoderBlocks == [1, 1, 2, 4])
    #expect(config.width == 32 && config.heads == 4 && config.headWidth == 8)
    #expect(config.windows.map(\.lower) == [-1000, -160])
    #expect(config.windows.map(\.upper) == [500, 240])
    #expect(config.attentionBlocks == 2 && config.levels == 4 && config.stride == 8)
    #expect(config.margin == 32 && config.maximumVoxels == 128 * 128 * 128)
    #expect(model.metadata["training"] != nil)
  }

  @Test(arguments: [
    ("format", nil), ("format", "caliper-lite-ensam-1"), ("channels", nil), ("channels", "[]"),
    ("channels", "[4,8,16,0]"), ("channels", "[4,8,16,-32]"), ("channels", "[4,8,16,32"),
    ("channels", "[4,8,16,32] 1"), ("channels", "4"), ("channels", "[4,8,16,100000]"),
    ("blocks", "[1,1,2]"), ("blocks", "[1,1,2,0]"), ("heads", "0"), ("heads", "3"),
    ("heads", "four"), ("embedding_width", "64"), ("attention_blocks", "-1"),
    ("windows", "[]"), ("windows", "[[500,-1000]]"), ("windows", "[[1,1]]"),
    ("windows", "[[-1000,500,3]]"), ("windows", "[-1000,500]"), ("windows", "[[-1e999,0]]"),
    ("windows", "[[nan,0]]"), ("margin", "-1"), ("margin", "1.5"), ("max_voxels", "0"),
    ("max_voxels", nil), ("mirrors", nil), ("mirrors", "[]"), ("mirrors", "[\"xx\"]"),
    ("mirrors", "[\"\",\"w\"]"), ("mirrors", "[[]]"), ("field_voxels", "4"),
  ]) func refusesABadConfig(key: String, value: String?) throws {
    var bytes = try SafeTensorsBytes.goldenNetwork()
    bytes.metadata[key] = value
    let file = try TemporaryFile(bytes.bytes)
    let error = try #require(throws: LiteENSAM.LoadError.self) {
      try LiteENSAM(contentsOf: file.path)
    }
    #expect(error.reason is LiteENSAM.ConfigError)
    // An unknown format is named by its value, everything else by its key.
    let named = key == "format" ? value ?? key : key
    #expect("\(error)".hasPrefix(file.path) && "\(error)".contains("\"\(named)\""), "\(error)")
  }

  @Test func readsTheFieldOfViewAndTheMirrors() throws {
    var bytes = try SafeTensorsBytes.goldenNetwork()
    let field = [
      "field_voxels": "64", "field_reach": "1.25", "field_context_mm": "8.0", "field_growth": "1.5",
    ]
    bytes.metadata.merge(field) { $1 }
    bytes.metadata["mirrors"] = "[\"\",\"x\",\"zy\"]"
    let good = try TemporaryFile(bytes.bytes)
    let config = try LiteENSAM(contentsOf: good.path).config
    let read = try #require(config.field)
    #expect((read.voxels, read.reach) == (64, 1.25))
    #expect((read.context, read.growth) == (8, 1.5))
    #expect(config.mirrors == [[], [2], [0, 1]])

    for (key, value) in [
      ("field_voxels", "256"), ("field_reach", nil), ("field_reach", "0"),
      ("field_context_mm", "-1"), ("field_growth", "nan"), ("field_growth", "0.5"),
    ] as [(String, String?)] {
      var bad = bytes
      bad.metadata[key] = value
      let file = try TemporaryFile(bad.bytes)
      let error = try #require(throws: LiteENSAM.LoadError.self) {
        try LiteENSAM(contentsOf: file.path)
      }
      #expect("\(error)".contains("\"\(key)\""), "\(error)")
    }
  }

  @Test func namesWhatIsMissingTooMuchOrMisshapen() throws {
    let good = try SafeTensorsBytes.goldenNetwork()
    let index = try #require(good.entries.firstIndex { $0.name == "decoder.0.block.conv1.weight" })

    var missing = good
    missing.entries.remove(at: index)
    try expect(.missing("decoder.0.block.conv1.weight"), of: missing)

    var misshapen = good
    misshapen.entries[index].shape = [8, 4, 3, 3, 3]
    try expect(
      .wrongShape(
        "decoder.0.block.conv1.weight", expected: [4, 8, 3, 3, 3], found: [8, 4, 3, 3, 3]),
      of: misshapen)

    var tooMuch = good
    tooMuch.add("decoder.4.extra", [1], [0])
    try expect(.unexpected(["decoder.4.extra"]), of: tooMuch)
  }

  @Test func refusesWeightsThatAreNotFinite() throws {
    var bytes = try SafeTensorsBytes.goldenNetwork()
    let index = try #require(bytes.entries.firstIndex { $0.name == "prompt.point" })
    // The last byte of the first float: sign and exponent all ones.
    bytes.entries[index].data[2...3] = [0x80, 0xFF]
    let file = try TemporaryFile(bytes.bytes)
    let error = try #require(throws: SafeTensorsError.self) {
      try LiteENSAM(contentsOf: file.path)
    }
    #expect(error.problem == .notFinite("prompt.point", index: 0))
  }

  private func expect(_ reason: LiteENSAM.WeightsError, of bytes: SafeTensorsBytes) throws {
    let file = try TemporaryFile(bytes.bytes)
    let error = try #require(throws: LiteENSAM.LoadError.self) {
      try LiteENSAM(contentsOf: file.path)
    }
    #expect(error.reason as? LiteENSAM.WeightsError == reason)
    #expect(error.path == file.path)
  }
}
