import Dispatch
import Evaluation
import Foundation
import Synchronization

/// Scores many cases on several processors, and tells how far it has come.
final class EvaluationRun: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var cases: [EvaluatedCase] = []
    /// With the place in the list, so that they can be put in order.
    var problems: [(place: Int, sentence: String)] = []
  }

  private let pairs: [EvaluationPairs.Pair]
  private let evaluator: CaseEvaluator
  private let activity = ActivityLine()
  private let state = Mutex(State())

  init(_ pairs: [EvaluationPairs.Pair], _ evaluator: CaseEvaluator) {
    self.pairs = pairs
    self.evaluator = evaluator
  }

  /// Evaluates every pair; one that fails is told at once, and the others go on.
  ///
  /// - Parameter threads: how many cases are at work at the same time.
  /// - Returns: the cases in any order, and what went wrong in the order of the pairs.
  /// - Throws: `CancellationError`.
  func run(threads: Int) throws -> (cases: [EvaluatedCase], problems: [String]) {
    DispatchQueue.concurrentPerform(iterations: min(threads, pairs.count)) { _ in
      while !evaluator.cancellation.isCancelled, let place = nextPlace() { evaluate(place) }
    }
    activity.finish()
    if evaluator.cancellation.isCancelled { throw CancellationError() }
    return state.withLock { state in
      (
        state.cases,
        state.problems.sorted { $0.place < $1.place }.map(\.sentence)
      )
    }
  }

  private func nextPlace() -> Int? {
    state.withLock { state in
      guard state.next < pairs.count else { return nil }
      state.next += 1
      activity.show("case \(state.next) of \(pairs.count): \(pairs[state.next - 1].name)")
      return state.next - 1
    }
  }

  private func evaluate(_ place: Int) {
    var found: EvaluatedCase?
    var problem: String?
    do {
      let evaluated = try evaluator.evaluate(pairs[place])
      (found, problem) = (evaluated, evaluated.problem)
    } catch let failure as CaseFailure {
      problem = failure.description
    } catch {
      return  // cancelled
    }
    state.withLock { state in
      if let found { state.cases.append(found) }
      guard let problem else { return }
      activity.finish()
      StandardError.print("caliper: \(problem)")
      state.problems.append((place, problem))
    }
  }
}
