import Annotations
import Imaging

/// The masks that a journal holds already, by hash: each is written once.
struct MaskLedger: Sendable {
  static let kind = "mask"

  private var written: Set<String> = []
  /// The last mask of each label and its hash: most changes leave most masks as they are.
  private var last: [Int: (mask: Mask, hash: String)] = [:]
  /// What has to be written before the record that names it.
  private var fresh: [MaskCode] = []

  /// The hash by which a record names a mask.
  ///
  /// - Throws: ``MaskCodeError`` where there is no memory for it.
  mutating func hash(of mask: Mask, label: Int) throws(MaskCodeError) -> String {
    // Quick where nothing changed: the labels are then the same memory.
    if let known = last[label], known.mask == mask { return known.hash }
    guard let value = UInt8(exactly: label) else {
      throw .damaged("\(label) is no label of a mask")
    }
    let code = try MaskCode(mask, label: value)
    if written.insert(code.hash).inserted { fresh.append(code) }
    last[label] = (mask, code.hash)
    return code.hash
  }

  /// The masks that were named and are not in the journal yet.
  mutating func takeFresh() -> [MaskCode] {
    defer { fresh = [] }
    return fresh
  }
}

/// The masks that were read from a journal, by hash.
typealias RecordedMasks = [String: MaskCode]

extension RecordedMasks {
  /// The mask that a record names.
  ///
  /// - Throws: ``MaskCodeError`` for one that is missing, damaged or on another grid.
  func mask(_ hash: String, on grid: VoxelGrid, label: Int) throws(MaskCodeError) -> Mask {
    guard let code = self[hash] else { throw .damaged("the journal does not have it") }
    guard let value = UInt8(exactly: label), value > 0 else {
      throw .damaged("\(label) is no label of a mask")
    }
    return try code.mask(on: grid, label: value)
  }
}
