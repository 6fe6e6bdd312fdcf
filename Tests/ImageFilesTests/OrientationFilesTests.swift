import ImageFiles
import Imaging
import Testing

/// One head CT stored in all 48 orientations looks the same in all of them.
@Suite(.enabled(if: Conformance.isPresent, Comment(rawValue: Conformance.absence)))
struct OrientationFilesTests {
  static let rows = Conformance.rows.filter { $0.path.contains("/nifti_space/") }

  /// What is seen of a volume in one plane: every picture, and its letters.
  struct View: Equatable {
    var size: [Int]
    var letters: [Character]
    /// (slices, rows, columns)
    var brightness: [Float]

    init(_ volume: Volume, _ plane: Plane) {
      let plane = DisplayPlane(plane, of: volume.grid)
      size = [plane.slices, plane.rows, plane.columns]
      letters = [plane.leftLetter, plane.rightLetter, plane.topLetter, plane.bottomLetter]
      brightness = []
      var row = [Float](repeating: 0, count: plane.columns)
      for slice in 0..<plane.slices {
        for line in 0..<plane.rows {
          row.withUnsafeMutableBufferPointer {
            volume.readRun(
              from: plane.voxel(column: 0, row: line, slice: slice), axis: plane.columnAxis,
              step: plane.columnFlipped ? -1 : 1, into: $0)
          }
          brightness += row
        }
      }
    }
  }

  @Test(arguments: [
    (Plane.axial, "RLAP"), (.coronal, "RLSI"), (.sagittal, "APSI"),
  ])
  func allLookTheSame(_ plane: Plane, _ letters: String) throws {
    #expect(Self.rows.count == 48)
    let reference = try #require(Self.rows.first { $0.path.hasSuffix("/RAS.nii.gz") })
    let expected = View(try ImageFileReader().readVolume(reference.file).volume, plane)
    #expect(expected.letters == Array(letters))
    // A picture that is no single shade, or all would look the same whatever was done.
    #expect(Set(expected.brightness).count > 100)
    for row in Self.rows {
      let volume = try ImageFileReader().readVolume(row.file).volume
      #expect(Orientation(volume.grid.affine).code == row.orientation)
      #expect(View(volume, plane) == expected, "\(row.path)")
    }
  }

  /// The same patient position has the same value in every file.
  @Test func positionsAgree() throws {
    let reference = try #require(Self.rows.first { $0.path.hasSuffix("/RAS.nii.gz") })
    let expected = try ImageFileReader().readVolume(reference.file).volume
    for row in Self.rows {
      let volume = try ImageFileReader().readVolume(row.file).volume
      for voxel in [Voxel(0, 0, 0), Voxel(20, 40, 30), Voxel(33, 12, 60), Voxel(63, 78, 66)] {
        let position = expected.grid.affine(voxel)
        let index = try #require(volume.grid.affine.voxelIndex(ofMillimetres: position))
        let nearest = index.rounded(.toNearestOrEven)
        #expect((index - nearest).length < 1e-4)
        let other = Voxel(Int(nearest.x), Int(nearest.y), Int(nearest.z))
        #expect(volume[other] == expected[voxel], "\(row.path)")
      }
    }
  }
}
