import Annotations
import Foundation
import ImageFiles
import Imaging
import Segmentation

/// Session and prompt documents on disk.
enum SessionFile {
  static func read(_ path: String) throws -> SessionDocument {
    let data = try SmallFile.read(path)
    do {
      return try SessionDocument(json: data)
    } catch let error as SessionError {
      throw CaseFailure("\(SafeText.escaped(path)): \(error.description)")
    }
  }

  /// The diameters of a document as prompts, each checked against the image.
  static func prompts(
    _ path: String, on grid: VoxelGrid, frame: Int
  ) throws -> [LesionPrompt] {
    try prompts(of: read(path), at: path, on: grid, frame: frame)
  }

  /// - Parameter path: for the errors' text.
  static func prompts(
    of document: SessionDocument, at path: String, on grid: VoxelGrid, frame: Int
  ) throws -> [LesionPrompt] {
    do {
      let prompts = try document.diameters(for: grid, frame: frame).map(LesionPrompt.init)
      try LesionPrompt.validate(prompts, on: grid)
      return prompts
    } catch let error as any CustomStringConvertible {
      throw CaseFailure("\(SafeText.escaped(path)): \(error.description)")
    }
  }
}
