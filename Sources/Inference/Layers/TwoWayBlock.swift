/// Prompt tokens listen to each other and to the image, think, and are then heard by the image.
struct TwoWayBlock: Sendable {
  let promptToItself: Attention
  let promptToImage: Attention
  let mlp: GatedMLP
  let imageToPrompt: Attention

  /// Tokens (n, width) and where each is.
  struct Tokens {
    var values: Tensor
    let rotations: Rotations
  }

  func callAsFunction(
    prompt: inout Tokens, image: inout Tokens, on workers: Workers
  ) throws {
    try promptToItself.update(&prompt, from: prompt, on: workers)
    try promptToImage.update(&prompt, from: image, on: workers)
    prompt.values = try mlp(prompt.values, on: workers)
    try imageToPrompt.update(&image, from: prompt, on: workers)
  }
}

extension Attention {
  fileprivate func update(
    _ tokens: inout TwoWayBlock.Tokens, from source: TwoWayBlock.Tokens, on workers: Workers
  ) throws {
    tokens.values = try self(
      tokens.values, rotations: tokens.rotations, source: source.values,
      sourceRotations: source.rotations, on: workers)
  }
}
