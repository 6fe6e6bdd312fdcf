import Imaging

/// Hands out the slices of a frame while the file is read.
///
/// All parts are volumes over the one buffer that the file is read into, so none takes memory.
/// That is safe though the reading thread goes on writing: it writes from first to last and never
/// back, a part's box ends before the byte that is written next, and swapping bytes is done before
/// a slice is handed out. Whoever passes a part to another thread does so through a lock, which
/// makes the bytes that were written before visible there.
final class SliceArrival {
  private let header: ImageFileHeader
  private let frame: Int
  private let memory: VolumePart
  private let interval: Duration
  private let onPart: (ImageFile, Double) -> Void
  /// Where the frame starts in the file's content, and where reading starts and ends.
  private let frameStart: Int
  private let readStart: Int
  private let readEnd: Int
  private let sliceBytes: Int
  /// Slices that are there, in native byte order.
  private var slices = 0
  private var position: Int
  private var lastReport: ContinuousClock.Instant?

  /// - Parameter memory: all of the frame's voxels, to be filled from the start.
  init(
    of source: ImageSource, in memory: VolumePart, interval: Duration,
    onPart: @escaping (ImageFile, Double) -> Void
  ) {
    header = source.header
    frame = source.frame
    self.memory = memory
    self.interval = interval
    self.onPart = onPart
    let layout = source.layout
    frameStart = layout.offset + source.frame * layout.frameBytes
    // Of an uncompressed file only the frame is read.
    let isCompressed = source.voxels.isCompressed
    readStart = isCompressed ? 0 : frameStart
    readEnd = isCompressed ? layout.endOffset : frameStart + layout.frameBytes
    sliceBytes = header.grid.shape.x * header.grid.shape.y * layout.type.byteCount
    position = readStart
  }

  /// Takes in that the file was read up to `position`.
  func advance(to position: Int) {
    self.position = position
    take(min(max(0, position - frameStart) / sliceBytes, header.grid.shape.z))
    if let lastReport, lastReport.duration(to: .now) < interval { return }
    report()
  }

  private func take(_ count: Int) {
    guard count > slices else { return }
    memory.makeNative(bytes: slices * sliceBytes..<count * sliceBytes)
    slices = count
  }

  /// Hands out a part, however short ago the last one was.
  func report() {
    lastReport = .now
    let shape = header.grid.shape
    let part = memory.volume(
      box: VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(shape.x, shape.y, slices)))
    let share = Double(position - readStart) / Double(max(1, readEnd - readStart))
    onPart(
      ImageFile(header: header, volume: part, frame: frame, warnings: header.warnings),
      min(max(share, 0), 1))
  }

  /// The volume once every slice was read.
  func finished() -> Volume {
    take(header.grid.shape.z)
    return memory.volume(box: header.grid.box)
  }
}
