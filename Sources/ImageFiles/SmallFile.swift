import Foundation

/// Reads documents: files that are small when they are what they should be.
public enum SmallFile {
  /// Thousands of lesions fit many times over.
  public static let defaultLimit = 64 << 20

  /// The whole content of a regular file.
  ///
  /// - Throws: ``ImageFileError`` for what is missing, no regular file (a FIFO would block for
  ///   ever), or larger than `limit` bytes.
  public static func read(_ path: String, limit: Int = defaultLimit) throws -> Data {
    let stream = try ImageStream(path: path)
    guard stream.fileSize <= limit else {
      throw ImageFileError(path: path, problem: .tooLarge(bytes: stream.fileSize, limit: limit))
    }
    return Data(try stream.read(upTo: stream.fileSize))
  }
}
