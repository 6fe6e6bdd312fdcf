import Foundation

/// The name of an image file, and the names of its other half.
///
/// The content of a file decides whether it is compressed and whether it is a pair; its name
/// only where to look for the second file.
struct ImagePath {
  let path: String

  enum Part { case header, image }

  /// Which half of a .hdr and .img pair the name is; `nil` for all other names.
  var part: Part? {
    switch (uncompressed as NSString).pathExtension {
    case "hdr": .header
    case "img": .image
    default: nil
    }
  }

  var claimsCompression: Bool { path.lowercased().hasSuffix(".gz") }

  /// The path of the other half that is there, with this half's own compression preferred.
  func partner(_ part: Part) -> String? {
    partners(part).first { access($0, F_OK) == 0 }
  }

  /// The name that the other half should have.
  func partnerName(_ part: Part) -> String { (partners(part)[0] as NSString).lastPathComponent }

  private func partners(_ part: Part) -> [String] {
    let plain =
      (uncompressed as NSString).deletingPathExtension + (part == .header ? ".hdr" : ".img")
    return claimsCompression ? [plain + ".gz", plain] : [plain, plain + ".gz"]
  }

  private var uncompressed: String { claimsCompression ? String(path.dropLast(3)) : path }
}
