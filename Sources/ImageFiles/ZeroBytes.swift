import Foundation

/// Whether every byte is zero; many are compared at once.
func areAllZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
  // Each byte equals its neighbour and the first is 0.
  guard let start = bytes.baseAddress, let first = bytes.first else { return true }
  return first == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
}
