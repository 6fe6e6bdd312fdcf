import Evaluation
import Foundation
import ImageFiles

/// The references that are to be compared, each with the prediction that is named as it.
struct EvaluationPairs {
  struct Pair: Sendable {
    /// Safe to show.
    let name: String
    let files: EvaluatedCase.Files
    /// Why there is no prediction, a sentence.
    let problem: String?
    let efficiency: CaseEfficiency?
  }

  /// By name.
  private(set) var pairs: [Pair] = []
  /// References that cannot be compared at all, a sentence each.
  private(set) var problems: [String] = []
  /// What is worth knowing and no problem, a sentence each.
  private(set) var notes: [String] = []
  /// What `segment` says of the predictions; `nil` where there is no such file.
  private(set) var summary: String?
  /// What made the predictions, safe to show; `nil` where they do not say it.
  private(set) var weights: String?

  /// - Parameters:
  ///   - predictions: a label map, or a folder of them.
  ///   - references: the same.
  ///   - images: a folder of the images, or an image; found by themselves where `nil`.
  /// - Throws: ``CaseFailure`` where there is nothing to compare.
  init(predictions: String, references: String, images: String?) throws {
    for path in [predictions, references, images].compactMap({ $0 })
    where !FileManager.default.fileExists(atPath: path) {
      throw CaseFailure(
        "\(SafeText.escaped(path)): there is no such file or folder; check the path.")
    }
    switch (FolderWalk.isFolder(predictions), FolderWalk.isFolder(references)) {
    case (true, true):
      try pairFolders(predictions, references, images)
    case (false, false):
      let name = URL(fileURLWithPath: references).lastPathComponent
      let base = MaskNaming(name)?.base ?? name
      let image = images.flatMap { FolderWalk.isFolder($0) ? nil : $0 }
      pairs = [
        Pair(
          name: SafeText.escaped(base),
          files: EvaluatedCase.Files(
            prediction: predictions, reference: references,
            image: try image ?? CaseImages(in: images)[base]
              ?? CaseImages.beside([references, predictions])), problem: nil, efficiency: nil)
      ]
    default:
      throw CaseFailure(
        "\(SafeText.escaped(predictions)): one of -p and -r is a folder and the other a file; give "
          + "two files or two folders.")
    }
  }

  private mutating func pairFolders(
    _ predictionFolder: String, _ referenceFolder: String, _ imageFolder: String?
  ) throws {
    // One of the folders may lie in the other, and results beside the references.
    let places = (FolderWalk.real(predictionFolder), FolderWalk.real(referenceFolder))
    let references = try Self.masks(in: referenceFolder, kinds: [.truth, .bare]) {
      FolderWalk.real($0) == places.0 || !RecordFolder(path: $0).recordFiles.isEmpty
    }
    let predictions = try Self.masks(
      in: predictionFolder, kinds: [.prediction, .bare, .truth]
    ) { FolderWalk.real($0) == places.1 }
    guard !references.paths.isEmpty || !references.problems.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(referenceFolder)): there is no label map in this folder; give one that "
          + "holds .nii, .nii.gz or .npz files, named as the predictions are.")
    }
    tell(
      references.unmarked.map(SafeText.escaped),
      (
        "file without a mark is beside masks that have one and is taken for an image",
        "files without a mark are beside masks that have one and are taken for images"
      ))
    problems = references.problems.sorted { $0.key < $1.key }.map(\.value)
    let images = try CaseImages(in: imageFolder)
    var origins: PredictionOrigins?
    do {
      origins = try PredictionOrigins(in: predictionFolder)
      (summary, weights) = (origins?.path, origins?.weights)
    } catch let failure as CaseFailure {
      notes.append(failure.description)
    }

    var used: Set<String> = []
    // Predictions of a container lie in one folder, whatever the references' folders are.
    let ends = (predictions.byLastComponent, references.byLastComponent)
    for (name, reference) in references.paths.sorted(by: { $0.key < $1.key }) {
      let last = CaseFolder.lastComponent(name)
      var own = name
      if predictions.paths[name] == nil, predictions.problems[name] == nil, ends.1[last] == name,
        let other = ends.0[last], references.paths[other] == nil
      {
        own = other
      }
      used.insert(own)
      let prediction = predictions.paths[own]
      let problem =
        prediction == nil
        ? (predictions.problems[own]
          ?? "\(SafeText.escaped(reference)): there is no prediction for \(SafeText.escaped(name)) "
          + "in \(SafeText.escaped(predictionFolder)).") + EvaluatedCase.countsAsNothing
        : nil
      let told = origins?.cases[own]
      pairs.append(
        Pair(
          name: SafeText.escaped(name),
          files: EvaluatedCase.Files(
            prediction: prediction, reference: reference,
            image: images[name] ?? told?.image
              ?? CaseImages.beside([reference, prediction].compactMap(\.self))),
          problem: problem, efficiency: told?.efficiency))
    }
    guard pairs.isEmpty || pairs.contains(where: { $0.files.prediction != nil }) else {
      throw CaseFailure(
        "\(SafeText.escaped(predictionFolder)): no label map there is named as one of "
          + "\(SafeText.escaped(referenceFolder)); name predictions as their references are.")
    }
    tell(
      Set(predictions.paths.keys).subtracting(used).sorted().map(SafeText.escaped),
      (
        "prediction has no reference and is left out",
        "predictions have no reference and are left out"
      ))
  }

  /// Label maps by name; where there are none, archives of arrays, and else label maps that are named
  /// as images: a case may be called p_ct, as nnU-Net calls its label map then.
  private static func masks(
    in folder: String, kinds: [MaskNaming.Kind], unless isPassedOver: (String) -> Bool
  ) throws -> CaseFolder {
    var masks = try CaseFolder(folder, kinds: kinds, unless: isPassedOver)
    for kind in [MaskNaming.Kind.archive, .image]
    where masks.paths.isEmpty && masks.problems.isEmpty {
      masks = try CaseFolder(folder, kinds: [kind], unless: isPassedOver)
    }
    return masks
  }

  /// Adds a note about some files, of which it names the first.
  private mutating func tell(_ files: [String], _ what: (one: String, many: String)) {
    guard let first = files.first else { return }
    notes.append(
      files.count == 1
        ? "1 \(what.one): \(first)" : "\(files.count) \(what.many): \(first) and others")
  }
}
