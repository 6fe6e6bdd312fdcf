import ArgumentParser

/// Edges of cubic crops on the command line, such as `64,96,128`.
struct CropSizes: ExpressibleByArgument {
  static let standard = [64, 96, 128]

  /// In voxels, smallest first, each once.
  let edges: [Int]

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.allSatisfy({ $0.map((8...256).contains) ?? false }) else { return nil }
    edges = Set(numbers.compactMap { $0 }).sorted()
  }
}
