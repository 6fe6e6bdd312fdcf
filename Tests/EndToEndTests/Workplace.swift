import Foundation
import ImageFiles
import Imaging

/// A folder of its own for one test, removed with it: studies, what is saved beside them, and the
/// state folder where unsaved work is kept.
final class Workplace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("caliper-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }

  /// What viewers have written in the state folder.
  private var stateFiles: [String] {
    let state = url("state/caliper").path
    return (try? FileManager.default.contentsOfDirectory(atPath: state))?.sorted() ?? []
  }

  /// What the next viewer would find of those that run or died: not the journals of clean exits.
  func leftBehind() -> [String] { stateFiles.filter { !$0.hasSuffix(".done.journal") } }

  /// The journals of clean exits.
  func doneJournals() -> [URL] {
    stateFiles.filter { $0.hasSuffix(".done.journal") }
      .map { url("state/caliper").appendingPathComponent($0) }
  }

  /// The journal of the one viewer that runs or died.
  func journal() throws -> URL {
    guard let name = leftBehind().first, leftBehind().count == 1 else {
      throw ViewerSession.Failed(description: "not one journal: \(leftBehind())")
    }
    return url("state/caliper").appendingPathComponent(name)
  }

  /// Writes "ball.nii.gz": a ball of soft tissue in air, small enough to load at once. Voxels of
  /// 1 x 1 x 2 mm, axes to the left, to posterior and to superior.
  func makeBall() throws {
    let shape = Voxel(64, 48, 20)
    let affine = Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 2)), translation: SIMD3(32, 24, -20))
    var voxels: [Int16] = []
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        for x in 0..<shape.x {
          let (dx, dy, dz) = (x - 32, y - 24, 2 * (z - 10))
          voxels.append(dx * dx + dy * dy + dz * dz < 225 ? 40 : -1000)
        }
      }
    }
    let volume = Volume(grid: VoxelGrid(shape: shape, affine: affine), voxels: voxels)
    try ImageFileWriter.writeVolume(volume, to: url("ball.nii.gz").path)
  }

  /// Writes the reader's configuration file.
  func configure(_ text: String) throws {
    let folder = url("config/caliper")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: folder.appendingPathComponent("config"), atomically: true, encoding: .utf8)
  }

  /// Compiles a description of a terminal with 24-bit colours, "xterm-direct", into the folder
  /// "terminfo": not every system has it.
  func compileDirectColor() throws {
    let source = """
      xterm-direct|xterm with 24-bit colours,
      \tRGB, colors#0x1000000, pairs#0x7FFF, ccc@, initc@, oc@,
      \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
      \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
      \tuse=xterm-256color,

      """
    try Data(source.utf8).write(to: url("direct.src"))
    let tic = Process()
    tic.executableURL = URL(fileURLWithPath: Program.tic)
    tic.arguments = ["-x", "-o", url("terminfo").path, url("direct.src").path]
    try tic.run()
    tic.waitUntilExit()
    guard tic.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  /// Copies the package's sample here, as "phantom.nii.gz".
  func copySample() throws {
    try FileManager.default.copyItem(at: Program.sample, to: url("phantom.nii.gz"))
  }
}
