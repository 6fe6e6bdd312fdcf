import Annotations
import Imaging
import Viewer

/// An event as a journal has it; see ``Event`` for what each means.
///
/// Fed to `update` again from the state that ``SessionRecord`` describes, a journal's events give
/// every state that its viewer had.
indirect enum EventRecord: Codable, Sendable {
  static let kind = "event"

  case key(String)
  case resize(ScreenSize)
  case terminate(signal: Int32)
  case mouse(MouseEvent)
  case loading(PartRecord)
  case loaded(StudyRecord)
  case loadFailed(message: String)
  case predictionProgress(PredictionProgress, job: Int)
  case predicted(PredictionRecord, job: Int)
  case predictionFailed(message: String, job: Int)
  case rethresholded(PredictionRecord, request: Int)
  case thresholdRefused(ThresholdRefusal, request: Int)
  case saved(SaveReceipt)
  case saveFailed(message: String)
  case exported(files: [String])
  case exportFailed(message: String)
  case folderListed(FolderListing)
  case compared(CaseAgreement, revision: Int)
  case surveyed(CaseID, CaseSummary)
  case kept(revision: Int)
  case keepFailed(message: String)
  case viewers([OtherViewer])
  case replayed(DisplayCapability, message: String)
  case about(CaseID, EventRecord)

  init(_ event: Event, masks: inout MaskLedger) throws(MaskCodeError) {
    switch event {
    case .key(let key): self = .key(key.journalText)
    case .resize(let size): self = .resize(size)
    case .terminate(let signal): self = .terminate(signal: signal)
    case .mouse(let event): self = .mouse(event)
    case .loading(let study, let fraction): self = .loading(PartRecord(study, fraction))
    case .loaded(let study): self = .loaded(try StudyRecord(study, masks: &masks))
    case .loadFailed(let message): self = .loadFailed(message: message)
    case .predictionProgress(let progress, let job): self = .predictionProgress(progress, job: job)
    case .predicted(let result, let job):
      self = .predicted(try PredictionRecord(result, masks: &masks), job: job)
    case .predictionFailed(let message, let job):
      self = .predictionFailed(message: message, job: job)
    case .rethresholded(let result, let request):
      self = .rethresholded(try PredictionRecord(result, masks: &masks), request: request)
    case .thresholdRefused(let refusal, let request):
      self = .thresholdRefused(refusal, request: request)
    case .saved(let receipt): self = .saved(receipt)
    case .saveFailed(let message): self = .saveFailed(message: message)
    case .exported(let files): self = .exported(files: files)
    case .exportFailed(let message): self = .exportFailed(message: message)
    case .folderListed(let listing): self = .folderListed(listing)
    case .compared(let agreement, let revision): self = .compared(agreement, revision: revision)
    case .surveyed(let id, let summary): self = .surveyed(id, summary)
    case .kept(let revision): self = .kept(revision: revision)
    case .keepFailed(let message): self = .keepFailed(message: message)
    case .viewers(let others): self = .viewers(others)
    case .replayed(let capability, let message): self = .replayed(capability, message: message)
    case .about(let id, let event): self = .about(id, try EventRecord(event, masks: &masks))
    }
  }

  /// The event again.
  ///
  /// - Parameters:
  ///   - id: the case that is meant where none is named.
  ///   - study: gives a case's volume; reads it for ``loaded(_:)``, and has it for a prediction.
  func event(
    of id: CaseID, masks: RecordedMasks, study: (StudyRequest) throws -> Volume
  ) throws -> Event {
    switch self {
    case .key(let text):
      guard let key = Key(journalText: text) else {
        throw CaseFailure(
          "The journal has a key \(text) that this version of Caliper does not have; "
            + "replay it with the version that wrote it.")
      }
      return .key(key)
    case .resize(let size):
      try SessionRecord.check(size)
      return .resize(size)
    case .terminate(let signal): return .terminate(signal: signal)
    case .mouse(let event): return .mouse(event)
    case .loading(let record):
      return .loading(
        try record.part(of: try study(StudyRequest(id: id, frame: record.frame))),
        fraction: record.fraction)
    case .loaded(let record):
      return .loaded(
        try record.loaded(
          try study(StudyRequest(id: id, reference: record.study, frame: record.frame)),
          masks: masks))
    case .loadFailed(let message): return .loadFailed(message: message)
    case .predictionProgress(let progress, let job): return .predictionProgress(progress, job: job)
    case .predicted(let record, let job):
      let grid = try study(StudyRequest(id: id)).grid
      return .predicted(try record.result(masks: masks, grid: grid), job: job)
    case .predictionFailed(let message, let job):
      return .predictionFailed(message: message, job: job)
    case .rethresholded(let record, let request):
      let grid = try study(StudyRequest(id: id)).grid
      return .rethresholded(try record.result(masks: masks, grid: grid), request: request)
    case .thresholdRefused(let refusal, let request):
      return .thresholdRefused(refusal, request: request)
    case .saved(let receipt): return .saved(receipt)
    case .saveFailed(let message): return .saveFailed(message: message)
    case .exported(let files): return .exported(files: files)
    case .exportFailed(let message): return .exportFailed(message: message)
    case .folderListed(let listing): return .folderListed(listing)
    case .compared(let agreement, let revision): return .compared(agreement, revision: revision)
    case .surveyed(let id, let summary): return .surveyed(id, summary)
    case .kept(let revision): return .kept(revision: revision)
    case .keepFailed(let message): return .keepFailed(message: message)
    case .viewers(let others): return .viewers(others)
    case .replayed(let capability, let message): return .replayed(capability, message: message)
    case .about(let id, let event):
      return .about(id, try event.event(of: id, masks: masks, study: study))
    }
  }
}

/// Which volume an event of a journal is about.
struct StudyRequest {
  var id: CaseID
  /// What it has to be; `nil` for whichever is at hand.
  var reference: StudyReference?
  /// Which of the file's 3D images; `nil` for the one at hand, or that the session began with.
  var frame: Int?
}
