import Foundation
import Imaging
import Testing

/// Every way to store a grid along the patient's axes, 6 permutations x 8 flips, with a spacing in mm
/// along R, A, S.
func storedOrientations(spacing: SIMD3<Double> = SIMD3(2, 2, 2)) -> [Affine] {
  let permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
  return permutations.flatMap { permutation in
    (0..<8).map { flips in
      let columns: [SIMD3<Double>] = (0..<3).map { axis in
        var column = SIMD3<Double>.zero
        let length = spacing[permutation[axis]]
        column[permutation[axis]] = flips & (1 << axis) == 0 ? length : -length
        return column
      }
      return Affine(columns: (columns[0], columns[1], columns[2]), translation: .zero)
    }
  }
}

@Suite struct OrientationTests {
  @Test func fortyEightOrientationsHaveFortyEightCodes() {
    let codes = Set(storedOrientations().map { Orientation($0).code })
    #expect(codes.count == 48)
    #expect(Orientation(Affine(spacing: SIMD3(1, 1, 1))).code == "RAS")
  }

  @Test func axialSlicesShowTheRightOnTheLeftAndAnteriorUp() {
    for affine in storedOrientations() {
      let grid = VoxelGrid(shape: Voxel(5, 6, 7), affine: affine)
      let plane = DisplayPlane(.axial, of: grid)
      let origin = affine(plane.voxel(column: 0, row: 0, slice: 0))
      let right = affine(plane.voxel(column: 1, row: 0, slice: 0)) - origin
      let down = affine(plane.voxel(column: 0, row: 1, slice: 0)) - origin
      let next = affine(plane.voxel(column: 0, row: 0, slice: 1)) - origin
      #expect(right == SIMD3(-2, 0, 0), "columns run to the patient's left")
      #expect(down == SIMD3(0, -2, 0), "rows run to posterior")
      #expect(next == SIMD3(0, 0, 2), "slices run upwards")
      #expect((plane.leftLetter, plane.rightLetter) == ("R", "L"))
      #expect((plane.topLetter, plane.bottomLetter) == ("A", "P"))
    }
  }

  @Test func coronalAndSagittalSlicesStandUpright() {
    for affine in storedOrientations() {
      let grid = VoxelGrid(shape: Voxel(5, 6, 7), affine: affine)
      let coronal = DisplayPlane(.coronal, of: grid)
      let sagittal = DisplayPlane(.sagittal, of: grid)
      #expect((coronal.leftLetter, coronal.topLetter) == ("R", "S"))
      #expect((sagittal.leftLetter, sagittal.topLetter) == ("A", "S"))
      let origin = affine(sagittal.voxel(column: 0, row: 0, slice: 0))
      let right = affine(sagittal.voxel(column: 1, row: 0, slice: 0)) - origin
      #expect(right == SIMD3(0, -2, 0), "columns run to posterior")
    }
  }

  @Test func positionsInvertVoxels() {
    for affine in storedOrientations() {
      let grid = VoxelGrid(shape: Voxel(5, 6, 7), affine: affine)
      for kind in Plane.allCases {
        let plane = DisplayPlane(kind, of: grid)
        let voxel = Voxel(3, 1, 4)
        let (column, row, slice) = plane.position(of: voxel)
        #expect(plane.voxel(column: column, row: row, slice: slice) == voxel)
      }
    }
  }

  /// Turned by 50 degrees about z and then 40 about x, an arg-max for each axis names one patient
  /// axis twice; the assignment as a whole cannot.
  @Test func obliqueGridsGetThreeDifferentAxes() {
    let (a, b) = (50 * Double.pi / 180, 44 * Double.pi / 180)
    let x = SIMD3(cos(a), sin(a), 0)
    let y = SIMD3(-sin(a) * cos(b), cos(a) * cos(b), sin(b))
    let z = SIMD3(sin(a) * sin(b), -cos(a) * sin(b), cos(b))
    let orientation = Orientation(Affine(columns: (x, y, z), translation: .zero))
    #expect(Set(orientation.axes).count == 3)
    #expect(orientation.isOblique)
    #expect(orientation.obliquity > 40 && orientation.obliquity < 60)
  }

  @Test func anUnknownOrientationShowsNoLetters() {
    let grid = VoxelGrid(
      shape: Voxel(2, 2, 2), affine: Affine(spacing: SIMD3(1, 1, 1)), hasKnownOrientation: false)
    #expect(DisplayPlane(.axial, of: grid).leftLetter == "?")
  }
}
