/// What is drawn, as the reader switched it.
public struct DisplayOptions: Equatable, Sendable {
  public enum Overlay: Equatable, Sendable { case contour, fill }
  /// The side panel: by the screen's width until the reader decides.
  public enum Panel: Equatable, Sendable { case automatic, shown, hidden }

  /// How masks are shown against the true ones.
  public enum Comparison: String, Codable, Equatable, Sendable, CaseIterable {
    case off
    /// The true outline beside the lesions' own.
    case outlines
    /// Voxels that both have, that only the lesions have, that only the truth has.
    case areas
  }

  public var overlay = Overlay.contour
  public var comparison = Comparison.off
  public var showsMask = true
  public var showsImage = true
  /// Diameters, their ends and their letters.
  public var showsAnnotations = true
  public var showsCrosshair = true
  public var panel = Panel.automatic
  /// How pixels are made of character cells, as far as the terminal can: see ``State/pixelStyle``.
  public var renderer: Renderer
  /// Axial, coronal and sagittal slices side by side, where the screen has room for them.
  public var showsThreeViews = false
  public var showsScaleBar = true
  public var slab = Slab()
  /// Whether pixels smaller than a voxel blend its neighbours in; ends are placed on voxels, so
  /// that they are shown as they are unless asked for.
  public var interpolates = false
  /// How much of a filled mask is its own colour and not the image, 0.2...1.
  public var maskOpacity = 0.6
  /// Statistics of a disc around the cursor.
  public var showsRegion = false
  /// The disc's diameter in mm.
  public var regionMillimetres = DisplayOptions.regionDiameters[1]
  /// Another timepoint beside the picture.
  public var showsOtherTimepoint = false

  /// The diameters of the disc that can be chosen, in mm.
  public static let regionDiameters = [5.0, 10, 20, 40]

  public init(renderer: Renderer = .auto) { self.renderer = renderer }
}

/// Settings that are made before the viewer starts; the keymap alone changes afterwards.
public struct ViewerOptions: Sendable {
  /// Width of a character cell divided by its height.
  public var cellAspect: Double
  /// The study's name while it is being read, safe to show.
  public var studyName: String
  public var keymap: Keymap
  /// How a truth is shown at first. Not at all, unless it was asked for: who reads a case is not to
  /// be told the answer.
  public var comparison: DisplayOptions.Comparison
  /// What ``DisplayOptions/renderer`` starts as.
  public var renderer: Renderer
  /// Whether the mouse is listened to from the start, where the terminal has one.
  public var mouse: Bool
  /// What is wrong with the reader's configuration; `nil` when nothing is.
  public var notice: String?

  public init(
    cellAspect: Double = 0.5, studyName: String = "", keymap: Keymap = .standard,
    comparison: DisplayOptions.Comparison = .off, renderer: Renderer = .auto, mouse: Bool = false,
    notice: String? = nil
  ) {
    self.comparison = comparison
    self.renderer = renderer
    self.mouse = mouse
    // Beyond these a cell is no cell, and a picture would degenerate.
    self.cellAspect = cellAspect.isFinite ? min(max(cellAspect, 0.2), 2) : 0.5
    self.studyName = studyName
    self.keymap = keymap
    self.notice = notice
  }
}
