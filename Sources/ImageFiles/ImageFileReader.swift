import Foundation
import Imaging

/// Reads NIfTI-1 and NIfTI-2 images: .nii, .nii.gz, and .hdr with .img, either of them .gz; and the
/// .npz archives of the FLARE challenges, see ``ArrayImage``.
///
/// Every read throws an ``ImageFileError`` for a file that cannot be trusted; nothing is ever
/// printed. Files are opened once, by exactly the given name (the other half of a .hdr and .img
/// pair excepted), and only regular files are.
public struct ImageFileReader: Sendable {
  /// Which statement of orientation to follow.
  public var orientationSource: OrientationSource
  /// The most memory that the voxels of one frame may take, in bytes.
  public var maximumBytes: Int

  /// 16 GiB: thirty times a CT of 512 x 512 x 1000 voxels.
  public static let defaultMaximumBytes = 16 << 30
  /// Deflate codes at most 258 bytes in two bits, so a gzip file inflates to at most 1032 times
  /// its size; a header that promises more lies.
  public static let maximumGzipRatio = 1032
  /// How many bytes may follow the last voxel of a compressed file.
  public static let maximumTrailingBytes = 16 << 20

  public init(
    orientationSource: OrientationSource = .automatic,
    maximumBytes: Int = ImageFileReader.defaultMaximumBytes
  ) {
    self.orientationSource = orientationSource
    self.maximumBytes = maximumBytes
  }

  /// Reads and checks the header alone: as fast for a large file as for a small one. Of a
  /// compressed file only the start is inflated, so a cut at its end goes unnoticed.
  public func readHeader(_ path: String) throws -> ImageFileHeader { try open(path).header }

  /// Reads one 3D image.
  ///
  /// Voxels stay as stored, in native byte order and in one buffer that they were inflated into;
  /// a compressed file is read to its end, so that its checksum speaks.
  ///
  /// - Parameter frame: which 3D image of a file with more than three dimensions, from 0; the
  ///   fourth dimension counts fastest.
  public func readVolume(_ path: String, frame: Int = 0) throws -> ImageFile {
    try open(path, frame: frame).readVolume()
  }

  /// Reads one 3D image, and shows what has come of it meanwhile: see
  /// ``ImageSource/readVolume(partsEvery:isCancelled:onPart:)``.
  public func readVolume(
    _ path: String, frame: Int = 0, isCancelled: @escaping () -> Bool = { false },
    onPart: @escaping (_ part: ImageFile, _ fraction: Double) -> Void
  ) throws -> ImageFile {
    try open(path, frame: frame).readVolume(isCancelled: isCancelled, onPart: onPart)
  }

  /// Reads all 3D images of a file, one after the other, in one pass over it.
  ///
  /// - Parameter body: is given each image; it is freed after the call unless it is kept.
  /// - Returns: the header, and the warnings that only a whole read can give.
  public func readFrames(
    _ path: String, _ body: (Volume) throws -> Void
  ) throws -> (header: ImageFileHeader, warnings: [String]) {
    let source = try open(path)
    try source.skip(toFrame: 0)
    for _ in 0..<source.layout.frames { try body(source.readFrame()) }
    return (source.header, source.header.warnings + (try source.finish()))
  }

