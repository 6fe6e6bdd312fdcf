import Foundation
import Imaging

/// Why a file was not read or not written: its `description` is one sentence that says where,
/// what and what to do, safe to show on a terminal.
public struct ImageFileError: Error, Equatable, Sendable {
  /// What went wrong.
  public enum Problem: Error, Equatable, Sendable {
    // What is at the path.
    /// Nothing is there; `alternative` is a file of nearly the same name that is.
    case missing(alternative: String?)
    /// A directory, a FIFO, a device: named by `kind`.
    case notRegular(kind: String)
    /// The system refuses to open or read it.
    case unreadable(system: String)
    case empty

    // What the header says.
    case tooShort(bytes: Int, needed: Int)
    /// Another kind of file, named when it was recognised.
    case notNifti(kind: String?)
    /// The fields of an Analyze 7.5 header, which states no orientation.
    case notMarkedNifti
    /// A field that no image can have: "dim[1] is -4".
    case badHeader(String)
    /// A kind of voxel that is no single number: "complex64".
    case unsupportedType(String)
    /// A NIfTI file that holds no image: "a CIFTI-2 matrix".
    case notAnImage(String)
    case imageHalfMissing(expected: String)
    case headerHalfMissing(expected: String)
    /// An affine that places voxels nowhere, and what about it.
    case badGeometry(String)
    case noSuchFrame(asked: Int, count: Int)

    // What the voxels are.
    case truncated(bytes: Int, needed: Int)
    case compressedDataEndsEarly
    case compressedDataDamaged(String)
    /// More bytes than any gzip file of this size can hold.
    case implausibleSize(claimed: Int, compressed: Int)
    case tooLarge(bytes: Int, limit: Int)
    /// Compressed data that goes on long after the last voxel.
    case overlong(limit: Int)
    case outOfMemory(bytes: Int)
    /// A mask's value that is no label from 0 to 255.
    case notALabel(value: Double, voxel: Voxel)

    // Archives of numpy arrays.
    /// No ZIP archive that can be read, and why.
    case badArchive(String)
    case missingArray(String)
    /// An array that is not what is needed, and why.
    case badArray(String, reason: String)

    // Writing.
    case badName
    case shapeMismatch(mask: Voxel, image: Voxel)
    /// The system refuses to write; `advice` fits the cause.
    case notSaved(reason: String, advice: String)
    /// Another process writes it.
    case inUse
  }

  /// The path, made safe to show.
  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = SafeText.escaped(path)
    self.problem = problem
  }
}

extension ImageFileError: CustomStringConvertible, LocalizedError {
  public var description: String { "\(path): \(problem.what); \(problem.advice)." }
  public var errorDescription: String? { description }
}

extension ImageFileError.Problem {
  /// What is wrong, as the middle of a sentence.
  public var what: String {
    switch self {
    case .missing: "there is no such file"
    case .notRegular(let kind): "this is \(kind), not a file"
    case .unreadable(let system): "the file cannot be read (\(system))"
    case .empty: "the file is empty"
    case .tooShort(let bytes, let needed):
      "the file holds \(bytes) bytes and a NIfTI header takes \(needed)"
    case .notNifti(let kind): "this is \(kind ?? "no NIfTI file")"
    case .notMarkedNifti:
      "the header lacks the NIfTI mark, as in Analyze 7.5, so its orientation cannot be trusted"
    case .badHeader(let field): "the header is damaged (\(field))"
    case .unsupportedType(let name): "voxels of type \(name) are no HU values"
    case .notAnImage(let kind): "the file holds \(kind), not an image"
    case .imageHalfMissing(let expected):
      "the voxels should be in \(SafeText.escaped(expected)), which is missing"
    case .headerHalfMissing(let expected):
      "its header should be in \(SafeText.escaped(expected)), which is missing"
    case .badGeometry(let reason): "the voxels cannot be placed in the patient (\(reason))"
    case .noSuchFrame(let asked, let count):
      "frame \(asked) was asked for and the file has \(count == 1 ? "one frame" : "\(count) frames")"
    case .truncated(let bytes, let needed):
      "the file holds \(bytes) of the \(needed) bytes that its header promises"
    case .compressedDataEndsEarly: "the compressed data ends early"
    case .compressedDataDamaged(let reason): "the compressed data is damaged (\(reason))"
    case .implausibleSize(let claimed, let compressed):
      "the header promises \(claimed) bytes, more than \(compressed) compressed bytes can hold"
    case .tooLarge(let bytes, let limit):
      "the content takes \(bytes) bytes and the limit is \(limit)"
    case .overlong(let limit):
      "the compressed data goes on for more than \(limit) bytes after the last voxel"
    case .outOfMemory(let bytes): "there is no memory for the \(bytes) bytes of the image"
    case .notALabel(let value, let voxel):
      "voxel (\(voxel.x), \(voxel.y), \(voxel.z)) is \(value), and labels are whole numbers"
        + " from 0 to 255"
    case .badArchive(let reason): "this is no archive that can be read (\(reason))"
    case .missingArray(let name): "the archive has no array \"\(SafeText.escaped(name))\""
    case .badArray(let name, let reason):
      "the array \"\(SafeText.escaped(name))\" cannot be used (\(SafeText.escaped(reason)))"
    case .badName: "the name ends neither with .nii nor with .nii.gz"
    case .shapeMismatch(let mask, let image):
      "the mask has \(mask.x) x \(mask.y) x \(mask.z) voxels and its image"
        + " \(image.x) x \(image.y) x \(image.z)"
    case .notSaved(let reason, _): "the file was not saved (\(reason))"
    case .inUse: "another run is at work on it"
    }
  }

  /// What to do about it, as the end of a sentence.
  public var advice: String {
    switch self {
    case .missing(let alternative):
      alternative.map { "there is \(SafeText.escaped($0)) beside it" } ?? "check the path"
    case .notRegular: "give the path of a .nii or .nii.gz file"
    case .unreadable: "check its permissions and the disk"
    case .empty, .tooShort, .truncated, .compressedDataEndsEarly, .compressedDataDamaged:
      "copy or download the file again"
    case .notNifti, .notMarkedNifti: "convert the image to NIfTI, for instance with dcm2niix"
    case .badHeader, .badGeometry: "export the image again from its source"
    case .unsupportedType: "convert it to an integer or float type"
    case .notAnImage: "give a file with voxels in space"
    case .imageHalfMissing, .headerHalfMissing: "keep the .hdr and .img files side by side"
    case .noSuchFrame(_, let count):
      count == 1 ? "leave the frame out" : "choose a frame from 0 to \(count - 1)"
    case .implausibleSize, .overlong: "do not trust this file; get it again from its source"
    case .tooLarge: "check that it is the right file, or crop the image"
    case .outOfMemory: "close other programs or crop the image"
    case .notALabel: "give a label map"
    case .badArchive: "copy it again, or write it anew with numpy.savez"
    case .missingArray, .badArray: "write the archive anew with numpy.savez"
    case .badName: "choose a name that does"
    case .inUse: "wait until it has ended"
    case .shapeMismatch: "use the mask with the image that it was made for"
    case .notSaved(_, let advice): advice
    }
  }
}
