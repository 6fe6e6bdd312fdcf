import Foundation
import ImageFiles
import Imaging
import Testing

/// Real cases, in the folder that `CALIPER_SHARED` names.
@Suite(
  "Segmenting folders of real cases", .enabled(if: Program.isBuilt, "needs the built program"),
  .enabled(if: Program.hasSample, "needs the sample and the weights"),
  .enabled(if: SharedLesions.arePresent, "needs the lesions of CALIPER_SHARED"))
struct FolderOnSharedDataTests {
  @Test("The index's rows are diameters as they are; parts give the same bytes")
  func index() throws {
    let place = try Workplace()
    let index = SharedLesions.folder.appendingPathComponent("index.tsv").path
    for lesion in try SharedLesions.firstOfEachSource() {
      let folder = place.url("in/\(lesion.source)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for half in ["ct", "mask"] {
        let name = "\(lesion.name)_\(half).nii.gz"
        try FileManager.default.createSymbolicLink(
          at: folder.appendingPathComponent(name),
          withDestinationURL: SharedLesions.folder.appendingPathComponent(
            "val/\(lesion.source)/\(name)"))
      }
    }
    let whole = try place.segment("in", "whole", "--prompts", index)
    #expect(whole.code == 0, "\(whole.messages)")
    #expect(whole.messages.contains("entries for cases that are not in the folder passed over"))
    for part in ["1", "0"] {
      let run = try place.segment(
        "in", "parts", "--prompts", index, "--num-parts", "2", "--part-id", part)
      #expect(run.code == 0, "\(run.messages)")
    }
    #expect(try Program.run("merge", place.url("parts").path).code == 0)
    let results = try place.results("whole")
    #expect(try place.results("parts") == results)
    #expect(results.masks.count == 3)

    for (one, lesion) in zip(
      try FolderResults.cases(in: place.url("whole")), try SharedLesions.firstOfEachSource())
    {
      #expect(one["case"] as? String == "\(lesion.source)/\(lesion.name)")
      let found = try #require((one["lesions"] as? [[String: Any]])?.first)
      let placed = try #require(found["placed_diameter_mm"] as? Double)
      #expect(abs(placed - lesion.length) < 0.06)
    }
  }

  @Test("A FLARE archive's mask lies on the archive's grid, over its truth")
  func archive() throws {
    let place = try Workplace()
    let source = SharedLesions.folder.deletingLastPathComponent().appendingPathComponent(
      "flare_npz")
    let names = try FileManager.default.contentsOfDirectory(atPath: source.path).sorted()
    let name = try #require(names.first { $0.hasSuffix(".npz") })
    let path = source.appendingPathComponent(name).path
    let truth = try ImageFileReader().readMask(path)
    // The truth's longest line in its fullest slice, along x.
    let slices = Dictionary(grouping: truth.labelledVoxels, by: \.z)
    let slice = try #require(slices.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) })
    let rows = Dictionary(grouping: slice.value, by: \.y)
    let row = try #require(rows.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) })
    let ends = row.value.map(\.x).sorted()
    let stem = String(name.dropLast(".npz".count))
    try place.write(
      "case,x1,y1,x2,y2,z\n\(stem),\(ends[0]),\(row.key),\(ends[ends.count - 1]),\(row.key),"
        + "\(slice.key)\n", to: "table.csv")
    try FileManager.default.createDirectory(at: place.url("in"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: place.url("in/\(name)"), withDestinationURL: URL(fileURLWithPath: path))
    let run = try place.segment("in", "out", "--prompts", place.url("table.csv").path)
    #expect(run.code == 0, "\(run.messages)")
    let mask = try ImageFileReader().readMask(place.url("out/\(stem).nii.gz").path)
    #expect(mask.grid == truth.grid)
    let shared = truth.labelledVoxels.filter { mask[$0] != 0 }.count
    let dice = 2 * Double(shared) / Double(truth.count(of: 1) + mask.count(of: 1))
    #expect(dice > 0.5, "\(dice)")
  }
}

extension Mask {
  fileprivate var labelledVoxels: [Voxel] {
    var voxels: [Voxel] = []
    forEachLabelled { voxel, _ in voxels.append(voxel) }
    return voxels
  }
}
