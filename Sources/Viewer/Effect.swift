import Imaging

/// What `update` asks of the world; the effect runner carries it out and answers by an ``Event``.
///
/// What is done to a case is meant for the one that was on the screen before the event.
public indirect enum Effect: Sendable {
  /// Read a case. Answered by loaded or loadFailed about it.
  case open(CaseID)
  /// Read another frame of the case's file, from 0. Answered by loaded or loadFailed about it.
  case loadFrame(Int)
  /// Forget a case's study.
  case close(CaseID)
  /// One of the effects below, for another case.
  case about(CaseID, Effect)

  /// Predict the lesions named; every lesion with a diameter is sent along, since two masks may
  /// meet and the voxel goes to the higher logit. Answered by progress, then one of predicted and
  /// predictionFailed, all with the job's number.
  case predict(lesions: [PlacedLesion], requested: [Int], job: Int)
  /// Stop the prediction that runs; nothing is answered.
  case cancelPrediction
  /// Make the mask of one lesion anew at its threshold, from what the network said before. Of
  /// several that wait the newest counts. Answered by rethresholded or thresholdRefused.
  case rethreshold(lesions: [PlacedLesion], lesion: Int, request: Int)
  /// Write mask and session. Answered by saved or saveFailed.
  case save(SessionSnapshot)
  /// Keep the work where it survives the viewer. Answered by kept or keepFailed.
  case autosave(SessionSnapshot)
  /// Write something that was made of the work for other programs. Answered by exported or
  /// exportFailed.
  case export(Export)
  /// Do away with abandoned work; what was recovered only once it is kept anew.
  case settle(String, AbandonedWork.Settlement)
  /// Compare the masks with the true ones. Answered by compared, unless newer work came meanwhile.
  case compare(SessionSnapshot)
  /// Name what is in a folder, written as the reader typed it: "" for the one the program runs in.
  /// Answered by folderListed.
  case listFolder(String)
  /// Write the RECIST table beside the image. Answered by exported or exportFailed.
  case exportRecist(ResponseExport)
  /// Repaint the whole screen.
  case redraw
  /// Have the terminal report the mouse, or stop.
  case setMouse(Bool)
  /// Stop the process as Ctrl-Z does, and come back on SIGCONT.
  case suspend
  case quit

  /// Whether it is done to the case on the screen, and not to the screen or a case that it names.
  var isOfCase: Bool {
    switch self {
    case .loadFrame, .predict, .cancelPrediction, .rethreshold, .save, .autosave, .settle, .compare,
      .export, .exportRecist:
      true
    case .open, .close, .about, .listFolder, .redraw, .suspend, .setMouse, .quit: false
    }
  }
}

/// A lesion that has both ends of its diameter.
public struct PlacedLesion: Hashable, Sendable {
  /// From 1; the label in the mask.
  public var id: Int
  /// The present one, or that which its mask was made from.
  public var diameter: Diameter
  /// Whether it has a mask of the network's on the screen: one that was taken back must not take
  /// voxels from its neighbours.
  public var isPredicted: Bool
  /// The logit above which its voxels are lesion.
  public var threshold: Double

  public init(
    id: Int, diameter: Diameter, isPredicted: Bool = false, threshold: Double = 0
  ) {
    self.id = id
    self.diameter = diameter
    self.isPredicted = isPredicted
    self.threshold = threshold
  }
}

/// What a save writes: all that the user made, and what was measured.
public struct SessionSnapshot: Sendable {
  /// Grows with every change; see ``SaveReceipt/revision``.
  public var revision: Int
  /// Complete or not; see ``Swift/Sequence/labelMap(on:)`` for the mask of them all.
  public var lesions: [Lesion]
  /// The reader has finished the case.
  public var isDone: Bool
  /// Whether it differs from what was saved last.
  public var isUnsaved = true
  /// Where to write, as the reader named it; `nil` for beside the image or where it was saved
  /// before.
  public var folder: String?

  public init(revision: Int, lesions: [Lesion], isDone: Bool = false) {
    self.revision = revision
    self.lesions = lesions
    self.isDone = isDone
  }
}

extension Sequence<Lesion> {
  /// The lesions' masks as one label map; `nil` when none has one.
  public func labelMap(on grid: VoxelGrid) -> Mask? {
    let masks = compactMap(\.segmentation?.mask)
    guard !masks.isEmpty else { return nil }
    return Mask.joined(masks, on: grid)
  }
}
