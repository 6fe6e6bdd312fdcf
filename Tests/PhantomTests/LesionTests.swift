import Imaging
import Phantom
import Testing

@Suite struct LesionTests {
  private static let indices = Array(LesionSpecification.standard.indices)

  @Test func everyLesionIsThereOnce() throws {
    let study = try PhantomStudy.shared.get()
    let standard = LesionSpecification.standard
    #expect(study.lesions.map(\.name) == standard.map(\.name))
    #expect(study.lesions.map(\.organ) == standard.map(\.organ))
    #expect(study.mask.presentLabels == study.lesions.map(\.label))
  }

  @Test(arguments: indices)
  func volumeIsThatOfTheSphereAskedFor(index: Int) throws {
    let study = try PhantomStudy.shared.get()
    let lesion = study.lesions[index]
    let diameter = Double(LesionSpecification.standard[index].equivalentDiameter)
    let sphere = Double.pi / 6 * diameter * diameter * diameter / 1000
    #expect(abs(lesion.volumeMillilitres / sphere - 1) < 0.2, "\(lesion.name)")
    #expect(study.mask.count(of: lesion.label) == lesion.voxels)
    #expect(
      abs(Double(lesion.voxels) * study.mask.grid.voxelVolume / 1000 - lesion.volumeMillilitres)
        < 1e-9)
  }

  @Test(arguments: indices)
  func diameterIsTheLongAxisOfTheLargestSlice(index: Int) throws {
    let study = try PhantomStudy.shared.get()
    let lesion = study.lesions[index]
    let (a, b) = (lesion.diameter.a, lesion.diameter.b)
    #expect(a.z == b.z)
    #expect(study.mask[a] == lesion.label)
    #expect(study.mask[b] == lesion.label)
    let slices = Dictionary(grouping: study.labelled(lesion.label), by: \.z)
    let slice = try #require(slices[a.z])
    #expect(slice.count == slices.values.map(\.count).max())
    let affine = study.volume.grid.affine
    let length = affine.distance(a, b)
    let longest = slice.lazy.flatMap { p in slice.lazy.map { affine.distance(p, $0) } }.max()
    #expect(length == longest)
    let diameter = Double(LesionSpecification.standard[index].equivalentDiameter)
    #expect(length > 0.75 * diameter && length < 1.7 * diameter, "\(lesion.name): \(length) mm")
  }

  @Test(arguments: indices)
  func theMaskFitsThePicture(index: Int) throws {
    let study = try PhantomStudy.shared.get()
    let lesion = study.lesions[index]
    let specification = LesionSpecification.standard[index]
    let core = study.coreHU(of: lesion.label)
    let mean = core.reduce(0, +) / Double(core.count)
    let expected = Double(specification.coreHU + specification.rimHU) / 2
    // In the lung the blur of the edge reaches one voxel deep into the contrast of 900 HU.
    let tolerance = specification.organ == .lung ? 90.0 : 18.0
    #expect(abs(mean - expected) < tolerance, "\(lesion.name): \(mean) HU")
  }

  @Test func lesionsLieInTheirOrgans() throws {
    let study = try PhantomStudy.shared.get()
    for lesion in study.lesions {
      let shell = study.shellHU(of: lesion.label)
      func share(_ range: ClosedRange<Double>) -> Double {
        Double(shell.filter { range.contains($0) }.count) / Double(shell.count)
      }
      let lung = share(-1024 ... -600)
      let fat = share(-160 ... -40)
      switch lesion.organ {
      case .lung where lesion.name.contains("nodule"):
        #expect(lung > 0.9, "\(lesion.name): \(lung)")
      case .lung:
        // Touches the pleura: lung on one side, chest wall on the other.
        #expect(lung > 0.5 && lung < 0.95, "\(lesion.name): \(lung)")
        #expect(share(-160...1000) > 0.04, "\(lesion.name)")
      case .liver:
        #expect(share(70...200) > 0.95, "\(lesion.name)")
      case .mediastinum, .retroperitoneum:
        #expect(fat > 0.2, "\(lesion.name): \(fat)")
      case .kidney:
        // Half in the kidney, half in the fat around it.
        #expect(fat > 0.2, "\(lesion.name): \(fat)")
        #expect(share(105...240) > 0.15, "\(lesion.name)")
      }
    }
  }

  @Test func noLesionLiesOnTheCutOfTheFieldOfView() throws {
    let study = try PhantomStudy.shared.get()
    let inner = study.volume.grid.box.expanded(by: -2)
    study.mask.forEachLabelled { voxel, _ in #expect(inner.contains(voxel)) }
  }
}
