import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

extension StudyFiles {
  /// Writes an export: under the name that the reader gave, which must be free, or under the first
  /// free one beside the image.
  ///
  /// - Returns: the file's name, safe to show.
  func write(_ export: Export, of file: ImageFile) throws -> String {
    let url: URL
    if let path = export.path {
      let expanded = NSString(string: path).expandingTildeInPath
      url = URL(fileURLWithPath: expanded)
      guard !FileManager.default.fileExists(atPath: url.path) else {
        throw CaseFailure("\(SafeText.escaped(path)) is there already; give another name.")
      }
    } else {
      url = freeFile(ending: export.content.ending)
    }
    switch export.content {
    case .picture(let image):
      var png = PNGImage(
        width: image.width, height: image.height, color: .rgb, pixels: image.pixels)
      png.texts = [
        .init("Software", Caliper.software), .init("Title", studyName),
        .init("Disclaimer", SessionReport.disclaimer),
      ]
      png.pixelsPerMetre = PNGImage.slidePixelsPerMetre
      try png.write(to: url.path, replacing: false)
    case .table(let snapshot):
      try AtomicFile.write(
        Data(SessionReport(document(snapshot, file)).csv.utf8), to: url.path, replacing: false)
    case .report(let snapshot, let ascii):
      try AtomicFile.write(
        Data(SessionReport(document(snapshot, file)).text(ascii: ascii).utf8), to: url.path,
        replacing: false)
    }
    return SafeText.escaped(url.lastPathComponent)
  }
}

extension Export.Content {
  fileprivate var ending: String {
    switch self {
    case .picture: ".png"
    case .table: ".csv"
    case .report: ".txt"
    }
  }
}
