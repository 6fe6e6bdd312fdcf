import Imaging

/// Everything that a screen is drawn from and a key can change. Only `update` changes it.
public struct State: Sendable {
  public internal(set) var study: Study
  /// The voxel under the cross-hair; inside the grid once a study is loaded.
  public internal(set) var cursor = Voxel(0, 0, 0)
  public internal(set) var plane = Plane.axial
  public internal(set) var viewport = Viewport()
  public internal(set) var window = WindowSetting(.soft)
  public internal(set) var display = DisplayOptions()

  public internal(set) var work = UserWork()
  public internal(set) var history = History()
  /// The id of the lesion that keys act on.
  public internal(set) var selected: Int?
  /// The reader pressed Enter once more on the complete lesion: the next Enter starts another.
  var isAccepted = false

  public internal(set) var mode = Mode.normal
  /// What the mode was below a transient one.
  var modeBelow = Mode.normal
  public internal(set) var message: Message?
  public internal(set) var prediction: PredictionJob?

  /// Grows with every change of ``work``.
  public internal(set) var revision = 0
  /// The newest revision known to be saved.
  public internal(set) var savedRevision = 0
  /// Whether closing now would lose something that the reader made. Kept, not computed, since
  /// comparing two masks takes longer than drawing a frame may.
  public private(set) var hasUnsavedChanges = false
  /// The work as it was last saved, or as it was loaded.
  private(set) var savedWork = UserWork()
  /// What was sent to be saved, by revision, until the answer comes.
  var savesInFlight: [Int: UserWork] = [:]
  /// Quit as soon as the save that runs has succeeded.
  var quitsAfterSave = false
  /// The last save failed: the status line says so until one succeeds.
  var saveHasFailed = false

  public internal(set) var size: ScreenSize
  public let capability: DisplayCapability
  public let options: ViewerOptions

  /// To be called after every change of ``work``.
  mutating func countChange() {
    revision += 1
    hasUnsavedChanges = work != savedWork
  }

  /// Notes that `saved` is on disk.
  mutating func noteSaved(_ saved: UserWork) {
    savedWork = saved
    hasUnsavedChanges = work != savedWork
  }

  public init(
    capability: DisplayCapability, size: ScreenSize, options: ViewerOptions = ViewerOptions()
  ) {
    self.capability = capability
    self.size = size
    self.options = options
    study = .loading(name: options.studyName)
  }
}
