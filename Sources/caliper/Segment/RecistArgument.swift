import ArgumentParser
import Imaging

/// A RECIST diameter on the command line: `x1,y1,x2,y2,z`, voxel indices from 0 in the file's
/// own axes.
struct RecistArgument: ExpressibleByArgument {
  let diameter: Diameter

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Int($0.trimming(" "))
    }
    guard numbers.count == 5, !numbers.contains(nil) else { return nil }
    let n = numbers.compactMap { $0 }
    diameter = Diameter(Voxel(n[0], n[1], n[4]), Voxel(n[2], n[3], n[4]))
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> Substring {
    var text = drop { $0 == character }
    while text.last == character { text.removeLast() }
    return text
  }
}
