import Imaging

/// What a key asks for, whatever key it is.
public enum Command: Hashable, Sendable {
  /// Moves the cursor over the screen, in voxels; to the right and down are positive. In the
  /// window mode it changes width and level instead.
  case move(columns: Int, rows: Int)
  /// Goes up (towards the head in axial slices) by some slices.
  case slice(Int)
  case firstSlice, lastSlice

  case windowPreset(IntensityWindow.Preset)
  case autoWindow
  /// Arrows change window and level until Enter or Esc.
  case adjustWindow

  case zoomIn, zoomOut, fit, centre, resetView

  /// Axial, coronal, sagittal: of the single view, or which of three panes the keys act in.
  case nextPlane
  case toggleThreeViews
  case toggleInterpolation, toggleScaleBar
  /// No slab, maximum intensity projection, mean.
  case cycleSlab
  case thinnerSlab, thickerSlab
  /// Statistics of a disc around the cursor, and the disc's next size.
  case toggleRegion, cycleRegionSize
  /// How much of a filled mask is its own colour.
  case lessOpacity, moreOpacity
  /// The next 3D image of a file that has several.
  case nextFrame

  /// Enter: sets an end, or accepts.
  case confirm
  case newLesion
  /// Goes to an end of the selected lesion and takes it up, so that Enter sets it anew.
  case pickEnd(LesionEnd)
  /// The same for the end that the cursor is farther from.
  case pickOtherEnd
  case nextLesion, previousLesion
  case deleteLesion
  /// Puts the ends where the lesion's section is longest.
  case snapDiameter
  case swapEnds
  /// Derives the short axis, or edits the one that is there.
  case shortAxis
  /// Target, non-target, new.
  case cycleRole
  /// Lymph node or not.
  case toggleNode
  /// The selected lesion into the next study.
  case copyToNext
  /// Esc: leaves a mode, stops a prediction.
  case cancel

  case nextCase, previousCase
  /// The worklist, with what is known of every case.
  case caseList
  /// The worklist with the filter ready to be typed.
  case filterCases
  /// The reader has finished the case, or not after all.
  case toggleDone
  /// How masks are compared with the true ones: not, by outlines, by areas.
  case cycleComparison
  /// The RECIST table of all timepoints.
  case response
  /// Another timepoint beside the one on the screen.
  case toggleOtherTimepoint

  case predictSelected, predictAll
  /// Of the selected lesion's mask: a lower threshold makes it larger.
  case lowerThreshold, raiseThreshold
  case brush
  /// Of the mask, the piece under the cursor.
  case keepComponent
  case fillHoles
  case toggleMask, toggleFill
  case toggleCrosshair, toggleAnnotations, toggleImage, togglePanel
  /// The next way to make pixels of character cells.
  case cycleRenderer
  case toggleMouse

  case undo, redo
  case save, commandLine, help, quit
  case redraw, suspend
  /// Ctrl-C where it arrives as a key: save aside and quit.
  case interrupt
}
