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
  /// outside (false); `row.count` when there is none. 32 voxels are compared at once.
  @inline(__always)
  func next(_ wanted: Bool, in row: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let isEqual = wanted != isInverted
    let bytes = UnsafeRawBufferPointer(row)
    let sought = SIMD32<UInt8>(repeating: label)
    var index = start
    while index + 32 <= row.count {
      let labels = bytes.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
      if isEqual ? any(labels .== sought) : any(labels .!= sought) { break }
      index += 32
    }
    while index < row.count, (row[index] == label) != isEqual { index += 1 }
    return index
  }
}
