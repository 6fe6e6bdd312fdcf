import Foundation

/// DeepMind's surface-distance in a virtual environment of its own, which is made once, where the
/// network allows, and kept in the cache folder; it can be deleted at any time.
enum PythonPackage {
  private static let requirements = ["numpy", "scipy", "surface-distance-based-measures==0.1"]

  private static let folder: URL = {
    let variables = ProcessInfo.processInfo.environment
    let cache =
      variables["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }.map { URL(filePath: $0) }
      ?? URL(filePath: variables["HOME"] ?? "/tmp").appending(path: ".cache")
    return cache.appending(path: "caliper-tests/surface-distance-0.1")
  }()

  private static let python = folder.appending(path: "bin/python").path

  static let isAvailable: Bool = {
    let check = [
      "-c",
      "import numpy, scipy.ndimage, importlib.metadata as m; "
        + "m.version('surface-distance-based-measures')",
    ]
    if run(check) { return true }
    try? FileManager.default.removeItem(at: folder)
    return start("/usr/bin/env", ["python3", "-m", "venv", folder.path])
      && run(
        ["-m", "pip", "install", "--quiet", "--timeout", "10", "--retries", "1"] + requirements)
      && run(check)
  }()

  /// - Returns: whether it ended well.
  static func run(_ arguments: String...) -> Bool { run(arguments) }

  private static func run(_ arguments: [String]) -> Bool { start(python, arguments) }

  private static func start(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
