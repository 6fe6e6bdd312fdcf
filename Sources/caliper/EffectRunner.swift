import Annotations
import Dispatch
import Foundation
import ImageFiles
import Imaging
import Inference
import Segmentation
import Synchronization
import Viewer

/// Carries out the viewer's effects in the background and posts what came of them.
///
/// Predictions and files have a serial queue each: a slow prediction never holds up a save, and
/// two saves never cross.
final class EffectRunner: Sendable {
  /// By case id.
  private let openings: [StudyOpening]
  private let reading: ReadingOptions
  private let engine: EngineOptions
  /// `nil` where nothing is written down.
  private let recorder: SessionRecorder?
  let post: @Sendable (Event) -> Void
  /// Concurrent: who jumps to a case does not wait for one that is read ahead.
  private let reads = DispatchQueue(
    label: "caliper.reads", qos: .userInitiated, attributes: .concurrent)
  private let predictions = DispatchQueue(label: "caliper.predictions", qos: .userInitiated)
  let files = DispatchQueue(label: "caliper.files", qos: .userInitiated)
  private let comparisons = DispatchQueue(label: "caliper.comparisons", qos: .utility)
  private let segmenter = Mutex<Segmenter?>(nil)
  private let weights = Mutex<SessionDocument.Weights?>(nil)
  /// What stops a case from being read.
  private let readings = Mutex<[CaseID: Cancellation]>([:])
  private let studies = Mutex<[CaseID: OpenStudy]>([:])
  private let places = Mutex(KnownPlaces())
  /// The frames that readers went to, for cases that are closed and opened again.
  private let frames = Mutex<[CaseID: Int]>([:])

  /// What effects need of a loaded study. The service is used on the prediction queue alone,
  /// the files on the file queue alone.
  struct OpenStudy: @unchecked Sendable {
    let image: ImageFile
    let files: StudyFiles
    let responses: ResponseFiles
    let service: PredictionService
    let truth: Mask?
    /// The newest work that was to be compared with the truth.
    var comparing = -1
    var cancellation = Cancellation()
    /// The newest mask that was asked for at another threshold.
    var threshold = 0
    /// Whether the network that is loaded made any of the masks.
    var isPredicted = false
  }

  /// One 3D image of a case.
  private struct StudyPlace: Hashable {
    let id: CaseID
    let frame: Int
  }

  /// Where the work on a study goes, kept when the study is given back: what this viewer last knew
  /// to be in its session tells whether somebody else was there meanwhile. Used on the file queue
  /// alone.
  private struct KnownPlaces: @unchecked Sendable {
    var files: [StudyPlace: StudyFiles] = [:]
  }

  init(
    openings: [StudyOpening], reading: ReadingOptions, engine: EngineOptions,
    recorder: SessionRecorder? = nil, post: @escaping @Sendable (Event) -> Void
  ) {
    self.openings = openings
    self.reading = reading
    self.engine = engine
    self.recorder = recorder
    self.post = post
  }

  /// Reads a case; answered by loading as it comes, then by loaded or loadFailed.
  ///
  /// - Parameter frame: another frame of its file than the one that was asked for at the start, or that
  ///   was read last.
  func open(_ id: CaseID, frame: Int? = nil) {
    let current = Cancellation()
    readings.withLock { $0[id] = current }
    if let frame { frames.withLock { $0[id] = frame } }
    let frame = frames.withLock { $0[id] }
    let opening = frame == nil ? openings[id] : openings[id].withoutPrompts
    reads.async { [self] in
      do {
        let source = try CaseFailure.wrapping {
          try reading.reader.open(opening.path, frame: frame ?? reading.frame)
        }
        let image = try CaseFailure.wrapping {
          try source.readVolume(isCancelled: { current.isCancelled }) {
            self.post(.about(id, .loading(opening.part($0), fraction: $1)))
          }
        }
        files.async { self.open(image, by: opening, as: id, unless: current, frame: frame) }
      } catch is CancellationError {
        // Nobody waits for it any more.
      } catch {
        forget(frame, of: id)
        post(.about(id, .loadFailed(message: String(describing: error))))
      }
    }
  }

