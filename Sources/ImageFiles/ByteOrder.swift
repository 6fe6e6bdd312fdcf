/// Turns every scalar of `width` bytes (1, 2, 4 or 8) to the other byte order, in place.
func swapBytes(_ bytes: UnsafeMutableRawBufferPointer, width: Int) {
  func swap<Scalar: FixedWidthInteger>(_: Scalar.Type) {
    let scalars = bytes.bindMemory(to: Scalar.self)
    for index in scalars.indices { scalars[index] = scalars[index].byteSwapped }
  }
  switch width {
  case 2: swap(UInt16.self)
  case 4: swap(UInt32.self)
  case 8: swap(UInt64.self)
  default: break
  }
}
