import Inference
import Testing

@Suite struct WorkspacePlanTests {
  @Test func buffersThatAreWantedTogetherLieApart() {
    var numbers = SeededNumbers(seed: 11)
    for _ in 0..<50 {
      var plan = WorkspacePlan()
      for index in 0..<20 {
        let first = Int.random(in: 0..<10, using: &numbers)
        plan.reserve(
          "\(index)", floats: Int.random(in: 1...1000, using: &numbers),
          during: first...Int.random(in: first...10, using: &numbers))
      }
      plan.place()
      for (index, a) in plan.buffers.enumerated() {
        #expect(a.offset % 16 == 0 && a.offset + a.floats <= plan.floats)
        for b in plan.buffers[(index + 1)...] where a.steps.overlaps(b.steps) {
          #expect(a.offset + a.floats <= b.offset || b.offset + b.floats <= a.offset)
        }
      }
    }
  }

  @Test func memoryIsSharedByThoseThatAreNot() {
    var plan = WorkspacePlan()
    plan.reserve("first", floats: 1000, during: 0...1)
    plan.reserve("second", floats: 900, during: 2...3)
    plan.reserve("throughout", floats: 10, during: 0...3)
    plan.place()
    #expect(plan["first"] == plan["second"])
    #expect(plan.floats < 1000 + 10 + 200)
  }

  /// What a pass leaves behind serves the next: a second pass maps no memory, nor does a smaller
  /// one.
  @Test func workspacesLiveOn() throws {
    let model = try LiteENSAM(contentsOf: GoldenTests.weights)
    let input = Tensor(shape: [2, 16, 24, 8], repeating: 0.5)
    let small = Tensor(shape: [2, 8, 8, 8], repeating: 0.5)
    let ends: (SIMD3<Float>, SIMD3<Float>) = ([9, 11, 8], [9, 20, 14])
    #expect(model.workspacesMade == 0)
    for input in [input, input, small, input] {
      _ = try model.forward(input, endpoints: ends)
      #expect(model.workspacesMade == 1)
    }
    let plan = model.memoryPlan(depth: 128, height: 128, width: 128, threads: 2)
    #expect(plan.bytes < plan.buffers.reduce(0) { $0 + $1.bytes })
  }
}
