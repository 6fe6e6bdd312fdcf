import Imaging
import Phantom
import Testing

/// Places are in the phantom's frame: mm to the patient's right, to anterior, to superior.
@Suite struct AnatomyTests {
  @Test(arguments: [
    ("liver", SIMD3(105.0, 20, -40), 100.0...120.0),
    ("spleen", SIMD3(-106, -30, -78), 110...134),
    ("descending aorta", SIMD3(-24, -38, 10), 138...162),
    ("abdominal aorta", SIMD3(-7, -13, -150), 138...162),
    ("inferior vena cava", SIMD3(20, -12, -160), 128...155),
    ("left ventricle", SIMD3(-30, 22, 22), 135...170),
    ("right lung", SIMD3(80, -20, 60), -900 ... -780),
    ("left lung", SIMD3(-80, 40, 90), -900 ... -780),
    ("trachea", SIMD3(2, -4, 150), -1010 ... -930),
    ("vertebral body of L2", SIMD3(0, -42, -134), 100...240),
    ("subcutaneous fat of the flank", SIMD3(151, 0, -160), -125 ... -75),
    ("erector spinae", SIMD3(34, -92, -130), 40...80),
    ("fluid in the stomach", SIMD3(-62, 5, -52), 0...60),
    ("air in the stomach", SIMD3(-52, 44, -76), -1010 ... -900),
    ("air beside the patient", SIMD3(120, 130, 0), -1010 ... -990),
  ])
  func organsHaveTheirAttenuation(
    organ: String, place: SIMD3<Double>, range: ClosedRange<Double>
  ) throws {
    let study = try PhantomStudy.shared.get()
    let hu = study.meanHU(place.x, place.y, place.z)
    #expect(range.contains(hu), "\(organ) has \(hu) HU")
  }

  @Test func kidneysHaveBrightCortexAroundMedulla() throws {
    let study = try PhantomStudy.shared.get()
    for center in [SIMD3(66.0, -42, -134), SIMD3(-66, -40, -118)] {
      let voxels = study.voxels(
        of: VoxelBox(
          lower: study.voxel(center + SIMD3(26, 26, -8)),
          upper: study.voxel(center + SIMD3(-26, -26, 12))))
      let parenchyma = voxels.map { study.volume[$0] }.filter { $0 > 95 && $0 < 230 }
      let cortex = parenchyma.filter { $0 > 160 }.count
      let medulla = parenchyma.filter { $0 < 145 }.count
      #expect(cortex > parenchyma.count / 5)
      #expect(medulla > parenchyma.count / 5)
    }
  }

  @Test func rightIsRight() throws {
    let study = try PhantomStudy.shared.get()
    let grid = study.volume.grid
    // RAS: the first coordinate grows to the patient's right, voxel index x to the left.
    #expect(grid.affine(Voxel(0, 0, 0)).x > grid.affine(Voxel(grid.shape.x - 1, 0, 0)).x)
    // Liver right and spleen left, beside the stomach's level.
    #expect(study.meanHU(105, 20, -40) > 90)
    #expect(study.meanHU(-105, 20, -40) < 0)
    #expect(study.meanHU(-106, -30, -78) > 100)
    // Aorta in front of the spine on the left, vena cava on the right.
    #expect(study.meanHU(-24, -38, 30) > 130)
    #expect(study.meanHU(24, -38, 30) < 100)
    #expect(study.meanHU(21, -14, -110) > 120)
    // Most of the heart lies left of the middle.
    let heart = study.voxels(
      of: VoxelBox(
        lower: study.voxel(SIMD3(80, 70, 20)), upper: study.voxel(SIMD3(-80, -20, 24)))
    ).filter { study.volume[$0] > 80 && study.volume[$0] < 220 }
    let sides = heart.map { grid.affine($0).x - Phantom.origin.x }
    #expect(heart.count > 500)
    #expect(Double(sides.filter { $0 < 0 }.count) > 0.53 * Double(heart.count))
    #expect(-(sides.min() ?? 0) > 1.1 * (sides.max() ?? 0))
    // The patient lies on the table: it is behind.
    #expect(study.meanHU(0, -126, 0, reach: 0) > -960)
    #expect(study.meanHU(0, 126, 0, reach: 0) < -985)
  }
}
