import Annotations
import Foundation
import Imaging
import Testing

@Suite struct SessionDocumentTests {
  private let grid = VoxelGrid(
    shape: Voxel(64, 48, 20),
    affine: Affine(
      columns: (SIMD3(-0.7, 0, 0), SIMD3(0, -0.7, 0), SIMD3(0, 0, 2.5)),
      translation: SIMD3(22, 17, -400)))

  private func document() -> SessionDocument {
    let measurement = LesionMeasurement(
      label: 1, voxels: 1200, volumeCubicMillimetres: 1470.1234567, longAxisMillimetres: 15.66,
      shortAxisMillimetres: 9.1, meanHU: 41.25, standardDeviationHU: 12, slices: 7,
      longAxis: nil)
    return SessionDocument(
      software: "caliper test", image: .init(file: "ct.nii.gz", grid: grid),
      lesions: [
        .init(
          label: 1, a: Voxel(10, 20, 7), b: Voxel(30, 20, 7), grid: grid,
          measurement: measurement),
        .init(label: 2, a: Voxel(1, 2, 3), b: nil, grid: grid),
      ])
  }

  @Test func aDocumentSurvivesJSON() throws {
    let written = document()
    let read = try SessionDocument(json: written.json())
    #expect(read == written)
    #expect(read.lesions[0].aMillimetres == [15, 3, -382.5])
    #expect(read.lesions[0].diameterMillimetres == 14)
    #expect(read.lesions[0].measurement?.volumeMillilitres == 1.470123)
    let ends = try read.lesions[1].ends()
    #expect(ends.a == Voxel(1, 2, 3) && ends.b == nil)
  }

  @Test func aHandWrittenPromptFileNeedsLabelAndEndsAlone() throws {
    let json = #"{"lesions": [{"label": 3, "a": [1, 2, 5], "b": [9, 2, 5]}]}"#
    let diameters = try SessionDocument(json: Data(json.utf8)).diameters(for: grid)
    #expect(diameters.count == 1)
    #expect(diameters[0].label == 3)
    #expect(diameters[0].diameter == Diameter(Voxel(1, 2, 5), Voxel(9, 2, 5)))
  }

  @Test(arguments: [
    (#"{"lesions": [{"label": 1, "a": [1, 2], "b": [9, 2, 5]}]}"#, "three voxel indices"),
    (#"{"lesions": [{"label": 1, "a": [1, 2, 5]}]}"#, "only part of a diameter"),
    (#"{"lesions": []}"#, "names no lesion"),
    (#"{"lesion": []}"#, "\"lesions\" is missing"),
    (#"{"lesions": [{"label": "one"}]}"#, "lesions.[0].label has the wrong type"),
    ("ct.nii.gz", "it is not JSON"),
    (#"{"format": "other", "lesions": []}"#, "its format is \"other\""),
    (#"{"version": 99, "lesions": []}"#, "newer version"),
    (#"{"image": {"file": "x", "shape": [1, 2, 3], "affine": []}, "lesions": []}"#, "1 x 2 x 3"),
  ])
  func whatIsWrongIsSaid(json: String, expected: String) {
    do {
      _ = try SessionDocument(json: Data(json.utf8)).diameters(for: grid)
      Issue.record("\(json) was accepted")
    } catch {
      let text = String(describing: error)
      #expect(text.contains(expected), "\(text)")
    }
  }
}

@Suite struct StateFolderTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("caliper-state-\(UUID().uuidString)")
  private let study = URL(fileURLWithPath: "/data/Müller/ct 1.nii.gz")

  private var state: StateFolder { StateFolder(environment: ["XDG_STATE_HOME": folder.path]) }

  private func document(_ label: Int) -> SessionDocument {
    let grid = VoxelGrid(shape: Voxel(4, 4, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))
    return SessionDocument(
      software: "caliper test", image: .init(file: "ct.nii.gz", grid: grid),
      lesions: [.init(label: label, a: Voxel(0, 0, 0), b: Voxel(1, 0, 0), grid: grid)])
  }

  @Test func theFolderFollowsTheEnvironment() {
    #expect(state.url.path == folder.path + "/caliper")
    // A relative path is to be ignored.
    let home = StateFolder(environment: ["XDG_STATE_HOME": "state", "HOME": "/home/reader"])
    #expect(home.url.path == "/home/reader/.local/state/caliper")
  }

  @Test func whatADeadViewerLeftIsFoundAndReadBack() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // A process that has ended: its number is free again, or at least no viewer's.
    let dead = Process()
    dead.executableURL = URL(fileURLWithPath: "/bin/true")
    try dead.run()
    dead.waitUntilExit()
    // Named as journals are, which is how former versions named them.
    func write(_ label: Int, process: Int32) throws -> URL {
      let journal = try state.journal(for: study, software: "caliper test", process: process).url
      let file = journal.deletingPathExtension().appendingPathExtension("json")
      try FileManager.default.createDirectory(at: state.url, withIntermediateDirectories: true)
      try document(label).json().write(to: file)
      return file
    }
    let left = try write(7, process: dead.processIdentifier)
    let alive = try write(8, process: getpid())

    let found = state.abandonedAutosaves(for: study)
    #expect(found.map(\.url.lastPathComponent) == [left.lastPathComponent])
    #expect(try found[0].read() == document(7))
    #expect(state.abandonedAutosaves(for: URL(fileURLWithPath: "/data/other.nii.gz")).isEmpty)

    found[0].remove()
    found[0].remove()
    #expect(state.abandonedAutosaves(for: study).isEmpty)
    #expect(try SessionDocument(json: Data(contentsOf: alive)) == document(8))
  }
}
