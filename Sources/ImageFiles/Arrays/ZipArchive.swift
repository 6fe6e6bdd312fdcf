import CZip
import Foundation

/// A ZIP archive that is open for reading, by libzip.
final class ZipArchive {
  let path: String
  /// Closed with this object, after every entry of it.
  private let archive: OpaquePointer
  /// Where each entry is, by name.
  private let indices: [String: UInt64]

  /// More entries than any case of the FLARE challenges has arrays.
  static let maximumEntries = 1000

  /// - Throws: ``ImageFileError`` for what is no regular file or no archive.
  init(path: String) throws {
    self.path = path
    let descriptor = try RegularFile.open(path)
    var code: CInt = 0
    // The archive has the descriptor from here on, unless it fails.
    guard let archive = zip_fdopen(descriptor, ZIP_CHECKCONS, &code) else {
      close(descriptor)
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      let reason =
        code == ZIP_ER_EXISTS
        ? "two entries have one name" : String(cString: zip_error_strerror(&error))
      throw ImageFileError(path: path, problem: .badArchive(reason))
    }
    self.archive = archive
    let count = zip_get_num_entries(archive, 0)
    guard count <= Self.maximumEntries else {
      self.indices = [:]
      throw ImageFileError(
        path: path,
        problem: .badArchive("it has \(count) entries, more than \(Self.maximumEntries)"))
    }
    var indices: [String: UInt64] = [:]
    for index in 0..<UInt64(max(0, count)) {
      if let name = zip_get_name(archive, index, 0) { indices[String(cString: name)] = index }
    }
    self.indices = indices
  }

  deinit { zip_discard(archive) }

  /// Opens an entry.
  ///
  /// - Returns: `nil` where there is none of this name.
  /// - Throws: ``ImageFileError`` for one that cannot be read, or that promises more bytes than its
  ///   compressed ones can hold.
  func entry(_ name: String) throws -> ZipEntry? {
    guard let index = indices[name] else { return nil }
    var status = zip_stat_t()
    guard zip_stat_index(archive, index, 0, &status) == 0,
      let size = Int(exactly: status.size), let compressed = Int(exactly: status.comp_size)
    else {
      throw damaged(String(cString: zip_strerror(archive)))
    }
    guard status.encryption_method == ZIP_EM_NONE else { throw damaged("\(name) is encrypted") }
    guard [ZIP_CM_STORE, ZIP_CM_DEFLATE].contains(Int32(status.comp_method)) else {
      throw damaged("\(name) is compressed by another method than deflate")
    }
    guard size / ImageFileReader.maximumGzipRatio <= compressed else {
      throw ImageFileError(
        path: path, problem: .implausibleSize(claimed: size, compressed: compressed))
    }
    guard let file = zip_fopen_index(archive, index, 0) else {
      throw damaged(String(cString: zip_strerror(archive)))
    }
    return ZipEntry(of: self, file: file, size: size)
  }

  private func damaged(_ reason: String) -> ImageFileError {
    ImageFileError(path: path, problem: .badArchive(reason))
  }
}

/// The bytes of one entry of an archive, inflated; the last of them are given only if the checksum of
/// all is right.
final class ZipEntry: VoxelStream {
  let isCompressed = true
  private(set) var position = 0
  var isCancelled: () -> Bool = { false }
  var onProgress: () -> Void = {}
  /// Bytes in all, as the archive states them.
  let size: Int

  private let archive: ZipArchive
  private let file: OpaquePointer
  private var scratch: [UInt8] = []

  fileprivate init(of archive: ZipArchive, file: OpaquePointer, size: Int) {
    self.archive = archive
    self.file = file
    self.size = size
  }

  deinit { zip_fclose(file) }

  var path: String { archive.path }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(
      buffer,
      by: { piece in
        guard let memory = piece.baseAddress else { return 0 }
        let count = zip_fread(file, memory, UInt64(piece.count))
        guard count >= 0 else {
          throw ImageFileError(
            path: path, problem: .compressedDataDamaged(String(cString: zip_file_strerror(file))))
        }
        return Int(count)
      }, advance: { position += $0 })
  }

  @discardableResult
  func skip(_ count: Int) throws -> Int { try skipByReading(count, through: &scratch) }

  func finish(limit: Int) throws -> Int {
    // Only where nothing more comes is the checksum looked at.
    let extra = try skip(limit + 1)
    if extra > limit { throw ImageFileError(path: path, problem: .overlong(limit: limit)) }
    return extra
  }
}
