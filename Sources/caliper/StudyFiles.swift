import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

/// Where a study's session and mask are kept: beside the image, `ct.nii.gz` as
/// `ct_caliper.json` and `ct_caliper_mask.nii.gz`.
///
/// A session on disk is only ever replaced by the viewer that read or wrote it last, and only as
/// long as nobody else has changed it; all other work gets a name of its own,
/// `ct_caliper-2.json`. Used from one thread at a time.
final class StudyFiles {
  /// Unsaved work that was left behind, by ``AbandonedWork/id``.
  var abandoned: [String: AbandonedSource] = [:]
  var provenance: Provenance
  private let image: URL
  private var base: String
  /// The session that this viewer may replace, and what it last knew to be in it.
  private var own: Session?
  /// The tables and letters that this viewer wrote last under names of its own choice, by ending.
  var written: [String: WrittenFile] = [:]

  /// A file that this viewer wrote, and what it wrote.
  struct WrittenFile {
    let url: URL
    let content: Data
    /// Whether nobody has changed it since.
    var isUnchanged: Bool { (try? Data(contentsOf: url)) == content }
  }

  /// A session file as this viewer knows it.
  private struct Session {
    var url: URL
    var content: Data
    /// Whether this viewer has written it.
    var isWritten: Bool
  }

  init(image path: String, provenance: Provenance = Provenance(reader: nil)) {
    self.provenance = provenance
    image = URL(fileURLWithPath: path)
    base = Self.base(of: image)
  }

  // MARK: Sessions that are there

