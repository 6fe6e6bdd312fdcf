import COpenBLAS

/// The matrix products of the attention.
///
/// The line between OpenBLAS and the kernels in Swift is drawn by shape. The attention's linear
/// maps are products of a few thousand rows with square matrices of 64: what a BLAS is made for,
/// and less than a hundredth of the network's arithmetic. Convolutions would have to be written out
/// as matrices first (im2col), which costs more than the product where channels are few.
enum OpenBLAS {
  /// OpenBLAS has one thread count for the whole process. The engine calls it from threads of its
  /// own, so any other count than 1 would have them fight for the cores.
  private static let usesOneThread: Bool = {
    openblas_set_num_threads(1)
    return true
  }()

  /// The processor family whose code OpenBLAS chose when it was loaded.
  static var processor: String { String(cString: openblas_get_corename()) }

  /// C (rows, columns) = A (rows, inner) B (columns, inner)^T, all row-major and dense, on the
  /// calling thread.
  static func multiply(
    _ a: UnsafePointer<Float>, byTransposed b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int
  ) {
    guard usesOneThread, rows > 0, columns > 0, inner > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(inner), b, Int32(inner), 0, c, Int32(columns))
  }
}
