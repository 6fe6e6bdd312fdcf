import Foundation
import ImageFiles
import Inference
import Testing

/// The engine against the PyTorch model, stage by stage.
///
/// `Weights/recipe/golden.py` runs a small network of random weights and writes what it computes
/// at each stage; every stage here must say the same.
@Suite struct GoldenTests {
  static let regenerate = "run `python Weights/recipe/golden.py` and commit what it writes"
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")
  static let recipe = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Weights/recipe").standardized

  static let weights = folder.appending(path: "golden-weights.safetensors").path

  let golden: SafeTensors

  init() throws {
    golden = try SafeTensors(
      contentsOf: Self.folder.appending(path: "golden-stages.safetensors").path)
  }

  @Test func goldenFilesBelongToTheRecipe() throws {
    let sources = try ["model.py", "field.py", "pipeline.py", "golden.py"].map {
      try Data(contentsOf: Self.recipe.appending(path: $0))
    }
    let digest = SHA256.hexadecimal(of: sources.reduce(Data(), +))
    #expect(
      golden.metadata["recipe_sha256"] == digest,
      "the golden numbers were made by another recipe: \(Self.regenerate)")
  }

  @Test(arguments: KernelRun.available, [1, 3])
  func everyStageAgreesWithPyTorch(instructionSet: InstructionSet, threads: Int) throws {
    let model = try LiteENSAM(contentsOf: Self.weights, instructionSet: instructionSet)
    let points = try golden.tensor(named: "points")
    let end = { (row: Int) in
      SIMD3(points[row * 3], points[row * 3 + 1], points[row * 3 + 2])
    }
    var seen: Set = ["input", "points"]
    let compare = { (stage: LiteENSAM.Stage) in
      seen.insert(stage.name)
      guard let expected = try? golden.tensor(named: stage.name) else {
        Issue.record("no golden numbers for \(stage.name): \(Self.regenerate)")
        return
      }
      #expect(stage.output.shape == expected.shape, "\(stage.name)")
      let error = relativeError(stage.output.elements, expected.elements)
      #expect(error <= (stage.name == "logits" ? 1e-3 : 1e-4), "\(stage.name): \(error)")
    }
    _ = try model.forward(
      golden.tensor(named: "input"), endpoints: (end(0), end(1)), threads: threads,
      observer: compare)
    #expect(seen == Set(golden.names))
  }
}
