import Imaging
import Phantom
import Testing

@Suite struct PhantomTests {
  /// A quarter of the default's voxels, all of its anatomy.
  private static let small = Phantom.Options(
    shape: Voxel(96, 96, 48), spacing: SIMD3(4, 4, 8), seed: 7,
    lesions: LesionSpecification.standard.filter { $0.equivalentDiameter > 25 })

  @Test func theSameSeedGivesTheSameBytesEverywhere() throws {
    let first = try Phantom.generate(Self.small)
    let second = try Phantom.generate(Self.small)
    #expect(first.mask == second.mask)
    #expect(first.lesions == second.lesions)
    #expect(hash(first.volume) == hash(second.volume))
    // Fixed when the anatomy was. A change of the anatomy changes it; so would arithmetic that
    // differs between machines or threads, and that is what it stands guard against. A new value
    // is what this expectation prints; Samples/ must then be made again.
    #expect(hash(first.volume) == 16_637_312_906_762_390_069)

    var other = Self.small
    other.seed = 8
    #expect(hash(try Phantom.generate(other).volume) != hash(first.volume))
  }

  @Test func voxelsAreStoredAsCT() throws {
    let study = try Phantom.generate(Self.small)
    let volume = study.volume
    #expect(volume.type == .int16)
    #expect(volume.slope == 1 && volume.intercept == 0)
    #expect(volume.grid.shape == Self.small.shape)
    #expect(volume.grid.spacing == Self.small.spacing)
    #expect(Orientation(volume.grid.affine).forward == [false, false, true])
    #expect(Orientation(volume.grid.affine).axes == PatientAxis.allCases)
    #expect(study.mask.grid == volume.grid)
    let statistics = volume.statistics()
    #expect(statistics.minimum == -1024)
    #expect(statistics.maximum > 300 && statistics.maximum <= 3071)
    for value in values(volume) where value != -1024 {
      #expect(Int(value) % 4 == 0)
    }
  }

  @Test func noiseHasItsAmplitudeAndTheGrainOfCT() throws {
    var options = Phantom.Options(
      shape: Voxel(64, 64, 6), spacing: SIMD3(1, 1, 2), lesions: [], quantisation: 1)
    let noisy = values(try Phantom.generate(options).volume)
    options.noise = 0
    let clean = values(try Phantom.generate(options).volume)
    let noise = zip(noisy, clean).map { Double($0 - $1) }
    // A square inside the reconstructed circle, in the middle of the body.
    var pairs: (here: [Double], right: [Double], above: [Double]) = ([], [], [])
    for z in 0..<5 {
      for y in 12..<52 {
        for x in 12..<52 {
          let i = (z * 64 + y) * 64 + x
          pairs.here.append(noise[i])
          pairs.right.append(noise[i + 1])
          pairs.above.append(noise[i + 64 * 64])
        }
      }
    }
    let variance = covariance(pairs.here, pairs.here)
    #expect(abs(variance.squareRoot() - 12) < 1.5)
    #expect(covariance(pairs.here, pairs.right) / variance > 0.4)
    #expect(abs(covariance(pairs.here, pairs.above) / variance) < 0.08)
  }

  @Test func impossibleOptionsAreRefused() {
    #expect(throws: PhantomError.shape(Voxel(0, 64, 64))) {
      try Phantom.generate(Phantom.Options(shape: Voxel(0, 64, 64)))
    }
    #expect(throws: PhantomError.spacing(SIMD3(1, -1, 1))) {
      try Phantom.generate(Phantom.Options(spacing: SIMD3(1, -1, 1)))
    }
    #expect(throws: PhantomError.quantisation(0)) {
      try Phantom.generate(Phantom.Options(quantisation: 0))
    }
    let lesion = LesionSpecification.standard[0]
    #expect(throws: PhantomError.lesionOutsideFieldOfView(lesion.name)) {
      try Phantom.generate(Phantom.Options(shape: Voxel(8, 8, 8), lesions: [lesion]))
    }
    var nowhere = lesion
    nowhere.center.x = .nan
    #expect(throws: PhantomError.lesionSpecification(lesion.name)) {
      try Phantom.generate(Phantom.Options(lesions: [nowhere]))
    }
    #expect(throws: PhantomError.shape(Voxel(4096, 4096, 4096))) {
      try Phantom.generate(Phantom.Options(shape: Voxel(4096, 4096, 4096)))
    }
    var flat = lesion
    flat.stretch.y = 0
    #expect(throws: PhantomError.lesionSpecification(lesion.name)) {
      try Phantom.generate(Phantom.Options(lesions: [flat]))
    }
  }

  /// FNV-1a over the stored values.
  private func hash(_ volume: Volume) -> UInt64 {
    values(volume).reduce(0xCBF2_9CE4_8422_2325) { hash, value in
      (hash ^ UInt64(UInt16(bitPattern: Int16(value)))) &* 0x100_0000_01B3
    }
  }

  private func values(_ volume: Volume) -> [Float] {
    let shape = volume.grid.shape
    var all = [Float](repeating: 0, count: volume.grid.count)
    all.withUnsafeMutableBufferPointer { all in
      for z in 0..<shape.z {
        for y in 0..<shape.y {
          let start = volume.grid.offset(Voxel(0, y, z))
          volume.readRun(
            from: Voxel(0, y, z), axis: 0,
            into: UnsafeMutableBufferPointer(rebasing: all[start..<start + shape.x]))
        }
      }
    }
    return all
  }

  private func covariance(_ a: [Double], _ b: [Double]) -> Double {
    let count = Double(a.count)
    let meanA = a.reduce(0, +) / count
    let meanB = b.reduce(0, +) / count
    return zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / count
  }
}