  /// The sessions beside an image, the one saved last first.
  static func sessions(of image: URL) -> [URL] {
    let stem = URL(fileURLWithPath: base(of: image)).lastPathComponent
    let files =
      (try? FileManager.default.contentsOfDirectory(
        at: image.deletingLastPathComponent(),
        includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
    return files.filter { isSession($0.lastPathComponent, stem: stem) }
      .sorted { date($0) > date($1) }
  }

  /// Whether a document is one of the image's own sessions, whatever the path to it.
  static func isSession(_ document: URL, of image: URL) -> Bool {
    let stem = URL(fileURLWithPath: base(of: image)).lastPathComponent
    return folder(of: document) == folder(of: image)
      && isSession(document.lastPathComponent, stem: stem)
  }

  /// When a file was last written.
  static func date(_ url: URL) -> Date {
    (try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate)
      ?? .distantPast
  }

  private static func isSession(_ name: String, stem: String) -> Bool {
    guard name.hasPrefix(stem), name.hasSuffix(".json") else { return false }
    let number = name.dropFirst(stem.count).dropLast(".json".count)
    return number.isEmpty || (number.first == "-" && Int(number.dropFirst()) != nil)
  }

  private static func base(of image: URL) -> String {
    var path = image.path
    for suffix in [".gz", ".nii", ".hdr", ".img", ".npz"] where path.hasSuffix(suffix) {
      path.removeLast(suffix.count)
    }
    return path + "_caliper"
  }

  // MARK: Saving

  /// The session that this viewer read or wrote last, wherever it was saved; `nil` without one, or
  /// where it is gone.
  var knownSession: URL? { own.flatMap { Self.exists($0.url) ? $0.url : nil } }

  /// Whether the session is not what this viewer last knew to be in it.
  var isChangedByOthers: Bool {
    own.map { (try? SmallFile.read($0.url.path)) != $0.content } ?? false
  }

  /// Takes a session that was read as this viewer's own.
  func adopt(_ session: URL) {
    own = (try? SmallFile.read(session.path)).map {
      Session(url: session, content: $0, isWritten: false)
    }
  }

  /// Takes the session of recovered work as this viewer's own, if it is there and still what it
  /// was; else that work gets a session of its own.
  func adopt(_ reference: SessionReference?) {
    own = nil
    guard let reference, !reference.file.contains("/") else { return }
    let session = image.deletingLastPathComponent().appendingPathComponent(reference.file)
    guard Self.isSession(session, of: image), let content = try? SmallFile.read(session.path),
      SessionReference(file: reference.file, content: content) == reference
    else { return }
    own = Session(url: session, content: content, isWritten: false)
  }

  /// The session that the work goes back to; `nil` when there is none, or in another folder.
  var reference: SessionReference? {
    guard let own, Self.isSession(own.url, of: image) else { return nil }
    return SessionReference(file: own.url.lastPathComponent, content: own.content)
  }

  /// Writes mask and session.
  ///
  /// - Parameter shared: whether another viewer had the study open first: what it goes on with is
  ///   then left to it.
  /// - Returns: the names of the files, safe to show; their paths in another folder than the image's.
  func save(
    _ snapshot: SessionSnapshot, image file: ImageFile, shared: Bool = false
  ) throws -> [String] {
    if let folder = snapshot.folder {
      let name = URL(fileURLWithPath: base).lastPathComponent
      base = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(name).path
      own = nil
      written = [:]
    }
    let replaced = own.flatMap { own in
      let isFree = own.isWritten || !shared
      return isFree && (try? SmallFile.read(own.url.path)) == own.content ? own.url : nil
    }
    let session = replaced ?? freeSession(besides: shared)
    let mask = Self.mask(of: session)
    var names: [String] = []
    // The mask first: a session never names a mask that is not there. One that was saved before
    // must not outlive its lesions.
    let labelMap = snapshot.lesions.labelMap(on: file.volume.grid)
    if labelMap != nil || Self.exists(mask) {
      try ImageFileWriter.writeMask(
        labelMap ?? Mask(emptyOn: file.volume.grid), like: file.header, to: mask.path)
      names.append(shown(mask))
    }
    var document = document(snapshot, file)
    document.mask = names.isEmpty ? nil : mask.lastPathComponent
    let content = try document.json()
    try AtomicFile.write(content, to: session.path, replacing: replaced != nil)
    provenance.created = document.created
    own = Session(url: session, content: content, isWritten: true)
    names.append(shown(session))
    return names
  }

  /// The first name beside the image that nobody's session or mask has.
  ///
  /// - Parameter other: whether the name without a number is left to the viewer that was there first
  ///   and has not saved yet.
  private func freeSession(besides other: Bool) -> URL {
    var session = URL(fileURLWithPath: other ? base + "-2.json" : base + ".json")
    var number = other ? 3 : 2
    while Self.exists(session) || Self.exists(Self.mask(of: session)) {
      session = URL(fileURLWithPath: "\(base)-\(number).json")
      number += 1
    }
    return session
  }

  /// The first free name beside the image for what is written for other programs.
  func freeFile(ending: String) -> URL {
    var url = URL(fileURLWithPath: base + ending)
    var number = 2
    while Self.exists(url) {
      url = URL(fileURLWithPath: "\(base)-\(number)\(ending)")
      number += 1
    }
    return url
  }

  /// How a message names a file: by its name alone where it lies beside the image.
  func shown(_ url: URL) -> String {
    let isBeside = Self.folder(of: url) == Self.folder(of: image)
    return SafeText.escaped(isBeside ? url.lastPathComponent : url.standardizedFileURL.path)
  }

  private static func folder(of url: URL) -> String {
    url.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// The image's file name.
  var studyName: String { image.lastPathComponent }

  private static func mask(of session: URL) -> URL {
    URL(fileURLWithPath: session.path.dropLast(".json".count) + "_mask.nii.gz")
  }

  private static func exists(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path)
  }

  func document(_ snapshot: SessionSnapshot, _ file: ImageFile) -> SessionDocument {
    let grid = file.volume.grid
    var document = SessionDocument(
      software: Caliper.software,
      image: SessionDocument.Image(
        file: image.lastPathComponent, grid: grid,
        frame: file.header.frames > 1 ? file.frame : nil),
      lesions: snapshot.lesions.map { SessionDocument.Lesion($0, grid: grid) })
    document.status = snapshot.isDone ? SessionDocument.doneStatus : nil
    provenance.stamp(&document)
    return document
  }
}
