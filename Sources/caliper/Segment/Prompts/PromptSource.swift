import Annotations
import Foundation
import ImageFiles
import Imaging
import Segmentation

/// Where the RECIST diameters of one case are written.
enum PromptSource: Sendable {
  /// Diameters that were given one by one: on the command line, or in a table's rows.
  case diameters([LesionPrompt])
  /// One case of a document that has several.
  case entry(SessionDocument, file: String)
  /// A document of its own: a session or a file of prompts.
  case document(String)
  /// A label map with one line drawn for each lesion.
  case map(String)
  /// The label map that a `.npz` image has beside its voxels.
  case array(String)
  /// What was found cannot be used, and why.
  case refused(String)

  /// The diameters, each checked against the image's grid.
  ///
  /// - Parameter tell: is given what a reader should know, a sentence each.
  /// - Throws: ``CaseFailure``, ``ImageFileError``, ``PromptError``.
  func prompts(
    on grid: VoxelGrid, reading: ReadingOptions, tell: (String) -> Void
  ) throws -> [LesionPrompt] {
    let found: [LesionPrompt]
    switch self {
    case .diameters(let prompts): found = prompts
    case .entry(let document, let file):
      found = try SessionFile.prompts(of: document, at: file, on: grid, frame: reading.frame)
    case .document(let path):
      found = try SessionFile.prompts(path, on: grid, frame: reading.frame)
    case .map(let path):
      let map = try reading.reader.readMask(path, array: ArrayImage.lines)
      if !map.grid.matches(grid, tolerance: 0.1) {
        tell(
          "\(SafeText.escaped(path)) lies on another grid than the image; its lines "
            + "are carried over through the patient's millimetres")
      }
      found = try LesionPrompt.prompts(fromRecistLabelMap: map, on: grid)
    case .array(let path):
      found = try LesionPrompt.prompts(
        fromRecistLabelMap: Self.lines(in: path, reading.reader), on: grid)
    case .refused(let reason): throw CaseFailure(reason)
    }
    try LesionPrompt.validate(found, on: grid)
    for prompt in found where !prompt.isAxial(on: grid) {
      tell(
        "lesion \(prompt.label): the ends lie in different axial slices, those of a RECIST "
          + "diameter lie in one")
    }
    return found
  }

  private static func lines(in path: String, _ reader: ImageFileReader) throws -> Mask {
    do {
      return try reader.readMask(path, array: ArrayImage.lines)
    } catch let error as ImageFileError where error.problem == .missingArray(ArrayImage.lines) {
      throw CaseFailure(
        "\(SafeText.escaped(path)): the archive has no array \"\(ArrayImage.lines)\" with a line for "
          + "each lesion; add it, or name the diameters by --prompts.")
    }
  }

  /// The file that nothing else than this case's prompts is in.
  var ownFile: String? {
    switch self {
    case .document(let path), .map(let path): path
    case .diameters, .entry, .array, .refused: nil
    }
  }

  /// Changes with what the prompts say; of files by ``FileFingerprint``.
  func fingerprint() throws -> String {
    switch self {
    case .diameters(let prompts):
      let lines = prompts.map { prompt in
        let (a, b) = (prompt.diameter.a, prompt.diameter.b)
        return "\(prompt.label) \(a.x) \(a.y) \(a.z) \(b.x) \(b.y) \(b.z)"
      }
      return SHA256.hexadecimal(of: Data(lines.joined(separator: "\n").utf8))
    case .entry(let document, _): return SHA256.hexadecimal(of: try document.json())
    case .document(let path), .map(let path): return try FileFingerprint.of(path)
    // The image's own fingerprint has it.
    case .array: return ArrayImage.lines
    case .refused(let reason): return SHA256.hexadecimal(of: Data(reason.utf8))
    }
  }
}
