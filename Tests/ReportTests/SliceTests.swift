import Imaging
import Report
import Testing

@Suite("Slices")
struct SliceTests {
  /// A bar that is long to the patient's right of the middle, in every slice but larger in slice 2,
  /// stored with any axes and directions.
  ///
  /// - Parameters:
  ///   - flips: which of the patient's axes the voxel indices run against.
  ///   - spacing: along right-left, anterior-posterior and superior-inferior, in mm.
  private func masks(
    order: [Int] = [0, 1, 2], flips: [Bool] = [false, false, false],
    spacing: SIMD3<Double> = SIMD3(1, 1, 2)
  ) -> (reference: Mask, prediction: Mask, image: Volume) {
    let patient = Voxel(100, 80, 5)
    var shape = Voxel(0, 0, 0)
    var columns = [SIMD3<Double>](repeating: .zero, count: 3)
    for (axis, of) in order.enumerated() {
      shape[axis] = patient[of]
      columns[axis][of] = spacing[of] * (flips[of] ? -1 : 1)
    }
    let grid = VoxelGrid(
      shape: shape,
      affine: Affine(columns: (columns[0], columns[1], columns[2]), translation: .zero))
    var reference = Mask(emptyOn: grid, box: grid.box)
    var prediction = Mask(emptyOn: grid, box: grid.box)
    var voxels: [Int16] = []
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        for x in 0..<shape.x {
          let stored = Voxel(x, y, z)
          // Counted to the right, to anterior and to superior.
          var place = Voxel(0, 0, 0)
          for (axis, of) in order.enumerated() {
            place[of] = flips[of] ? patient[of] - 1 - stored[axis] : stored[axis]
          }
          let isBar = (60..<80).contains(place.x) && (50..<54).contains(place.y)
          let isLarge = place.z == 3 && place.x == 60 && (54..<60).contains(place.y)
          if isBar || isLarge { reference[stored] = 2 }
          if isBar { prediction[stored] = 7 }
          voxels.append(Int16(place.x))
        }
      }
    }
    return (reference, prediction, Volume(grid: grid, voxels: voxels))
  }

  private func largest(_ masks: (reference: Mask, prediction: Mask, image: Volume)) -> SliceSection?
  {
    SliceSection(
      of: .init(reference: 2, prediction: 7), reference: masks.reference,
      prediction: masks.prediction)
  }

  @Test("However a volume is stored, the same slice is shown the same way round")
  func orientation() throws {
    let plain = try #require(largest(masks()))
    #expect(plain.slice == 3)
    #expect(SliceFigure(plain, image: nil).letters == ["R", "L", "A", "P"])
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
      for flips in [[true, false, false], [false, true, true], [true, true, true]] {
        let other = masks(order: order, flips: flips)
        let section = try #require(largest(other))
        #expect(section.reference == plain.reference && section.prediction == plain.prediction)
        #expect(section.field == plain.field && section.slice == 3)
        // Voxels hold how far right they are: the first column is the right-most.
        let figure = SliceFigure(section, image: other.image)
        let picture = try #require(figure.picture)
        let row = picture.pixels.prefix(picture.width)
        #expect(row.first! > row.last! && figure.letters == ["R", "L", "A", "P"])
      }
    }
  }

  @Test("The bar lies to the patient's right, which is on the left")
  func sides() throws {
    let section = try #require(largest(masks()))
    // The bar of 20 mm, display columns 20 to 40, is 0.45 of the field.
    #expect(abs(section.field.origin.x - (30 - 10 / 0.45)) < 1e-9)
    #expect(section.field.columns == 7..<53)
    let plane = DisplayPlane(.axial, of: section.grid)
    #expect(plane.position(of: Voxel(79, 52, 0)).column == 20)
    // Reference: the bar's left edge on the screen is display column 20.
    let left = (20.0 - section.field.origin.x) * section.field.step.x
    #expect(section.reference.lesion.hasPrefix("M"))
    #expect(section.prediction.lesion.hasPrefix("M\(Digits.place(left)) "))
  }

  @Test("Voxels that are not square are drawn in proportion")
  func aspect() throws {
    let section = try #require(largest(masks(spacing: SIMD3(0.5, 1.5, 3))))
    let field = section.field
    #expect(abs(field.step.y / field.step.x - 3) < 1e-9)
    #expect(abs(field.millimetresPerUnit * field.step.x - 0.5) < 1e-9)
    // A lesion of 10 x 15 mm stands in the least field of 40 mm.
    #expect(abs(field.millimetresPerUnit * SliceField.side - 40) < 1e-9)
  }

  @Test("The field stays in the slice, and holds a lesion that fills the slice")
  func field() throws {
    let grid = VoxelGrid(shape: Voxel(200, 150, 3), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let plane = DisplayPlane(.axial, of: grid)
    let corner = SliceField(around: 0..<5, 0..<5, plane, of: grid)
    #expect(corner.origin == .zero && corner.columns == 0..<40 && corner.rows == 0..<40)
    let whole = SliceField(around: 0..<200, 0..<150, plane, of: grid)
    #expect(whole.columns == 0..<200 && whole.rows == 0..<150)
    #expect(whole.origin == SIMD2(0, -25) && whole.corner == SIMD2(0, 37.5))
    let small = VoxelGrid(shape: Voxel(10, 10, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let all = SliceField(around: 3..<4, 3..<4, DisplayPlane(.axial, of: small), of: small)
    #expect(all.columns == 0..<10 && all.step == SIMD2(30, 30))
  }

  @Test("A lesion of the prediction alone is shown where it is largest; one of neither is not")
  func extra() throws {
    let masks = masks()
    let extra = try #require(
      SliceSection(
        of: .init(reference: nil, prediction: 7), reference: masks.reference,
        prediction: masks.prediction))
    #expect(extra.slice == 0 && extra.reference.lesion.isEmpty && !extra.reference.others.isEmpty)
    #expect(
      SliceSection(
        of: .init(reference: 9, prediction: nil), reference: masks.reference,
        prediction: masks.prediction) == nil)
  }

  @Test("An image of another shape, or without the piece, is not shown")
  func unfit() throws {
    let section = try #require(largest(masks()))
    let other = VoxelGrid(shape: Voxel(4, 4, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let small = Volume(grid: other, voxels: [Int16](repeating: 0, count: 64))
    #expect(SliceFigure(section, image: small).picture == nil)
    #expect(SliceFigure(section, image: masks().image.first(slices: 3)).picture == nil)
    #expect(SliceFigure(section, image: masks().image.first(slices: 4)).picture != nil)
  }

  @Test(
    "The window is what a reader would take",
    arguments: [
      (Int16(-800), Int16(20), "lung window, W 1500 L −600 HU"),
      (40, 60, "soft window, W 400 L 40 HU"),
      (-1000, 60, "soft window, W 400 L 40 HU"),
      (60, 700, "bone window, W 2500 L 480 HU"),
    ])
  func window(around: Int16, inside: Int16, expected: String) throws {
    let (reference, prediction, _) = masks()
    let section = try #require(largest((reference, prediction, masks().image)))
    let shape = reference.grid.shape
    var voxels = [Int16](repeating: around, count: shape.x * shape.y * shape.z)
    reference.forEachLabelled { voxel, _ in voxels[reference.grid.offset(voxel)] = inside }
    let figure = SliceFigure(section, image: Volume(grid: reference.grid, voxels: voxels))
    #expect(figure.windowText?.replacing("\u{A0}", with: " ") == expected)
  }

  @Test("Stored bytes are shown as they are")
  func bytes() throws {
    let masks = masks()
    let section = try #require(largest(masks))
    let count = masks.reference.grid.count
    let volume = Volume(
      grid: masks.reference.grid, voxels: [UInt8](repeating: 51, count: count))
    let figure = SliceFigure(section, image: volume)
    #expect(figure.windowText == "grey levels 0 to 255")
    #expect(figure.picture?.pixels.allSatisfy { $0 == 51 } == true)
  }

  @Test("More pixels than a page shows are averaged")
  func averaged() throws {
    let grid = VoxelGrid(shape: Voxel(1000, 600, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let plane = DisplayPlane(.axial, of: grid)
    let voxels = (0..<600_000).map { Int16($0 % 1000 % 2 == 0 ? -160 : 240) }
    let picture = SlicePicture(
      Volume(grid: grid, voxels: voxels), plane, slice: 0, columns: 0..<1000, rows: 0..<600,
      window: IntensityWindow.Preset.soft.window)
    #expect(picture.width == 333 && picture.height == 200)
    #expect(picture.pixels.allSatisfy { (80...175).contains($0) })
  }
}
