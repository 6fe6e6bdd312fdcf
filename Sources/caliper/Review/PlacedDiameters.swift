import Foundation
import ImageFiles
import Imaging

/// The diameters from which predicted masks were made, as the summary of `caliper segment` has them
/// that lies in a mask's folder or in one above it.
struct PlacedDiameters {
  /// By folder, then by the mask's path and the lesion's label; empty for a folder without a summary.
  private var known: [String: [String: [Int: Diameter]]] = [:]

  /// By label; empty where none are known.
  ///
  /// - Parameters:
  ///   - mask: its path, absolute.
  ///   - name: of the case, which has the folders between the summary and the mask.
  mutating func of(_ mask: String, name: String) -> [Int: Diameter] {
    var folder = (mask as NSString).deletingLastPathComponent
    for _ in 0..<max(1, name.split(separator: "/").count) {
      if let found = summary(in: folder)[mask] { return found }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return [:]
  }

  private mutating func summary(in folder: String) -> [String: [Int: Diameter]] {
    if let known = known[folder] { return known }
    var found: [String: [Int: Diameter]] = [:]
    // One that cannot be read, and another program's, tells nothing; the masks are there all the same.
    if let data = try? SmallFile.read(folder + "/" + RecordFolder.summaryName),
      let document = try? JSONDecoder().decode(SegmentationListing.self, from: data),
      document.kind == SegmentationSummary.kind
    {
      for one in document.cases {
        if let mask = one.mask { found[ReviewPath.absolute(mask, in: folder)] = one.placed }
      }
    }
    known[folder] = found
    return found
  }
}

extension SegmentationListing.Case {
  /// The diameters by label, as far as they are there.
  var placed: [Int: Diameter] {
    var placed: [Int: Diameter] = [:]
    for lesion in lesions ?? [] {
      guard let label = lesion.label, let a = lesion.a, let b = lesion.b, a.count == 3, b.count == 3
      else { continue }
      placed[label] = Diameter(Voxel(a[0], a[1], a[2]), Voxel(b[0], b[1], b[2]))
    }
    return placed
  }
}
