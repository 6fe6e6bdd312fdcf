import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

extension StudyFiles {
  /// Writes an export: under the name that the reader gave, which must be free, or beside the image.
  ///
  /// There a table or letter takes the place of the one that this viewer wrote before and nobody has
  /// changed. Pictures are of other views, and each has a name of its own.
  ///
  /// - Returns: the file's name, safe to show; its path in another folder than the image's.
  func write(_ export: Export, of file: ImageFile) throws -> String {
    switch export.content {
    case .picture(let image):
      let url = try place(of: export)
      var png = PNGImage(
        width: image.width, height: image.height, color: .rgb, pixels: image.pixels)
      png.texts = [
        .init("Software", Caliper.software), .init("Title", studyName),
        .init("Disclaimer", SessionReport.disclaimer),
      ]
      png.pixelsPerMetre = PNGImage.slidePixelsPerMetre
      try png.write(to: url.path, replacing: false)
      return shown(url)
    case .table(let snapshot):
      return try write(SessionReport(document(snapshot, file)).csv, export)
    case .report(let snapshot, let ascii):
      return try write(SessionReport(document(snapshot, file)).text(ascii: ascii), export)
    }
  }

  private func write(_ text: String, _ export: Export) throws -> String {
    let ending = export.content.ending
    let own = export.path == nil ? written[ending].flatMap { $0.isUnchanged ? $0.url : nil } : nil
    let url = try own ?? place(of: export)
    let content = Data(text.utf8)
    try AtomicFile.write(content, to: url.path, replacing: own != nil)
    if export.path == nil { written[ending] = WrittenFile(url: url, content: content) }
    return shown(url)
  }

  /// A path that is free.
  private func place(of export: Export) throws -> URL {
    guard let path = export.path else { return freeFile(ending: export.content.ending) }
    let url = URL(fileURLWithPath: NSString(string: path).expandingTildeInPath)
    guard !FileManager.default.fileExists(atPath: url.path) else {
      throw CaseFailure("\(SafeText.escaped(path)) is there already; give another name.")
    }
    return url
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
