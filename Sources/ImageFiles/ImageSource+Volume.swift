import Imaging

extension ImageSource {
  /// Reads the whole frame.
  ///
  /// Voxels stay as stored, in native byte order and in one buffer that they were inflated into;
  /// a compressed file is read to its end, so that its checksum speaks.
  public func readVolume() throws -> ImageFile {
    try readVolume(isCancelled: { false }, onPart: { _, _ in })
  }

  /// Reads the whole frame, and shows what has come of it meanwhile.
  ///
  /// - Parameters:
  ///   - interval: the shortest time between two parts.
  ///   - isCancelled: asked every megabyte; where it is true the read ends with a
  ///     `CancellationError`.
  ///   - onPart: is given the image with the slices that have come, the first of the file first,
  ///     and how much of the reading is done, 0...1. The first part has the header alone: its
  ///     volume's box is empty. A part has been through no checksum: what it shows may still be
  ///     refused by an error that this throws.
  public func readVolume(
    partsEvery interval: Duration = .milliseconds(33), isCancelled: @escaping () -> Bool,
    onPart: @escaping (ImageFile, Double) -> Void
  ) throws -> ImageFile {
    let memory = try VolumePart(box: header.grid.box, of: self)
    let arrival = SliceArrival(of: self, in: memory, interval: interval, onPart: onPart)
    arrival.report()
    voxels.isCancelled = isCancelled
    voxels.onProgress = { [unowned self] in arrival.advance(to: voxels.position) }
    defer {
      voxels.isCancelled = { false }
      voxels.onProgress = {}
    }
    try skip(toFrame: frame)
    try memory.withUnsafeMutableBytes { bytes in try fill(bytes) }
    try skip(toFrame: layout.frames)
    let warnings = try finish()
    return ImageFile(
      header: header, volume: arrival.finished(), frame: frame,
      warnings: header.warnings + warnings)
  }
}
