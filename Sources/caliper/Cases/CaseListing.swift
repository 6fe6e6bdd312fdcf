import Foundation
import ImageFiles

/// What `caliper view` was asked to open: files, a folder of cases, or a file that lists them.
struct CaseListing {
  private(set) var cases: [CaseFiles] = []
  /// Whether they are one patient's studies, and not a list to work through.
  private(set) var areTimepoints = false

  /// - Parameters:
  ///   - paths: one or more images in the order of time; or one folder; or one text file, a case a
  ///     line.
  ///   - truth: a mask for the one image, or a folder of masks named as the images are.
  ///   - predictions: the same for label maps to look at.
  /// - Throws: ``CaseFailure`` where nothing can be found.
  init(_ paths: [String], truth: String?, predictions: String?) throws {
    if paths.count == 1, FolderWalk.isFolder(paths[0]) {
      cases = try Self.folder(paths[0])
      guard !cases.isEmpty else {
        throw CaseFailure(
          "\(SafeText.escaped(paths[0])): there is no image in this folder; give one that holds "
            + ".nii or .nii.gz files.")
      }
    } else if paths.count == 1, Self.isList(paths[0]) {
      cases = try Self.list(paths[0])
    } else {
      cases = paths.map { Self.beside(CaseFiles(image: $0)) }
      areTimepoints = paths.count > 1
    }
    if let truth { try attach(truth, marks: CaseNaming.truthMarks, to: \.truth) }
    if let predictions {
      try attach(
        predictions, marks: CaseNaming.predictionMarks + CaseNaming.truthMarks, to: \.prediction)
    }
  }

  private static func isList(_ path: String) -> Bool {
    [".txt", ".tsv", ".list"].contains { path.lowercased().hasSuffix($0) }
  }

  // MARK: Folders

  /// Every image in a folder and those below it that is no mask, with the true mask beside it.
  private static func folder(_ path: String) throws -> [CaseFiles] {
    var found: [CaseFiles] = []
    try FolderWalk.forEachFile(below: path) { file in
      guard let stem = CaseNaming.stem(file.name), !CaseNaming.isMask(stem) else { return }
      let mask = CaseNaming.partner(
        of: stem, marks: CaseNaming.truthMarks, bare: false, among: file.siblings,
        except: file.name)
      found.append(
        CaseFiles(
          image: file.path, truth: mask.map { file.folder + "/" + $0 },
          name: SafeText.escaped(file.place)))
    }
    return found
  }

  /// The true mask beside a single image.
  private static func beside(_ one: CaseFiles) -> CaseFiles {
    let url = URL(fileURLWithPath: one.image)
    guard let stem = CaseNaming.stem(url.lastPathComponent) else { return one }
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var result = one
    result.truth = CaseNaming.partner(
      of: stem, marks: CaseNaming.truthMarks, bare: false, among: Set(names),
      except: url.lastPathComponent
    ).map { folder.appendingPathComponent($0).path }
    return result
  }

  // MARK: Lists

  /// A case a line: image, and after tabs its true mask and a prediction. Paths are relative to the
  /// list; blank lines and those that begin with # are passed over.
  private static func list(_ path: String) throws -> [CaseFiles] {
    let data = try CaseFailure.wrapping { try SmallFile.read(path) }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CaseFailure("\(SafeText.escaped(path)): the list is no UTF-8 text.")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    func place(_ entry: Substring) -> String? {
      let entry = entry.trimmingCharacters(in: .whitespaces)
      guard !entry.isEmpty, entry != "-" else { return nil }
      return entry.hasPrefix("/") ? entry : folder.appendingPathComponent(entry).path
    }
    var cases: [CaseFiles] = []
    /// The first line that names a file which is not there.
    var missing: (line: Int, entry: Substring)?
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard !line.hasPrefix("#"), let image = place(fields[0]) else { continue }
      // The heading of a table.
      if fields[0].lowercased() == "image" { continue }
      let one = CaseFiles(
        image: image, truth: fields.count > 1 ? place(fields[1]) : nil,
        prediction: fields.count > 2 ? place(fields[2]) : nil,
        name: SafeText.escaped(fields[0].trimmingCharacters(in: .whitespaces)))
      cases.append(one.truth == nil ? beside(one) : one)
      if missing == nil, !FileManager.default.fileExists(atPath: image) {
        missing = (number + 1, fields[0])
      }
    }
    guard !cases.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): the list names no image; write a path a line.")
    }
    // Of many cases one that is missing is told in the list of cases; without any it is no list.
    if let missing,
      !cases.contains(where: { FileManager.default.fileExists(atPath: $0.image) })
    {
      throw CaseFailure(
        "\(SafeText.escaped(path)), line \(missing.line): \"\(SafeText.escaped(String(missing.entry)))\""
          + " is no file; write the path of an image a line, relative to the list.")
    }
    return cases
  }

  // MARK: Truth and predictions

  private mutating func attach(
    _ path: String, marks: [String], to file: WritableKeyPath<CaseFiles, String?>
  ) throws {
    // An image of the list is no mask of itself or of another case, however it is named.
    let images = Set(cases.map { FolderWalk.real($0.image) })
    guard FolderWalk.isFolder(path) else {
      guard cases.count == 1 else {
        throw CaseFailure(
          "\(SafeText.escaped(path)): one file cannot belong to \(cases.count) cases; give a folder."
        )
      }
      guard !images.contains(FolderWalk.real(path)) else {
        throw CaseFailure(
          "\(SafeText.escaped(path)): this is the image itself, and no mask of it; give its mask.")
      }
      cases[0][keyPath: file] = path
      return
    }
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let names = Set(all.filter { !images.contains(FolderWalk.real(path + "/" + $0)) })
    let root = FolderWalk.real(path) + "/"
    var count = 0
    for index in cases.indices {
      let name = URL(fileURLWithPath: cases[index].image).lastPathComponent
      guard let stem = CaseNaming.stem(name) else { continue }
      let partner = CaseNaming.partner(
        of: stem, marks: marks, bare: true, among: names, except: "")
      if let partner {
        cases[index][keyPath: file] = path + "/" + partner
      } else if cases[index][keyPath: file].map({ FolderWalk.real($0).hasPrefix(root) }) != true {
        // What lies beside an image in a folder below is in the folder that was named, too.
        continue
      }
      count += 1
    }
    guard count > 0 else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): no mask there is named for one of the cases; name them as the "
          + "images are.")
    }
  }
}
