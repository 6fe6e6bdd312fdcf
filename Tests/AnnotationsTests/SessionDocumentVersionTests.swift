import Annotations
import Foundation
import Imaging
import Testing

@Suite struct SessionDocumentVersionTests {
  private let grid = VoxelGrid(
    shape: Voxel(64, 48, 20), affine: Affine(spacing: SIMD3(0.7, 0.7, 2.5)))

  private func document() -> SessionDocument {
    SessionDocument(
      software: "caliper test", image: .init(file: "ct.nii.gz", grid: grid),
      lesions: [.init(label: 1, a: Voxel(10, 20, 7), b: Voxel(30, 20, 7), grid: grid)])
  }

  private func keys(_ document: SessionDocument) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: document.json()) as? [String: Any])
  }

  @Test func lesionsWithoutADiameterAreNoPrompts() throws {
    var document = document()
    for (label, finding) in [(2, "absent"), (3, "not evaluable")] {
      var lesion = SessionDocument.Lesion(label: label, a: nil, b: nil, grid: grid)
      lesion.finding = finding
      document.lesions.append(lesion)
    }
    var seen = SessionDocument.Lesion(label: 4, a: nil, b: nil, grid: grid)
    seen.role = .nonTarget
    document.lesions.append(seen)
    let read = try SessionDocument(json: document.json())
    #expect(try read.diameters(for: grid).map { $0.label } == [1])
    document.lesions.removeFirst()
    #expect(throws: SessionError.noLesions) { _ = try document.diameters(for: grid) }
    // A target that is there has both ends.
    document.lesions.append(SessionDocument.Lesion(label: 5, a: nil, b: nil, grid: grid))
    #expect(throws: SessionError.missingEnd(label: 5)) { _ = try document.diameters(for: grid) }
  }

  @Test func whatAReaderSaysIsKept() throws {
    var document = document()
    document.lesions[0].name = "S4 segment"
    document.lesions[0].role = .nonTarget
    document.lesions[0].organ = "liver"
    document.lesions[0].isNode = false
    document.lesions[0].setShortAxis(a: Voxel(20, 16, 7), b: Voxel(20, 26, 7), grid: grid)
    document.lesions[0].maskEdited = true
    document.lesions[0].threshold = -0.5
    document.timepoint = "baseline"
    document.weights = .init(file: "w.safetensors", sha256: String(repeating: "0", count: 64))
    document.stamp(reader: "mm", at: Date(timeIntervalSince1970: 0.25), zone: .gmt)

    let read = try SessionDocument(json: document.json())
    document.version = 2
    #expect(read == document)
    let ends = try read.lesions[0].shortEnds()
    #expect(ends.a == Voxel(20, 16, 7) && ends.b == Voxel(20, 26, 7))

    let lesion = try #require((keys(document)["lesions"] as? [[String: Any]])?.first)
    #expect(lesion["role"] as? String == "nonTarget" && lesion["node"] as? Bool == false)
    #expect(lesion["short_a"] as? [Int] == [20, 16, 7])
    #expect(lesion["short_b_mm"] as? [Double] == [14, 18.2, 17.5])
    #expect(lesion["short_diameter_mm"] as? Double == 7)
    #expect(lesion["mask_edited"] as? Bool == true && lesion["threshold"] as? Double == -0.5)
    let weights = try #require(try keys(document)["weights"] as? [String: String])
    #expect(weights["file"] == "w.safetensors" && weights["sha256"]?.count == 64)
  }

  /// Documents of version 1 are read, and written as such as long as they say no more.
  @Test func theVersionIsTheLowestThatHoldsAll() throws {
    var document = document()
    document.stamp(reader: "mm")
    #expect(try keys(document)["version"] as? Int == 1)
    for change: (inout SessionDocument) -> Void in [
      { $0.timepoint = "baseline" }, { $0.lesions[0].role = .target },
      { $0.lesions[0].organ = "lung" }, { $0.lesions[0].isNode = true },
      { $0.lesions[0].shortA = [1, 2, 3] }, { $0.lesions[0].maskEdited = true },
      { $0.lesions[0].threshold = 1 }, { $0.lesions[0].name = "x" },
    ] {
      var changed = document
      change(&changed)
      #expect(try keys(changed)["version"] as? Int == 2)
      #expect(try SessionDocument(json: changed.json()).lesions == changed.lesions)
    }
    let old = #"{"format": "caliper-session", "version": 1, "lesions": [{"label": 4}]}"#
    let read = try SessionDocument(json: Data(old.utf8))
    #expect(read.version == 1 && read.lesions[0].label == 4 && read.lesions[0].role == nil)
  }

  @Test func timesAreStamped() throws {
    var document = document()
    let zone = try #require(TimeZone(secondsFromGMT: 3600))
    document.stamp(reader: "a", at: Date(timeIntervalSince1970: 0.25), zone: zone)
    document.stamp(reader: "b", at: Date(timeIntervalSince1970: 60), zone: zone)
    #expect(document.created == "1970-01-01T01:00:00.250+01:00")
    #expect(document.modified == "1970-01-01T01:01:00.000+01:00")
    #expect(document.reader == "b")
    #expect(Timestamp.date(of: "1970-01-01T01:00:00.250+01:00")?.timeIntervalSince1970 == 0.25)
    #expect(Timestamp.date(of: "1970-01-01T00:00:07Z")?.timeIntervalSince1970 == 7)
    #expect(Timestamp.date(of: "yesterday") == nil)
    for (text, shown) in [
      ("2025-11-21T14:03:00+01:00", "2025-11-21 14:03 (UTC+01:00)"),
      ("2026-11-21T19:16:30.917Z", "2026-11-21 19:16 (UTC)"),
      ("2026-11-21T19:16:30-03:30", "2026-11-21 19:16 (UTC-03:30)"),
      ("1970-01-01T00:00:07+00:00", "1970-01-01 00:00 (UTC)"), ("yesterday", "yesterday"),
    ] {
      #expect(Timestamp.readable(text) == shown)
    }
  }

  @Test(arguments: [
    (#"{"lesions": [{"label": 1, "role": "main"}]}"#, "bad value at lesions.[0].role"),
    (#"{"lesions": [{"label": 1, "node": "yes"}]}"#, "lesions.[0].node has the wrong type"),
    (#"{"weights": {"file": "x"}, "lesions": []}"#, "\"sha256\" is missing at weights"),
    (#"{"lesions": [{"label": 1, "short_a": [1, 2]}]}"#, "three voxel indices"),
  ])
  func whatIsWrongIsSaid(_ json: String, _ expected: String) throws {
    let error = #expect(throws: SessionError.self) {
      _ = try SessionDocument(json: Data(json.utf8)).lesions.map { try $0.shortEnds() }
    }
    #expect(try #require(error).description.contains(expected))
  }
}
