import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

/// What can be told of a case without reading its CT: its session, its masks, its scores.
struct CaseSurvey {
  let files: CaseFiles
  let reader: ImageFileReader
  /// Whether masks are read, for the scores; it takes a while where there are many cases.
  var readsMasks = true

  func summary() -> CaseSummary {
    var summary = CaseSummary()
    let image = URL(fileURLWithPath: files.image)
    do {
      _ = try reader.readHeader(files.image)
    } catch {
      summary.problem = String(describing: error)
      return summary
    }
    var masks: [Int: Mask] = [:]
    if let session = StudyFiles.sessions(of: image).first,
      let document = try? SessionFile.read(session.path)
    {
      summary.lesions = document.lesions.count
      summary.isDone = document.status == SessionDocument.doneStatus
      if readsMasks, let name = document.mask, !name.contains("/") {
        let path = session.deletingLastPathComponent().appendingPathComponent(name).path
        masks = (try? reader.readMask(path))?.byLabel() ?? [:]
      }
    } else if readsMasks, let prediction = files.prediction {
      masks = (try? reader.readMask(prediction))?.byLabel() ?? [:]
      summary.lesions = masks.count
    }
    summary.predicted = masks.count
    if !masks.isEmpty, let path = files.truth, let truth = try? reader.readMask(path) {
      summary.agreement = try? CaseAgreement(of: masks, truth: truth)
    }
    return summary
  }
}
