import Foundation
import Testing

/// The recipe's own tests: sampling, loading, exporting, and a training that is resumed.
///
/// `CALIPER_PYTHON` names a Python that has what `Weights/recipe/requirements.txt` lists; without it
/// they are skipped.
@Suite(.enabled(if: Python.hasPyTorch, "no Python with PyTorch: set CALIPER_PYTHON"))
struct RecipeTests {
  @Test func theRecipesOwnTestsPass() throws {
    let (status, output) = try Python.run("-W", "ignore", "-m", "unittest", "test_recipe")
    #expect(status == 0, "\(output)")
    #expect(output.contains("OK"))
  }
}

private enum Python {
  static let hasPyTorch: Bool = {
    let imports = "import torch, nibabel, scipy, safetensors, matplotlib"
    return (try? run("-c", imports))?.status == 0
  }()

  /// Runs it in the recipe's folder.
  static func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    guard let path = ProcessInfo.processInfo.environment["CALIPER_PYTHON"] else { return (1, "") }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = GoldenTests.recipe
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
