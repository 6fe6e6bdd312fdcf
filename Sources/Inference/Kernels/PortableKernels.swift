/// Kernels for any processor: convolutions written out in Swift where the output is narrow,
/// OpenBLAS for the rest.
///
/// A matrix product needs many outputs to earn back the time it takes to write the im2col
/// matrix: measured on a Zen 5 core at 8 outputs, direct runs at 37 GFLOP/s and im2col at 30; at
/// 16 outputs it is 42 and 62, at 64 it is 46 and 92.
package struct PortableKernels: Kernels {
  /// Convolutions with fewer outputs are computed directly.
  static let narrow = 16

  package init() {}

  package func pack(
    _ weights: UnsafeBufferPointer<Float>, outputs: Int, inputs: Int, taps: Int
  ) -> Tensor {
    outputs < Self.narrow
      ? DirectConvolution.pack(weights, outputs: outputs, inputs: inputs, taps: taps)
      : Im2colConvolution.pack(weights, outputs: outputs, inputs: inputs, taps: taps)
  }

  package func convolve(_ input: InputTile, weights: PackedWeights, into output: OutputTile) {
    if weights.outputs < Self.narrow {
      DirectConvolution.convolve(input, weights: weights, into: output)
    } else {
      Im2colConvolution.convolve(input, weights: weights, into: output)
    }
  }

  package func multiply(
    _ a: UnsafePointer<Float>, byTransposed b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int
  ) {
    OpenBLAS.multiply(
      Matrix(start: a, rows: rows, columns: inner, pitch: inner),
      by: Matrix(start: b, rows: columns, columns: inner, pitch: inner), transposed: true, into: c)
  }
}
