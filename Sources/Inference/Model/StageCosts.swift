/// How many multiplications each stage's convolutions take, from which progress is told.
///
/// The attention is left out: next to the convolutions it is nothing.
struct StageCosts {
  private var costs: [String: Double] = [:]
  var total: Double { costs.values.reduce(0, +) }

  subscript(stage: String) -> Double { costs[stage] ?? 0 }

  init(_ weights: LiteENSAM.Weights, input: Extents) {
    var extents = input
    costs["stem"] = weights.stem.weights.multiplications(for: extents)
    for (index, level) in weights.encoder.levels.enumerated() {
      if level.down != nil { extents = extents.strided(by: 2) }
      let blocks = level.blocks.reduce(0) { $0 + $1.multiplications(for: extents) }
      costs["encoder.\(index)"] =
        blocks + (level.down?.weights.multiplications(for: extents) ?? 0)
      costs["decoder.\(index)"] = weights.decoder.levels[index].multiplications(for: extents)
    }
    costs["logits"] = weights.head.weights.multiplications(for: input)
  }
}

extension PackedWeights {
  fileprivate func multiplications(for output: Extents) -> Double {
    Double(outputs * inputs * taps) * Double(output.count)
  }
}

extension ResidualBlock {
  fileprivate func multiplications(for extents: Extents) -> Double {
    convolution1.weights.multiplications(for: extents)
      + convolution2.weights.multiplications(for: extents)
      + (shortcut?.weights.multiplications(for: extents) ?? 0)
  }
}
