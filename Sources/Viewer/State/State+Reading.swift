import Imaging

// The present case's reading, under the names that everything uses.
extension State {
  public internal(set) var study: Study {
    get { reading.study }
    _modify { yield &reading.study }
  }
  public internal(set) var cursor: Voxel {
    get { reading.cursor }
    _modify { yield &reading.cursor }
  }
  public internal(set) var viewport: Viewport {
    get { reading.viewport }
    _modify { yield &reading.viewport }
  }
  var bodies: [Plane: SliceRegion] {
    get { reading.bodies }
    _modify { yield &reading.bodies }
  }
  public internal(set) var work: UserWork {
    get { reading.work }
    _modify { yield &reading.work }
  }
  public internal(set) var history: History {
    get { reading.history }
    _modify { yield &reading.history }
  }
  public internal(set) var selected: Int? {
    get { reading.selected }
    _modify { yield &reading.selected }
  }
  var isAccepted: Bool {
    get { reading.isAccepted }
    _modify { yield &reading.isAccepted }
  }
  public internal(set) var prediction: PredictionJob? {
    get { reading.prediction }
    _modify { yield &reading.prediction }
  }
  public internal(set) var revision: Int {
    get { reading.revision }
    _modify { yield &reading.revision }
  }
  public internal(set) var savedRevision: Int {
    get { reading.savedRevision }
    _modify { yield &reading.savedRevision }
  }
  var savesInFlight: [Int: UserWork] {
    get { reading.savesInFlight }
    _modify { yield &reading.savesInFlight }
  }
  var saveHasFailed: Bool {
    get { reading.saveHasFailed }
    _modify { yield &reading.saveHasFailed }
  }
  var opening: Opening? {
    get { reading.opening }
    _modify { yield &reading.opening }
  }
  public internal(set) var agreement: CaseAgreement? {
    get { reading.agreement }
    _modify { yield &reading.agreement }
  }
  public var hasUnsavedChanges: Bool { reading.hasUnsavedChanges }

  mutating func countChange() { reading.countChange() }
  mutating func noteSaved(_ saved: UserWork) { reading.noteSaved(saved) }
}
