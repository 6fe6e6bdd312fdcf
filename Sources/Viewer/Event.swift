import Imaging

/// Everything that can happen to a session. `update(&state, event)` is the only code that
/// changes state.
public indirect enum Event: Sendable {
  // From the terminal.
  case key(Key)
  case mouse(MouseEvent)
  case resize(ScreenSize)
  /// A signal asks the program to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT): save aside, then quit.
  case terminate(signal: Int32)

  // From the effect runner.
  /// The study as far as it is read, and how much of the reading is done, 0...1: the header
  /// first, then more and more slices.
  case loading(LoadedStudy, fraction: Double)
  case loaded(LoadedStudy)
  case loadFailed(message: String)
  case predictionProgress(PredictionProgress, job: Int)
  case predicted(PredictionResult, job: Int)
  case predictionFailed(message: String, job: Int)
  /// The masks at the thresholds that were asked for.
  case rethresholded(PredictionResult, request: Int)
  case thresholdRefused(ThresholdRefusal, request: Int)
  case saved(SaveReceipt)
  case saveFailed(message: String)
  /// The names of the files that were asked for, safe to show.
  case exported(files: [String])
  case exportFailed(message: String)
  /// How the masks of a revision agree with the truth.
  case compared(CaseAgreement, revision: Int)
  /// What was found of a case on the disk.
  case surveyed(CaseID, CaseSummary)
  case folderListed(FolderListing)
  /// The work of a revision survives the viewer from now on.
  case kept(revision: Int)
  /// Work does not survive the viewer until kept says so again.
  case keepFailed(message: String)
  /// Who else has the study open now.
  case viewers([OtherViewer])
  /// All events of a journal were taken in; from now on this terminal is drawn on.
  case replayed(DisplayCapability, message: String)
  /// One of these answers, about a case that may have left the screen; without this, the case on it
  /// is meant.
  case about(CaseID, Event)
}

/// A study that was read.
public struct LoadedStudy: Sendable {
  /// All voxels, or those read so far; see ``Event/loading(_:fraction:)``.
  public var volume: Volume
  /// The file's name as it is safe to show.
  public var name: String
  /// Sentences about the file worth a reader's attention.
  public var warnings: [String]
  /// How the warning begins that a session was changed by others since this viewer knew it.
  public static let changedSession = "the saved session was changed by others"
  /// Earlier work on this study to go on with.
  public var restored: RestoredSession?
  /// The true masks, on the volume's grid, to compare with.
  public var truth: Mask?
  /// Unsaved work that viewers left behind, the newest first.
  public var abandoned: [AbandonedWork] = []
  /// Which of the file's 3D images this is, from 0, and how many there are.
  public var frame: Int
  public var frames: Int

  public init(
    volume: Volume, name: String, warnings: [String] = [], restored: RestoredSession? = nil,
    truth: Mask? = nil, frame: Int = 0, frames: Int = 1
  ) {
    self.frame = frame
    self.frames = frames
    self.volume = volume
    self.name = name
    self.warnings = warnings
    self.restored = restored
    self.truth = truth
  }
}

/// Earlier work on a study: a saved session, or prompts from a file.
public struct RestoredSession: Sendable {
  /// Ids from 1 to 255; others, repeated ones, ends outside the volume and masks on another grid are
  /// left out.
  public var lesions: [Lesion]
  /// The reader has finished the case.
  public var isDone: Bool
  /// Whether it is on disk as the reader's own save; else quitting asks.
  public var isSaved: Bool
  /// Whether it is somebody's label map, and nothing that the reader made.
  public var isPrediction: Bool
  /// The lesions of which no diameter is known, so that their masks' long axes are taken for it.
  public var endsFromMask: Set<Int>

  public init(
    lesions: [Lesion], isDone: Bool = false, isSaved: Bool = true, isPrediction: Bool = false,
    endsFromMask: Set<Int> = []
  ) {
    self.endsFromMask = endsFromMask
    self.isPrediction = isPrediction
    self.lesions = lesions
    self.isDone = isDone
    self.isSaved = isSaved
  }
}

/// How far a prediction has come.
public struct PredictionProgress: Codable, Sendable {
  /// What is being done, in a word or two: "encoder 2", "attention".
  public var stage: String
  /// 0…1 of the whole request.
  public var fraction: Double
  /// Since it was asked for.
  public var seconds: Double

  public init(stage: String, fraction: Double, seconds: Double = 0) {
    self.stage = stage
    self.fraction = fraction
    self.seconds = seconds
  }
}

/// What the network made of all lesions that have been predicted so far.
public struct PredictionResult: Sendable {
  /// Labels are the lesions' ids.
  public var mask: Mask
  /// By lesion id.
  public var measurements: [Int: LesionMeasurement]
  /// Ids whose prediction was empty and was raised inside the RECIST sphere.
  public var rescued: Set<Int>
  /// Wall time of the request.
  public var seconds: Double

  public init(
    mask: Mask, measurements: [Int: LesionMeasurement], rescued: Set<Int> = [], seconds: Double
  ) {
    self.mask = mask
    self.measurements = measurements
    self.rescued = rescued
    self.seconds = seconds
  }
}

/// Where a save went.
public struct SaveReceipt: Codable, Sendable {
  /// The state's revision that was saved: later changes are still unsaved.
  public var revision: Int
  /// File names as they are safe to show.
  public var files: [String]

  public init(revision: Int, files: [String]) {
    self.revision = revision
    self.files = files
  }
}
