import Foundation
import Imaging

/// A case of the FLARE challenges: a `.npz` archive with `imgs` (z, y, x), `spacing` in mm along x, y,
/// z, and perhaps `direction` and `origin` as SimpleITK states them, `recist` and `gts`, label maps of
/// the same shape.
public enum ArrayImage {
  public static let voxels = "imgs"
  /// Lesions' true masks.
  public static let truth = "gts"
  /// One line drawn for each lesion.
  public static let lines = "recist"

  /// The HU that grey levels 0 and 255 stand for. The archives do not say it; it is what the weights
  /// were trained with (Weights/recipe/cases.py).
  public static let window = (lower: -160.0, upper: 240.0)

  static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix(".npz") }

  /// Opens an array as an image on the archive's grid.
  ///
  /// `imgs` of bytes holds grey levels, which ``window`` turns back to HU; so does one of other
  /// numbers that all lie in 0…255. Any other is in HU already.
  ///
  /// - Parameter array: another one than ``voxels`` is a label map.
  /// - Throws: ``ImageFileError``.
  static func open(
    _ path: String, array name: String, frame: Int, reader: ImageFileReader
  ) throws -> ImageSource {
    let archive = try ZipArchive(path: path)
    let array = try NumpyArray(name, in: archive)
    guard let array else { throw ImageFileError(path: path, problem: .missingArray(name)) }
    let header = array.header
    guard header.shape.count == 3 else {
      throw array.fault("it has \(header.shape.count) dimensions and must have 3: z, y, x")
    }
    guard frame == 0 else {
      throw ImageFileError(path: path, problem: .noSuchFrame(asked: frame, count: 1))
    }
    guard header.dataByteCount <= reader.maximumBytes else {
      throw ImageFileError(
        path: path, problem: .tooLarge(bytes: header.dataByteCount, limit: reader.maximumBytes))
    }
    let shape = Voxel(header.shape[2], header.shape[1], header.shape[0])
    let grid = VoxelGrid(shape: shape, affine: try affine(in: archive))
    let isLevels = name == voxels && header.type == .uint8

    // Bytes in the usual order come as they are asked for; all else is put in order first.
    var stream: any VoxelStream = array.stream
    var scaling = isLevels ? levels : (slope: 1, intercept: 0)
    var offset = header.byteCount
    var warnings: [String] = []
    let isWhole = header.isFortran || (name == voxels && header.type != .uint8)
    if isWhole {
      let bytes = try array.elements(limit: reader.maximumBytes)
      if name == voxels, !isLevels, holdsLevels(bytes, grid: grid, type: header.type) {
        scaling = levels
        warnings.append(
          "the voxels lie in 0…255 and are taken for grey levels of \(Int(window.lower)) to "
            + "\(Int(window.upper)) HU, though the array has more than bytes")
      }
      stream = MemoryStream(bytes, path: path)
      offset = 0
    }
    var nifti = NiftiHeader(
      grid: grid, type: header.type, slope: scaling.slope, intercept: scaling.intercept)
    nifti.isSwapped = header.isSwapped && !isWhole
    let layout = NiftiLayout(
      dimensions: [shape.x, shape.y, shape.z], type: header.type, offset: offset)
    do throws(ImageFileError.Problem) {
      return ImageSource(
        header: try ImageFileHeader(
          nifti, layout, path: path, isCompressed: true, source: reader.orientationSource,
          warnings: warnings),
        frame: 0, layout: layout, voxels: stream)
    } catch {
      throw ImageFileError(path: path, problem: error)
    }
  }

  private static var levels: (slope: Double, intercept: Double) {
    ((window.upper - window.lower) / 255, window.lower)
  }

  /// Whether all values lie in 0…255. CT in HU has air, and so numbers below.
  private static func holdsLevels(_ bytes: [UInt8], grid: VoxelGrid, type: VoxelType) -> Bool {
    let range = Volume(grid: grid, type: type, buffer: VoxelBuffer(bytes)).statistics()
    return range.minimum >= 0 && range.maximum <= 255
  }

  /// From voxels to RAS mm. SimpleITK's axes are L, P, S, and so are the file's own where it states no
  /// `direction`. Rounded to what a NIfTI header holds, so that a mask lies on the very same grid.
  private static func affine(in archive: ZipArchive) throws -> Affine {
    guard let spacing = try NumpyArray("spacing", in: archive) else {
      throw ImageFileError(path: archive.path, problem: .missingArray("spacing"))
    }
    let steps = try spacing.numbers(3)
    guard steps.allSatisfy({ $0 > 0 && $0 <= 1000 }) else {
      throw spacing.fault("it states \(steps) mm between voxels")
    }
    let direction = try NumpyArray("direction", in: archive)
    let cosines = try direction?.numbers(9) ?? [1, 0, 0, 0, 1, 0, 0, 0, 1]
    let origin = try NumpyArray("origin", in: archive)?.numbers(3) ?? [0, 0, 0]
    func ras(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Double> {
      // Adding 0 makes a plain 0 of -0.
      SIMD3(Double(Float(-x)), Double(Float(-y)), Double(Float(z))) + SIMD3<Double>.zero
    }
    func column(_ axis: Int) -> SIMD3<Double> {
      let step = steps[axis]
      return ras(cosines[axis] * step, cosines[3 + axis] * step, cosines[6 + axis] * step)
    }
    let affine = Affine(
      columns: (column(0), column(1), column(2)), translation: ras(origin[0], origin[1], origin[2]))
    let volume = affine.spacing.x * affine.spacing.y * affine.spacing.z
    guard let direction else { return affine }
    guard abs(affine.determinant) > 1e-3 * volume else {
      throw direction.fault("its axes lie in one plane")
    }
    return affine
  }
}
