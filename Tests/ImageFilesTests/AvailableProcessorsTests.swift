import Foundation
import ImageFiles
import Testing

/// Control groups are made up in a folder.
@Suite struct AvailableProcessorsTests {
  @Test(arguments: [
    // (what the groups say, the processors of an affinity of 8)
    (["cpu.max": "max 100000"], 8), (["cpu.max": "200000 100000"], 2),
    (["cpu.max": "150000 100000"], 2), (["cpu.max": "10000 100000"], 1),
    (["cpu.max": "1600000 100000"], 8), (["cpu.max": "nonsense"], 8), ([:], 8),
    // The stricter of a group and what holds it.
    (["cpu.max": "400000 100000", "a/cpu.max": "300000 100000", "a/b/cpu.max": "max 100000"], 3),
  ]) func followTheQuotaOfVersion2(files: [String: String], expected: Int) throws {
    let root = try folder(files)
    defer { try? FileManager.default.removeItem(atPath: root) }
    let processors = AvailableProcessors(affinity: 8, groupRoot: root, membership: "0::/a/b\n")
    #expect(processors.count == expected)
  }

  @Test(arguments: [("-1", 8), ("250000", 3)]) func followTheQuotaOfVersion1(
    quota: String, expected: Int
  ) throws {
    let root = try folder([
      "cpu/box/cpu.cfs_quota_us": quota, "cpu/box/cpu.cfs_period_us": "100000",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let membership = "5:memory:/box\n4:cpu,cpuacct:/box\n"
    let processors = AvailableProcessors(affinity: 8, groupRoot: root, membership: membership)
    #expect(processors.count == expected)
  }

  @Test func areAtLeastOneOnThisMachine() {
    #expect(AvailableProcessors().count >= 1)
  }

  private func folder(_ files: [String: String]) throws -> String {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = root.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: file)
    }
    return root.path
  }
}
