/// Prompt tokens listen to each other and to the image, think, and are then heard by the image.
struct TwoWayBlock: Sendable {
  let promptToItself: Attention
  let promptToImage: Attention
  let mlp: GatedMLP
  let imageToPrompt: Attention

  /// Moves both.
  func callAsFunction(
    prompt: Tokens, image: Tokens, arena: inout Arena, on workers: Workers,
    scratch: (_ thread: Int) -> UnsafeMutablePointer<Float>
  ) throws {
    try promptToItself(prompt, source: prompt, arena: &arena, on: workers, scratch: scratch)
    try promptToImage(prompt, source: image, arena: &arena, on: workers, scratch: scratch)
    try mlp(prompt.rows, arena: &arena, on: workers)
    try imageToPrompt(image, source: prompt, arena: &arena, on: workers, scratch: scratch)
  }
}

/// Tokens (n, width) and where each is.
struct Tokens {
  let rows: Rows
  /// The columns of each token's rotation, (n, h h).
  let rotations: Rows
}
