import Evaluation
import Foundation
import ImageFiles
import Imaging
import Testing

/// Diameters snapped to real lesions, from ends that are three voxels off.
@Suite struct SectionSearchTests {
  private struct Tally {
    var lesions = 0
    var found = 0
    /// Of the found, and of their rough diameters, those within 10 % of the true length.
    var close = 0
    var roughClose = 0
    /// Found, within 20 %.
    var near = 0
  }

  @Test(.enabled(if: ValidationSet.isPresent))
  func mostSnappedDiametersAreCloserThanRoughOnes() throws {
    var small = Tally()
    var large = Tally()
    for lesion in try ValidationSet.cases() {
      let volume = try ImageFileReader().readVolume(lesion.image).volume
      let truth = lesion.diameter.millimetres(in: volume.grid)
      func within(_ share: Double, _ length: Double) -> Int {
        abs(length - truth) <= share * truth ? 1 : 0
      }
      var tally = truth < 30 ? small : large
      for draw in 0..<4 {
        let rough = EndpointJitter(radius: 3, seed: 5).displaced(
          lesion.diameter, on: volume.grid, lesion: lesion.name, draw: draw)
        tally.lesions += 1
        guard let axes = try? volume.sectionAxes(near: rough) else { continue }
        tally.found += 1
        tally.close += within(0.1, axes.longMillimetres)
        tally.near += within(0.2, axes.longMillimetres)
        tally.roughClose += within(0.1, rough.millimetres(in: volume.grid))
      }
      if truth < 30 { small = tally } else { large = tally }
    }
    print("snapped diameters, under 30 mm: \(small)")
    print("snapped diameters, 30 mm and more: \(large)")
    #expect(Double(small.found) > 0.5 * Double(small.lesions))
    #expect(Double(small.close) > 0.5 * Double(small.found))
    #expect(Double(small.near) > 0.8 * Double(small.found))
    #expect(small.close > small.roughClose)
  }
}
