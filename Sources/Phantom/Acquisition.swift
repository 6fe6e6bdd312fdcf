import Dispatch
import Imaging

/// The virtual scanner: cuts the anatomy into slices of the grid, blurs, adds noise and stores.
struct Acquisition {
  let options: Phantom.Options
  let grid: VoxelGrid
  private let noise: ScannerNoise

  /// The middle of the field of view in the phantom's frame, in mm.
  private static let fieldOfViewCenter = Point(0, -12, -13)

  init(options: Phantom.Options) {
    self.options = options
    noise = ScannerNoise(seed: options.seed, amplitude: Float(options.noise))
    let shape = options.shape
    let spacing = options.spacing
    // Stored as CT is: x to the left, y to posterior, z to superior.
    let half = SIMD3(Double(shape.x - 1), Double(shape.y - 1), Double(shape.z - 1)) * 0.5 * spacing
    let center = SIMD3<Double>(Self.fieldOfViewCenter) + Phantom.origin
    let affine = Affine(
      columns: (
        SIMD3(-spacing.x, 0, 0), SIMD3(0, -spacing.y, 0), SIMD3(0, 0, spacing.z)
      ),
      translation: SIMD3(center.x + half.x, center.y + half.y, center.z - half.z))
    grid = VoxelGrid(shape: shape, affine: affine)
  }

  /// The place of a voxel in the phantom's frame.
  func point(_ voxel: Voxel) -> Point { Point(grid.affine(voxel) - Phantom.origin) }

  /// Scans all slices, on as many threads as there are cores. Each slice depends on its own
  /// number alone, so the result does not depend on the threads.
  func scan(_ anatomy: Anatomy) -> Volume {
    let sliceCount = options.shape.x * options.shape.y
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: grid.count * MemoryLayout<Int16>.stride, alignment: 64)
    // Threads write to slices that do not overlap.
    nonisolated(unsafe) let voxels = bytes.bindMemory(to: Int16.self)
    DispatchQueue.concurrentPerform(iterations: options.shape.z) { z in
      let slice = UnsafeMutableBufferPointer(
        rebasing: voxels[z * sliceCount..<(z + 1) * sliceCount])
      scan(slice: z, of: anatomy, into: slice)
    }
    let address = UInt(bitPattern: bytes.baseAddress)
    let buffer = VoxelBuffer(adopting: UnsafeRawBufferPointer(bytes)) {
      UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
    return Volume(grid: grid, type: .int16, buffer: buffer)
  }

  private func scan(
    slice index: Int, of anatomy: Anatomy, into output: UnsafeMutableBufferPointer<Int16>
  ) {
    // A thick slice is the mean of thin ones about as thick as a pixel is wide.
    let thickness = Float(options.spacing.z)
    let cuts = min(4, max(1, Int((options.spacing.z / options.spacing.x).rounded())))
    var mean: SliceCanvas?
    for cut in 0..<cuts {
      let offset = ((Float(cut) + 0.5) / Float(cuts) - 0.5) * thickness
      var canvas = canvas(slice: index, offset: offset)
      anatomy.paint(on: &canvas)
      if mean == nil {
        mean = canvas
      } else {
        for i in canvas.values.indices { mean?.values[i] += canvas.values[i] }
      }
    }
    guard var mean else { return }
    let share = 1 / Float(cuts)
    for i in mean.values.indices { mean.values[i] *= share }
    // The point spread function: a standard deviation of 0.7 pixel.
    ScannerNoise.smooth(
      &mean.values, columns: mean.raster.columns, rows: mean.raster.rows)
    noise.add(to: &mean, slice: index)
    store(mean, into: output)
  }

  private func canvas(slice index: Int, offset: Float) -> SliceCanvas {
    let first = point(Voxel(0, 0, index))
    return SliceCanvas(
      SliceRaster(
        columns: options.shape.x, rows: options.shape.y, firstX: first.x, firstY: first.y,
        stepX: Float(options.spacing.x), stepY: Float(options.spacing.y), z: first.z + offset))
  }

  /// Rounds to the quantisation step and leaves what is outside the reconstructed circle empty.
  private func store(_ canvas: SliceCanvas, into output: UnsafeMutableBufferPointer<Int16>) {
    let step = Float(options.quantisation)
    let center = Self.fieldOfViewCenter
    let raster = canvas.raster
    let radius =
      0.5 * min(Float(raster.columns) * raster.stepX, Float(raster.rows) * raster.stepY)
    for row in 0..<raster.rows {
      let y = raster.firstY - Float(row) * raster.stepY - center.y
      for column in 0..<raster.columns {
        let x = raster.firstX - Float(column) * raster.stepX - center.x
        let offset = row * raster.columns + column
        let value =
          x * x + y * y <= radius * radius
          ? (canvas.values[offset] / step).rounded() * step : HU.padding
        output[offset] = Int16(Arithmetic.clamp(value, HU.padding, 3071))
      }
    }
  }
}
