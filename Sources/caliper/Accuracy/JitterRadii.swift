import ArgumentParser

/// How far the ends of a diameter are displaced, on the command line: `1,2,3`, in voxels.
struct JitterRadii: ExpressibleByArgument {
  /// The exact diameter alone.
  static let none = JitterRadii([])
  static let allowed = 0.0...100.0

  /// Ascending, without 0, which is always measured.
  let radii: [Double]

  private init(_ radii: [Double]) { self.radii = Set(radii).subtracting([0]).sorted() }

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0)
    }
    let radii = numbers.compactMap { $0 }
    guard !numbers.isEmpty, radii.count == numbers.count, radii.allSatisfy(Self.allowed.contains)
    else { return nil }
    self.init(radii)
  }

  var defaultValueDescription: String { "0" }
}