  /// Takes up earlier work on an image that is whole.
  private func open(
    _ image: ImageFile, by opening: StudyOpening, as id: CaseID, unless cancellation: Cancellation,
    frame: Int?
  ) {
    guard !cancellation.isCancelled else { return }
    do {
      let place = StudyPlace(id: id, frame: image.frame)
      let known = places.withLock { $0.files[place] }
      let (loaded, studyFiles) = try opening.open(image, known: known)
      places.withLock { $0.files[place] = studyFiles }
      adopt(image, studyFiles, truth: loaded.truth, as: id)
      post(.about(id, .loaded(loaded)))
    } catch {
      forget(frame, of: id)
      post(.about(id, .loadFailed(message: String(describing: error))))
    }
  }

  /// A frame that cannot be read must not keep the file from being opened again.
  private func forget(_ frame: Int?, of id: CaseID) {
    frames.withLock { if $0[id] == frame { $0[id] = nil } }
  }

  private func close(_ id: CaseID) {
    readings.withLock { $0.removeValue(forKey: id) }?.cancel()
    studies.withLock { $0[id] = nil }
    recorder?.close(id)
  }

  /// Takes a study that was read.
  func adopt(_ image: ImageFile, _ files: StudyFiles, truth: Mask?, as id: CaseID) {
    studies.withLock {
      $0[id] = OpenStudy(
        image: image, files: files, responses: ResponseFiles(image: openings[id].path),
        service: PredictionService(volume: image.volume), truth: truth)
    }
    recorder?.noteSession(files.reference, of: id)
  }

  /// Starts an effect; those of the screen itself are the loop's.
  ///
  /// - Parameter id: the case that was on the screen when it was asked for.
  func perform(_ effect: Effect, of id: CaseID) {
    switch effect {
    case .open(let id): open(id)
    case .loadFrame(let frame): open(id, frame: frame)
    case .about(let id, let effect): perform(effect, of: id)
    case .predict(let lesions, let requested, let job): predict(lesions, requested, job, of: id)
    case .rethreshold(let lesions, let lesion, let request):
      rethreshold(lesions, lesion, request, of: id)
    case .close(let id): close(id)
    case .export(let export): write(export, of: id)
    case .compare(let snapshot): compare(snapshot, of: id)
    case .cancelPrediction: study(id)?.cancellation.cancel()
    case .save(let snapshot): save(snapshot, of: id)
    case .autosave(let snapshot): recorder?.keep(snapshot, of: id)
    case .settle(let name, let settlement): settle(name, settlement, of: id)
    case .exportRecist(let export): write(export, of: id)
    case .listFolder(let folder): list(folder)
    case .redraw, .suspend, .setMouse, .quit: break
    }
  }

  /// Ends a running prediction and waits until all that was to be written is written.
  ///
  /// - Parameter abandoning: the cases whose unsaved work is for the next viewer to find.
  /// - Returns: whether all of that work is on the disk.
  func finish(abandoning cases: Set<CaseID>) -> Bool {
    // Reading is not waited for: a file that comes over a slow line would hold up the end.
    for reading in readings.withLock({ Array($0.values) }) { reading.cancel() }
    let studies = studies.withLock { Array($0.values) }
    for study in studies { study.cancellation.cancel() }
    files.sync {}
    return recorder?.finish(abandoning: cases) ?? cases.isEmpty
  }

  func study(_ id: CaseID) -> OpenStudy? { studies.withLock { $0[id] } }

  private func predict(
    _ lesions: [PlacedLesion], _ requested: [Int], _ job: Int, of id: CaseID
  ) {
    let current = Cancellation()
    studies.withLock { $0[id]?.cancellation = current }
    let clock = ProgressClock { self.post(.about(id, .predictionProgress($0, job: job))) }
    predictions.async { [self] in
      defer { clock.stop() }
      do {
        guard let open = study(id), !current.isCancelled else { return }
        let result = try open.service.predict(
          lesions, requested: requested, segmenter: try loadedSegmenter(),
          isCancelled: { current.isCancelled }, progress: clock.advance)
        clock.stop()
        studies.withLock { $0[id]?.isPredicted = true }
        post(.about(id, .predicted(result, job: job)))
      } catch is CancellationError {
        // The state has dropped the job already.
      } catch {
        clock.stop()
        post(.about(id, .predictionFailed(message: String(describing: error), job: job)))
      }
    }
  }

