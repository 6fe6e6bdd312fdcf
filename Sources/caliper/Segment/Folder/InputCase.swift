/// A case of a folder that is segmented.
struct InputCase: Sendable, Equatable {
  /// The image's path below the folder, without its ending and the mark of an image: what the case
  /// is called in tables and results, and where its mask goes.
  let name: String
  /// The path of the image.
  let image: String

  var isArchive: Bool { image.hasSuffix(CaseNaming.archiveEnding) }

  /// The name without the folders.
  var lastComponent: String { String(name.split(separator: "/").last ?? "") }
}
