/// Decodes one gzip member after another, fed with pieces of any size.
package protocol GzipDecoder: AnyObject {
  /// Takes bytes from the front of `input` and fills `output` from its front; both are left with
  /// what was not used. Neither shrinks when there is nothing to go on with.
  ///
  /// - Parameter output: not empty.
  /// - Returns: whether the member has ended and its checksum and length were right.
  func decode(
    _ input: inout UnsafeRawBufferPointer, into output: inout UnsafeMutableRawBufferPointer
  ) throws(ImageFileError.Problem) -> Bool

  /// Makes ready for the header of another member.
  func startMember()
}

/// The libraries that can inflate.
package enum GzipLibrary: CaseIterable, Sendable {
  case zlib
  #if canImport(CIsal)
    /// Twice as fast, where it is built in.
    case isal
  #endif

  package static var fastest: GzipLibrary { allCases[allCases.count - 1] }

  package func makeDecoder() throws(ImageFileError.Problem) -> any GzipDecoder {
    switch self {
    case .zlib: try ZlibDecoder()
    #if canImport(CIsal)
      case .isal: IsalDecoder()
    #endif
    }
  }
}

extension ImageFileError.Problem {
  // One wording for both libraries: zlib tells these cases apart in its own words, ISA-L does not.
  static let damagedGzipHeader = compressedDataDamaged("its gzip header is wrong")
  static let damagedGzipCode = compressedDataDamaged("invalid deflate code")
  static let damagedGzipContent = compressedDataDamaged("incorrect checksum or length")
}