  /// Reads and checks the header, for one who decides by it which voxels to read.
  ///
  /// - Parameter frame: as for ``readVolume(_:frame:)``.
  public func open(_ path: String, frame: Int = 0) throws -> ImageSource {
    if ArrayImage.isNamed(path) {
      return try ArrayImage.open(path, array: ArrayImage.voxels, frame: frame, reader: self)
    }
    let given = ImagePath(path: path)
    var name = given
    if given.part == .image {
      _ = try ImageStream(path: path)  // a path with nothing at it is told so first
      guard let headerPath = given.partner(.header) else {
        throw ImageFileError(
          path: path, problem: .headerHalfMissing(expected: given.partnerName(.header)))
      }
      name = ImagePath(path: headerPath)
    }
    let stream = try ImageStream(path: name.path)
    let nifti: NiftiHeader
    let layout: NiftiLayout
    let header: ImageFileHeader
    do {
      let prefix = try stream.read(upTo: NiftiHeader.Version.two.byteCount)
      if prefix.isEmpty { throw ImageFileError.Problem.empty }
      nifti = try NiftiHeader(prefix: prefix)
      layout = try NiftiLayout(nifti)
      header = try ImageFileHeader(
        nifti, layout, path: path, isCompressed: stream.isCompressed,
        source: orientationSource,
        warnings: stream.isCompressed == name.claimsCompression
          ? []
          : ["the file is \(stream.isCompressed ? "" : "not ")compressed, unlike its name says"])
    } catch let problem as ImageFileError.Problem {
      throw ImageFileError(path: name.path, problem: problem)
    }

    var voxels = stream
    if nifti.isSingleFile {
      // The header took more bytes than some voxels start at: begin anew.
      if layout.offset < stream.position { voxels = try ImageStream(path: name.path) }
    } else {
      let image = given.part == .image ? path : name.partner(.image)
      guard let image else {
        throw ImageFileError(
          path: name.path, problem: .imageHalfMissing(expected: name.partnerName(.image)))
      }
      voxels = try ImageStream(path: image)
    }
    try checkSize(layout, voxels)
    guard (0..<layout.frames).contains(frame) else {
      throw ImageFileError(path: path, problem: .noSuchFrame(asked: frame, count: layout.frames))
    }
    return ImageSource(header: header, frame: frame, layout: layout, voxels: voxels)
  }

  /// Holds what the header claims against what the file has, before memory is asked for.
  private func checkSize(_ layout: NiftiLayout, _ voxels: ImageStream) throws {
    var problem: ImageFileError.Problem?
    if !voxels.isCompressed && voxels.fileSize < layout.endOffset {
      problem = .truncated(bytes: voxels.fileSize, needed: layout.endOffset)
    } else if voxels.isCompressed
      && layout.endOffset / Self.maximumGzipRatio > voxels.fileSize
    {
      problem = .implausibleSize(claimed: layout.endOffset, compressed: voxels.fileSize)
    } else if layout.frameBytes > maximumBytes {
      problem = .tooLarge(bytes: layout.frameBytes, limit: maximumBytes)
    }
    if let problem { throw ImageFileError(path: voxels.path, problem: problem) }
  }
}

extension ImageFileHeader {
  init(
    _ nifti: NiftiHeader, _ layout: NiftiLayout, path: String, isCompressed: Bool,
    source: OrientationSource, warnings: [String]
  ) throws(ImageFileError.Problem) {
    let placement = try NiftiPlacement(nifti, shape: layout.shape, source: source)
    // NIfTI-1: a slope of 0 means that there is no scaling; nibabel writes NaN for the same.
    let isScaled = nifti.slope != 0 && nifti.slope.isFinite
    guard !isScaled || nifti.intercept.isFinite else {
      throw .badHeader("scl_inter is \(SafeText.number(nifti.intercept))")
    }
    var warnings = warnings + placement.warnings
    if nifti.bitpix != 8 * layout.type.byteCount {
      warnings.append(
        "bitpix is \(nifti.bitpix) and does not fit \(layout.type.rawValue); it was ignored")
    }
    self.path = SafeText.escaped(path)
    shape = layout.dimensions
    grid = VoxelGrid(
      shape: layout.shape, affine: placement.affine,
      hasKnownOrientation: placement.source != nil)
    frames = layout.frames
    type = layout.type
    slope = isScaled ? nifti.slope : 1
    intercept = isScaled ? nifti.intercept : 0
    let unit = NiftiPlacement.Form.millimetres(nifti)
    statedSpacing = nifti.pixdim[1...layout.dimensions.count].enumerated().map { axis, step in
      axis < 3 ? step * unit : step
    }
    qformCode = nifti.qformCode
    sformCode = nifti.sformCode
    orientationSource = placement.source
    text = SafeText.escaped(field: nifti.descrip)
    niftiVersion = nifti.version.rawValue
    isBigEndian = nifti.isSwapped == (1.littleEndian == 1)
    self.isCompressed = isCompressed
    self.warnings = warnings
    self.nifti = nifti
  }
}
