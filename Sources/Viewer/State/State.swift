import Imaging

/// Everything that a screen is drawn from and a key can change. Only `update` changes it.
public struct State: Sendable {
  /// The case on the screen.
  public internal(set) var reading: Reading
  /// All cases that were opened together; the others' readings wait there.
  public internal(set) var cases: CaseList

  public internal(set) var plane = Plane.axial
  public internal(set) var window = WindowSetting(.soft)
  /// The window that a lesion's surroundings chose last; `nil` since the study did.
  var lesionWindowShown: WindowSetting?
  public internal(set) var display: DisplayOptions
  /// Whether mouse reports are listened to; the terminal is told by ``Effect/setMouse(_:)``.
  public internal(set) var usesMouse: Bool
  /// What the button that is held down drags.
  var pointerDrag: PointerDrag?

  public internal(set) var mode = Mode.normal
  /// What the mode was below a transient one.
  var modeBelow = Mode.normal
  public internal(set) var message: Message?
  /// Of the brush, in mm; kept from one use to the next.
  public internal(set) var brushRadius = Brush.usualRadius
  /// Quit as soon as the saves that run have succeeded.
  var quitsAfterSave = false

  public internal(set) var size: ScreenSize
  public internal(set) var capability: DisplayCapability
  public internal(set) var options: ViewerOptions
  /// What was run after ":".
  var typedLines = LineHistory()

  /// - Parameter cases: what is opened, the first of it at once; by default one study of the options'
  ///   name.
  public init(
    capability: DisplayCapability, size: ScreenSize, options: ViewerOptions = ViewerOptions(),
    cases: CaseList? = nil
  ) {
    self.capability = capability
    self.size = size
    self.options = options
    display = DisplayOptions(renderer: options.renderer)
    display.comparison = options.comparison
    usesMouse = options.mouse && capability.hasMouse
    let cases = cases ?? CaseList(names: [options.studyName])
    self.cases = cases
    reading = Reading(study: .loading(name: cases.current.name))
  }
}
