/// Feature maps joined along their channels where they lie: a concatenation that copies nothing.
package struct FeatureMaps: Sendable {
  /// Each (channels, z, y, x), with the same extents.
  let parts: [Tensor]

  package init(_ parts: Tensor...) {
    precondition(Set(parts.map(\.extents)).count == 1, "joined feature maps have equal extents")
    self.parts = parts
  }

  var extents: Extents { parts[0].extents }
  var channels: Int { parts.reduce(0) { $0 + $1.shape[0] } }

  /// Where each channel's first voxel lies; each is a block of `extents.count` floats.
  func withChannels<Result>(
    _ body: (UnsafeBufferPointer<UnsafePointer<Float>>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(parts) {
      let size = extents.count
      let pointers = parts.flatMap { part in
        (0..<part.shape[0]).compactMap { channel in
          part.storage.elements.baseAddress.map { UnsafePointer($0 + channel * size) }
        }
      }
      return try pointers.withUnsafeBufferPointer(body)
    }
  }
}
