/// The ascending half of the U-Net: at each resolution the skip connection joined along channels,
/// a residual block, and but for the finest a doubling of the extents.
struct Decoder: Sendable {
  /// Finest first, as the encoder's levels.
  let levels: [ResidualBlock]
  let upsampling = Upsampling()
}
