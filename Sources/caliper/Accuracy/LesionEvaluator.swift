import Evaluation
import ImageFiles
import Imaging
import Segmentation

/// Segments the lesions of a CT by the diameters that their true masks imply, and scores the result.
struct LesionEvaluator {
  let segmenter: Segmenter
  /// Of the surfaces, in mm.
  let tolerance: Double
  let jitters: [EndpointJitter]
  /// For each lesion and jitter.
  let draws: Int
  let cancellation: Cancellation

  /// What came of one pair.
  struct Outcome {
    var lesions: [LesionAccuracy] = []
    /// Lesions that could not be prompted, a sentence each.
    var problems: [String] = []
  }

  /// Evaluates every label of a pair's mask. All lesions of a CT are segmented together, as
  /// `segment` does it: a voxel goes to one of them.
  ///
  /// - Parameter progress: how many of the pair's passes are done, and of how many.
  /// - Throws: ``CaseFailure`` or ``ImageFileError`` for files that cannot be used,
  ///   `CancellationError`.
  func evaluate(
    _ pair: LabelledFolder.Pair, progress: (_ done: Int, _ total: Int) -> Void
  ) throws -> Outcome {
    let reader = ImageFileReader()
    let truth = try reader.readMask(pair.mask)
    let image = try reader.open(pair.image)
    let grid = image.header.grid
    guard grid.matches(truth.grid, tolerance: 0.1) else {
      throw CaseFailure(
        "\(SafeText.escaped(pair.mask)): the mask lies on another grid than its CT; resample it to "
          + "the CT's.")
    }
    var outcome = Outcome()
    let exact = try prompts(of: truth, pair, &outcome.problems)
    if exact.isEmpty { return outcome }

    let rounds = self.rounds(of: exact, pair, on: grid)
    let volumes = try image.readParts(boxes(of: rounds, on: grid))
    // By round, then by lesion.
    var scores: [[LesionScore]] = []
    var isRescued: [Bool] = []
    for (index, prompts) in rounds.enumerated() {
      progress(index, rounds.count)
      let predictions = try predict(prompts, in: volumes)
      if index == 0 { isRescued = predictions.map(\.wasRescued) }
      let prediction = labelMap(of: predictions, on: grid)
      scores.append(
        try prompts.map {
          try LesionScore(
            of: UInt8($0.label), reference: truth, prediction: prediction, tolerance: tolerance)
        })
    }
    for (index, prompt) in exact.enumerated() {
      let score = scores[0][index]
      outcome.lesions.append(
        LesionAccuracy(
          identity(of: prompt, pair),
          longAxisMillimetres: prompt.diameter.millimetres(in: grid),
          referenceMillilitres: score.referenceMillilitres,
          predictionMillilitres: score.predictionMillilitres, agreement: Agreement(score),
          hausdorff95: score.hausdorff95, wasRescued: isRescued[index],
          baselines: try baselines(of: prompt, truth: truth, in: volumes[index]),
          displaced: jitters.enumerated().map { number, jitter in
            let own = scores[(1 + number * draws)..<(1 + (number + 1) * draws)]
            return LesionAccuracy.Displaced(
              radius: jitter.radius, draws: own.map { Agreement($0[index]) })
          }))
    }
    return outcome
  }

  private func identity(
    of prompt: LesionPrompt, _ pair: LabelledFolder.Pair
  ) -> LesionAccuracy.Identity {
    LesionAccuracy.Identity(source: pair.source, name: pair.name, label: prompt.label)
  }

  /// The diameters that the truth implies, label by label.
  private func prompts(
    of truth: Mask, _ pair: LabelledFolder.Pair, _ problems: inout [String]
  ) throws -> [LesionPrompt] {
    let labels = truth.presentLabels
    guard !labels.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(pair.mask)): no voxel carries a label; give a mask with a lesion, or "
          + "take the pair out.")
    }
    var prompts: [LesionPrompt] = []
    for label in labels {
      guard let diameter = Diameter(ofLargestSectionOf: label, in: truth) else { continue }
      if diameter.a == diameter.b {
        problems.append(
          "\(SafeText.escaped(pair.mask)): lesion \(label) is a single voxel in every axial slice "
            + "and has no diameter; take the label out of the mask.")
      } else {
        prompts.append(LesionPrompt(label: Int(label), diameter: diameter))
      }
    }
    return prompts
  }

  /// The exact prompts, then those of each jitter's draws.
  private func rounds(
    of exact: [LesionPrompt], _ pair: LabelledFolder.Pair, on grid: VoxelGrid
  ) -> [[LesionPrompt]] {
    var rounds = [exact]
    for jitter in jitters {
      for draw in 0..<draws {
        rounds.append(
          exact.map { prompt in
            LesionPrompt(
              label: prompt.label,
              diameter: jitter.displaced(
                prompt.diameter, on: grid, lesion: identity(of: prompt, pair).text, draw: draw))
          })
      }
    }
    return rounds
  }

  /// The voxels that each lesion's prompts and baselines read.
  private func boxes(of rounds: [[LesionPrompt]], on grid: VoxelGrid) throws -> [VoxelBox] {
    var boxes = rounds[0].map { Baseline.box(of: $0.diameter, on: grid) }
    for prompts in rounds {
      for (index, prompt) in prompts.enumerated() {
        boxes[index] = boxes[index].union(try segmenter.box(of: prompt, on: grid))
      }
    }
    return boxes
  }

  private func predict(
    _ prompts: [LesionPrompt], in volumes: [Volume]
  ) throws -> [LesionPrediction] {
    var timing = StageTiming()
    var predictions: [LesionPrediction] = []
    for (prompt, volume) in zip(prompts, volumes) {
      predictions.append(
        try segmenter.predict(
          prompt, in: volume, timing: &timing, isCancelled: { cancellation.isCancelled }))
    }
    return predictions
  }

  private func baselines(
    of prompt: LesionPrompt, truth: Mask, in volume: Volume
  ) throws -> [Baseline: Agreement] {
    var agreements: [Baseline: Agreement] = [:]
    for baseline in Baseline.allCases {
      if cancellation.isCancelled { throw CancellationError() }
      agreements[baseline] = Agreement(
        try LesionScore(
          of: UInt8(prompt.label), reference: truth,
          prediction: baseline.mask(of: prompt.diameter, in: volume), predictedLabel: 1,
          tolerance: tolerance))
    }
    return agreements
  }
}
