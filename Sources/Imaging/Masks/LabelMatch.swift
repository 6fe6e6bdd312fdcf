/// Which labels count as inside: one label, or all but one.
struct LabelMatch {
  let label: UInt8
  let isInverted: Bool

  /// Voxels of one label.
  static func only(_ label: UInt8) -> LabelMatch { LabelMatch(label: label, isInverted: false) }
  /// Voxels of any lesion.
  static let anyLesion = LabelMatch(label: 0, isInverted: true)
  static let background = only(0)

  @inline(__always)
  func callAsFunction(_ found: UInt8) -> Bool { (found == label) != isInverted }

  /// The first index of a row, from `start` on, at which voxels are inside (`wanted` true) or
  /// outside (false); `row.count` when there is none. 64 voxels are compared at once.
  @inline(__always)
  func next(_ wanted: Bool, in row: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let isEqual = wanted != isInverted
    let bytes = UnsafeRawBufferPointer(row)
    let sought = UInt64(label) &* Self.ones
    var index = start
    while index + 64 <= row.count {
      // Zero in every byte that is the label.
      let differences =
        bytes.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self) ^ sought
      if isEqual ? Self.hasZero(differences) : Self.isOther(differences) { break }
      index += 64
    }
    while index < row.count, (row[index] == label) != isEqual { index += 1 }
    return index
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Whether any bit is set. In plain words: `any` of a SIMD mask is a call, which takes longer than
  /// the comparison.
  @inline(__always)
  private static func isOther(_ words: SIMD8<UInt64>) -> Bool {
    let halves = words.lowHalf | words.highHalf
    let quarters = halves.lowHalf | halves.highHalf
    return quarters.x | quarters.y != 0
  }

  /// Whether any byte is zero: taking one from it borrows from the bit above all of its own.
  @inline(__always)
  private static func hasZero(_ words: SIMD8<UInt64>) -> Bool {
    isOther((words &- ones) & ~words & (ones &* 0x80))
  }
}
