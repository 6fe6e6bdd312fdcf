import Inference
import Synchronization
import Testing

@Suite struct ForwardTests {
  let model: LiteENSAM
  let input: Tensor
  let endpoints: (SIMD3<Float>, SIMD3<Float>) = ([9, 11, 8], [9, 20.5, 14])

  init() throws {
    model = try LiteENSAM(
      contentsOf: GoldenTests.folder.appending(path: "golden-weights.safetensors").path)
    var numbers = SeededNumbers(seed: 1)
    input = Tensor(
      shape: [2, 16, 24, 8],
      elements: numbers.tensor([2, 16, 24, 8]).elements.map { 0.5 + 0.5 * $0 })
  }

  @Test func givesOneLogitForEachVoxel() throws {
    let logits = try model.forward(input, endpoints: endpoints)
    #expect(logits.shape == [1, 16, 24, 8])
    #expect(logits.elements.allSatisfy { $0.isFinite })
  }

  @Test func doesNotDependOnTheOrderOfTheEndpoints() throws {
    let there = try model.forward(input, endpoints: endpoints)
    let back = try model.forward(input, endpoints: (endpoints.1, endpoints.0))
    #expect(relativeError(there.elements, back.elements) < 1e-5)
  }

  @Test func dependsOnTheEndpoints() throws {
    let here = try model.forward(input, endpoints: endpoints)
    let elsewhere = try model.forward(input, endpoints: ([1, 2, 3], [1, 2, 7]))
    #expect(relativeError(here.elements, elsewhere.elements) > 1e-3)
  }

  @Test func doesNotDependOnTheThreads() throws {
    let one = try model.forward(input, endpoints: endpoints, threads: 1)
    for threads in [0, 2, 3, 16] {
      let many = try model.forward(input, endpoints: endpoints, threads: threads)
      let isSame = one.elements == many.elements
      #expect(isSame, "\(threads) threads")
    }
  }

  /// The smallest input, where the coarsest map is a single voxel.
  @Test func runsOnTheSmallestInput() throws {
    let logits = try model.forward(
      Tensor(shape: [2, 8, 8, 8], repeating: 0.5), endpoints: ([0, 0, 0], [0, 7, 7]), threads: 2)
    #expect(logits.shape == [1, 8, 8, 8] && logits.elements.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [
    [2, 16, 24], [1, 16, 24, 8], [3, 16, 24, 8], [2, 16, 20, 8], [2, 0, 24, 8], [2, 16, 24, 8, 1],
  ]) func refusesAnInputOfAnotherShape(shape: [Int]) throws {
    let error = try #require(throws: LiteENSAM.InputError.self) {
      try model.forward(Tensor(shape: shape, repeating: 0), endpoints: endpoints)
    }
    #expect("\(error)".contains("\(shape)") && "\(error)".contains("multiples of 8"))
  }

  @Test func refusesEndpointsThatAreNotFinite() {
    #expect(throws: LiteENSAM.InputError.endpointNotFinite) {
      try model.forward(input, endpoints: (endpoints.0, [0, .nan, 0]))
    }
  }

  /// Wherever it is told to stop, it stops there: it asks a few more times, once for each thread,
  /// and reports no further stage. Every place is tried, until a pass comes through.
  @Test(arguments: [1, 2]) func stopsWhenCancelled(threads: Int) throws {
    for questions in 0..<100_000 {
      let asked = Atomic(0)
      var stagesAfter = 0
      let isCancelled = { @Sendable in
        asked.wrappingAdd(1, ordering: .relaxed).oldValue >= questions
      }
      do {
        _ = try model.forward(
          input, endpoints: endpoints, threads: threads, isCancelled: isCancelled,
          progress: { _, _ in
            if asked.load(ordering: .relaxed) > questions { stagesAfter += 1 }
          })
        #expect(questions > 100, "it hardly ever asks")
        return
      } catch {
        #expect(error is CancellationError)
      }
      #expect(asked.load(ordering: .relaxed) <= questions + threads)
      #expect(stagesAfter == 0)
    }
    Issue.record("no pass came through")
  }
}
