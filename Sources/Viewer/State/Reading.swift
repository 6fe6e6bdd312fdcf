import Imaging

/// One reader's work on one study, and where he is in it: what is kept when he goes to another case
/// and comes back.
public struct Reading: Sendable {
  public internal(set) var study: Study
  /// The voxel under the cross-hair; inside the grid once a study is loaded.
  public internal(set) var cursor = Voxel(0, 0, 0)
  public internal(set) var viewport = Viewport()
  /// Where the body lies in the middle slice of each plane; found once, when the study is loaded.
  var bodies: [Plane: SliceRegion] = [:]
  /// Whether the study was whole once: its lesions are known, also while it is read again.
  var hasBeenWhole = false
  /// This frame takes the place of another one of the file: cursor, zoom and window stay.
  var isNextFrame = false
  /// Where the study lay that was given back; `nil` before the first time.
  var closedGrid: VoxelGrid?
  /// The file has changed since the study was given back: what was made of it does not fit any more.
  var isReplaced = false

  public internal(set) var work = UserWork()
  public internal(set) var history = History()
  /// The id of the lesion that keys act on.
  public internal(set) var selected: Int?
  /// The lesion that the next end A begins, where it is known which one it is.
  var template: Lesion?
  /// The reader pressed Enter once more on the complete lesion: the next Enter starts another.
  var isAccepted = false
  public internal(set) var prediction: PredictionJob?
  /// How many predictions were asked for so far.
  var predictionCount = 0
  /// The newest mask that was asked for at another threshold.
  var thresholdRequest: ThresholdRequest?
  /// Whether the last key changed the threshold.
  var isInThresholdBurst = false
  /// The lesion of which the reader was told that predicting it anew replaces its mask.
  var askedAnew: Int?
  /// Lesions of another study that wait for this one to be read.
  var carried: [CarriedLesion] = []
  /// Against the truth, as of the last answer.
  public internal(set) var agreement: CaseAgreement?
  /// Whether it opened with somebody's prediction.
  var isOfPrediction = false

  /// Grows with every change of ``work``, and from one study of the case to the next.
  public internal(set) var revision = 0
  /// The revision that the study opened with.
  private var firstRevision = 0
  /// The newest revision known to be saved.
  public internal(set) var savedRevision = 0
  /// Whether closing now would lose something that the reader made. Kept, not computed, since
  /// comparing two masks takes longer than drawing a frame may.
  public private(set) var hasUnsavedChanges = false
  /// The work as it was last saved, or as it was loaded.
  private var savedWork = UserWork()
  /// What was sent to be saved, by revision, until the answer comes.
  var savesInFlight: [Int: UserWork] = [:]
  /// The window for what is around the lesion on which a reviewed case opens.
  var lesionWindow: WindowSetting?
  /// How the study opened; `nil` unless it is being read.
  var opening: Opening?
  /// The frame to read as soon as the save that runs has succeeded.
  var frameAfterSave: Int?
  /// The last save failed: the status line says so until one succeeds.
  var saveHasFailed = false

  /// The newest revision that survives the viewer; `nil` before the first.
  public internal(set) var keptRevision: Int?
  /// Why work does not survive the viewer, in a sentence.
  public internal(set) var keepProblem: String?
  /// Work that was left behind and that the reader was not asked about yet, the newest first.
  public internal(set) var abandoned: [AbandonedWork] = []
  /// Who else has the study open.
  public internal(set) var others: [OtherViewer] = []

  init(study: Study) { self.study = study }

  /// Whether the whole study is there.
  var isLoaded: Bool { if case .loaded = study { true } else { false } }

  /// Whether nothing more of the study is to come.
  var isSettled: Bool {
    switch study {
    case .loaded, .failed: true
    case .loading, .partial: false
    }
  }

  /// Whether the study may be given back, to be read again when the reader returns.
  var canBeClosed: Bool {
    isLoaded && !hasUnsavedChanges && savesInFlight.isEmpty && prediction == nil
      && carried.isEmpty
  }

  /// Whether there is something of this study on the disk that the reader made.
  var isSaved: Bool { savedRevision > firstRevision || (work != UserWork() && !isOfPrediction) }

  /// Whether ``work`` was changed since the study was opened.
  var hasChanged: Bool { revision > firstRevision }

  /// Whether ``work`` is somebody's prediction as it was.
  var isUntouchedPrediction: Bool { isOfPrediction && !hasChanged }

  /// Gives the study back and keeps what was made of it.
  mutating func close(name: String) {
    if case .loaded(let study) = study { closedGrid = study.volume.grid }
    study = .loading(name: name)
  }

  /// Nothing made yet on another study of the same case. Numbers go on: the journal, and answers
  /// that are still to come, name work by them.
  func successor(reading study: Study) -> Reading {
    var next = Reading(study: study)
    next.revision = revision
    next.firstRevision = revision
    next.savedRevision = savedRevision
    next.predictionCount = predictionCount
    next.keepProblem = keepProblem
    next.others = others
    next.carried = carried
    return next
  }

  /// All that a save writes.
  public var snapshot: SessionSnapshot {
    var snapshot = SessionSnapshot(
      revision: revision, lesions: work.lesions, isDone: work.isDone)
    snapshot.isUnsaved = hasUnsavedChanges
    return snapshot
  }

  /// Whether what is unsaved is on its way to the disk.
  var isBeingSaved: Bool { savesInFlight[revision] != nil }

  /// Notes that the work as it is now is sent to be saved; `nil` when it is under way already.
  mutating func beginSave(to folder: String? = nil) -> SessionSnapshot? {
    guard !isBeingSaved else { return nil }
    savesInFlight[revision] = work
    var snapshot = snapshot
    snapshot.folder = folder
    return snapshot
  }

  /// See ``History/undo(_:)``.
  mutating func undo() -> String? { history.undo(&work) }
  mutating func redo() -> String? { history.redo(&work) }

  /// Changes what the reader made: one step of undo, one revision.
  mutating func change(_ title: String, _ body: (inout UserWork) -> Void) {
    history.record(work, before: title)
    body(&work)
    countChange()
  }

  /// To be called after every change of ``work``.
  mutating func countChange() {
    revision += 1
    hasUnsavedChanges = work != savedWork
    if !work.hasMask { agreement = nil }
  }

  /// Forgets what others were asked to do, and that anything was saved.
  mutating func endReplay() {
    prediction = nil
    savesInFlight = [:]
    frameAfterSave = nil
    saveHasFailed = false
    keptRevision = nil
    keepProblem = nil
    abandoned = []
    others = []
    noteSaved(UserWork())
  }

  /// Notes that `saved` is on disk.
  mutating func noteSaved(_ saved: UserWork) {
    savedWork = saved
    hasUnsavedChanges = work != savedWork
  }
}
