import Annotations
import Imaging
import Viewer

/// All that a reader made of a study, as a journal has it after every change.
struct WorkRecord: Codable, Sendable {
  /// In the journal of the work's own case.
  static let kind = "work"
  /// Of another case, in the journal that has a viewer's events, for a replay to check.
  static let otherKind = "other-work"

  /// The case's number in the viewer.
  var caseID: CaseID
  var revision: Int
  /// Whether it differs from what was saved last.
  var isUnsaved: Bool
  var isDone: Bool
  var image: SessionDocument.Image
  var lesions: [LesionRecord]

  private enum CodingKeys: String, CodingKey {
    case caseID = "case"
    case isUnsaved = "unsaved"
    case isDone = "done"
    case revision, image, lesions
  }

  init(
    _ snapshot: SessionSnapshot, of id: CaseID, image: SessionDocument.Image, grid: VoxelGrid,
    masks: inout MaskLedger
  ) throws(MaskCodeError) {
    caseID = id
    revision = snapshot.revision
    isUnsaved = snapshot.isUnsaved
    isDone = snapshot.isDone
    self.image = image
    lesions = []
    for lesion in snapshot.lesions {
      lesions.append(try LesionRecord(lesion, grid: grid, masks: &masks))
    }
  }

  /// What tells this work from another, in a few words; `nil` when nothing does.
  func difference(from other: WorkRecord) -> String? {
    let (own, others) = (lesions.map(\.entry.label), other.lesions.map(\.entry.label))
    if own != others { return "there are lesions \(own) and not \(others)" }
    for (lesion, counterpart) in zip(lesions, other.lesions) {
      if let difference = lesion.difference(from: counterpart) {
        return "lesion \(lesion.entry.label): \(difference)"
      }
    }
    return isDone == other.isDone ? nil : "it is marked done in one of them alone"
  }
}
