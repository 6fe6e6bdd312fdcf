/// The loop that takes nearly all of the network's time: sums over inputs and taps for 8 output
/// channels, over a run of voxels.
///
/// The rows of a tile lie one after another with a border between them, and a run goes over the
/// ends of rows: the few sums made in a border are never used, and no length of row leaves lanes
/// idle. Two vectors by eight outputs are summed at a time (by four with 16 registers): three
/// would use more of the registers, but the compiler then spills them, at half the speed.
public struct MicroKernel {
  /// Outputs that share one block of packed weights.
  public static let block = 8

  @usableFromInline let inputs: Int
  /// Floats from one input channel to the next.
  @usableFromInline let channelPitch: Int
  /// Where each tap lies, in floats from the output voxel's own place.
  @usableFromInline let taps: UnsafeBufferPointer<Int>

  @inlinable @inline(__always)
  init(inputs: Int, channelPitch: Int, taps: UnsafeBufferPointer<Int>) {
    self.inputs = inputs
    self.channelPitch = channelPitch
    self.taps = taps
  }

  /// `target[o * pitch + f] = sum over i and t of weights[i, t, o] * voxels[i, f + taps[t]]` for
  /// o in `0..<8` and f in `0..<count`, and beyond up to a whole vector.
  @inlinable @inline(__always)
  func run<V: FloatVector>(
    _ voxels: UnsafePointer<Float>, weights: UnsafePointer<Float>, count: Int,
    into target: UnsafeMutablePointer<Float>, pitch: Int, as: V.Type
  ) {
    for first in stride(from: 0, to: Self.block, by: V.Sums.outputs) {
      let weights = weights + first
      let target = target + first * pitch
      var done = 0
      while count - done > V.lanes {
        pair(voxels + done, weights, target + done, pitch, V.self)
        done += 2 * V.lanes
      }
      if done < count { single(voxels + done, weights, target + done, pitch, V.self) }
    }
  }

  @inlinable @inline(__always)
  func pair<V: FloatVector>(
    _ voxels: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ pitch: Int, _: V.Type
  ) {
    var (a, b) = (V.Sums(), V.Sums())
    var (voxels, weights) = (voxels, weights)
    for _ in 0..<inputs {
      for tap in taps {
        let (x, y) = (V.load(voxels + tap), V.load(voxels + tap + V.lanes))
        a.add(x, weights)
        b.add(y, weights)
        weights += Self.block
      }
      voxels += channelPitch
    }
    a.store(target, pitch: pitch)
    b.store(target + V.lanes, pitch: pitch)
  }

  @inlinable @inline(__always)
  func single<V: FloatVector>(
    _ voxels: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ target: UnsafeMutablePointer<Float>, _ pitch: Int, _: V.Type
  ) {
    var sums = V.Sums()
    var (voxels, weights) = (voxels, weights)
    for _ in 0..<inputs {
      for tap in taps {
        sums.add(V.load(voxels + tap), weights)
        weights += Self.block
      }
      voxels += channelPitch
    }
    sums.store(target, pitch: pitch)
  }
}
