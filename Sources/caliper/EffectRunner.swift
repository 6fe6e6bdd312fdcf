import Dispatch
import Foundation
import ImageFiles
import Inference
import Segmentation
import Synchronization
import Viewer

/// Carries out the viewer's effects in the background and posts what came of them.
///
/// Predictions and files have a serial queue each: a slow prediction never holds up a save, and
/// two saves never cross.
final class EffectRunner: Sendable {
  private let opening: StudyOpening
  private let reading: ReadingOptions
  private let engine: EngineOptions
  private let post: @Sendable (Event) -> Void
  private let predictions = DispatchQueue(label: "caliper.predictions", qos: .userInitiated)
  private let files = DispatchQueue(label: "caliper.files", qos: .userInitiated)
  private let cancellation = Mutex(Cancellation())
  private let study = Mutex<OpenStudy?>(nil)

  /// What effects need of the loaded study. The service is used on the prediction queue alone,
  /// the files on the file queue alone.
  private struct OpenStudy: @unchecked Sendable {
    let image: ImageFile
    let files: StudyFiles
    let service: PredictionService
    var segmenter: Segmenter?
  }

  init(
    opening: StudyOpening, reading: ReadingOptions, engine: EngineOptions,
    post: @escaping @Sendable (Event) -> Void
  ) {
    self.opening = opening
    self.reading = reading
    self.engine = engine
    self.post = post
  }

  /// Reads the study; answered by loaded or loadFailed.
  func load() {
    files.async { [self] in
      do {
        let image = try CaseFailure.wrapping { try reading.read(opening.path) }
        let (loaded, studyFiles) = try opening.open(image)
        study.withLock {
          $0 = OpenStudy(
            image: image, files: studyFiles, service: PredictionService(volume: image.volume))
        }
        post(.loaded(loaded))
      } catch {
        post(.loadFailed(message: String(describing: error)))
      }
    }
  }

  /// Starts an effect; those of the screen itself are the loop's.
  func perform(_ effect: Effect) {
    switch effect {
    case .predict(let lesions, let requested): predict(lesions, requested)
    case .cancelPrediction: cancellation.withLock { $0.cancel() }
    case .save(let snapshot): save(snapshot)
    case .autosave(let snapshot): autosave(snapshot)
    case .redraw, .suspend, .quit: break
    }
  }

  /// Ends a running prediction and waits until all that was to be written is written.
  ///
  /// - Returns: whether unsaved work is kept aside.
  func finish(keepingAutosave: Bool) -> Bool {
    cancellation.withLock { $0.cancel() }
    return files.sync {
      guard let studyFiles = study.withLock({ $0 })?.files else { return false }
      if !keepingAutosave { studyFiles.autosave.remove() }
      return studyFiles.hasAutosave
    }
  }

  private func predict(_ lesions: [PlacedLesion], _ requested: [Int]) {
    let current = Cancellation()
    cancellation.withLock { $0 = current }
    predictions.async { [self] in
      do {
        guard let open = study.withLock({ $0 }) else { return }
        let segmenter = try segmenter(for: open)
        let result = try open.service.predict(
          lesions, requested: requested, segmenter: segmenter,
          isCancelled: { current.isCancelled }, progress: { self.post(.predictionProgress($0)) })
        post(.predicted(result))
      } catch is CancellationError {
        post(.predictionCancelled)
      } catch {
        post(.predictionFailed(message: String(describing: error)))
      }
    }
  }

  /// The network is read at the first prediction: viewing needs no weights.
  private func segmenter(for open: OpenStudy) throws -> Segmenter {
    if let segmenter = open.segmenter { return segmenter }
    let segmenter = Segmenter(network: try engine.network(), threads: engine.threadCount)
    study.withLock { $0?.segmenter = segmenter }
    return segmenter
  }

  private func save(_ snapshot: SessionSnapshot) {
    files.async { [self] in
      do {
        guard let open = study.withLock({ $0 }) else { return }
        let names = try CaseFailure.wrapping { try open.files.save(snapshot, image: open.image) }
        post(.saved(SaveReceipt(revision: snapshot.revision, files: names)))
      } catch {
        post(.saveFailed(message: String(describing: error)))
      }
    }
  }

  private func autosave(_ snapshot: SessionSnapshot) {
    files.async { [self] in
      guard let open = study.withLock({ $0 }) else { return }
      do {
        try open.files.writeAside(snapshot, image: open.image)
      } catch {
        post(
          .saveFailed(
            message: "unsaved work is not kept aside (\(error.localizedDescription)); save with S.")
        )
      }
    }
  }
}