  /// Makes masks anew from what the network said; of requests that wait the newest counts.
  private func rethreshold(
    _ lesions: [PlacedLesion], _ lesion: Int, _ request: Int, of id: CaseID
  ) {
    studies.withLock { $0[id]?.threshold = request }
    predictions.async { [self] in
      let isOld: @Sendable () -> Bool = { [self] in study(id)?.threshold != request }
      guard let open = study(id), !isOld() else { return }
      // Given up for a newer one, it is not answered.
      guard let answer = try? open.service.rethreshold(lesions, lesion: lesion, isCancelled: isOld)
      else { return }
      switch answer {
      case .success(let result): post(.about(id, .rethresholded(result, request: request)))
      case .failure(let refusal): post(.about(id, .thresholdRefused(refusal, request: request)))
      }
    }
  }

  /// Scores the newest work; older work that waits is passed over.
  private func compare(_ snapshot: SessionSnapshot, of id: CaseID) {
    studies.withLock { $0[id]?.comparing = snapshot.revision }
    comparisons.async { [self] in
      guard let study = study(id), study.comparing == snapshot.revision, let truth = study.truth
      else { return }
      var masks: [Int: Mask] = [:]
      for lesion in snapshot.lesions { masks[lesion.id] = lesion.segmentation?.mask }
      guard
        let agreement = try? CaseAgreement(of: masks, truth: truth, rules: openings[id].rules)
      else { return }
      post(.about(id, .compared(agreement, revision: snapshot.revision)))
    }
  }

  /// Looks what there is of every case.
  ///
  /// - Parameter readsMasks: whether to score them, too.
  func survey(readsMasks: Bool) {
    comparisons.async { [self] in
      for (id, opening) in openings.enumerated() {
        let survey = CaseSurvey(
          files: opening.files, reader: reading.reader, readsMasks: readsMasks)
        post(.surveyed(id, survey.summary()))
      }
    }
  }

  /// The network is read at the first prediction: viewing needs no weights.
  private func loadedSegmenter() throws -> Segmenter {
    if let known = segmenter.withLock({ $0 }) { return known }
    let path = try WeightsLocator.path(option: engine.weights)
    let made = Segmenter(
      network: try WeightsLocator.network(at: path), threads: engine.threadCount)
    segmenter.withLock { $0 = made }
    // Sessions say which weights made their masks; a hash takes longer than a reader should wait.
    files.async { [self] in
      guard let weights = try? SessionDocument.Weights(of: path) else { return }
      self.weights.withLock { $0 = weights }
    }
    return made
  }

  /// On the file queue, where the hash was made. Masks of a session that was only looked at were
  /// made by the weights that it names itself.
  func noteWeights(for study: OpenStudy) {
    guard study.isPredicted else { return }
    if let weights = weights.withLock({ $0 }) { study.files.provenance.weights = weights }
  }

  private func save(_ snapshot: SessionSnapshot, of id: CaseID) {
    files.async { [self] in
      do {
        guard let open = study(id) else { return }
        noteWeights(for: open)
        let isShared = recorder?.isShared(id) ?? false
        let names = try CaseFailure.wrapping {
          try open.files.save(snapshot, image: open.image, shared: isShared)
        }
        recorder?.noteSaved(snapshot.revision, open.files.reference, of: id)
        post(.about(id, .saved(SaveReceipt(revision: snapshot.revision, files: names))))
      } catch {
        post(.about(id, .saveFailed(message: String(describing: error))))
      }
    }
  }

  /// Does away with abandoned work; what was recovered goes back to the session that it came from.
  private func settle(
    _ name: String, _ settlement: AbandonedWork.Settlement, of id: CaseID
  ) {
    files.async { [self] in
      guard let open = study(id), let source = open.files.abandoned.removeValue(forKey: name)
      else { return }
      if settlement == .recovered {
        open.files.adopt(source.session)
        recorder?.noteSession(open.files.reference, of: id)
      }
      recorder?.settle(source, settlement, of: id)
    }
  }
}
