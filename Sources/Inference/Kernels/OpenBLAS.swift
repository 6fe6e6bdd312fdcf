import COpenBLAS

/// A row-major matrix somewhere in memory.
struct Matrix {
  var start: UnsafePointer<Float>
  var rows: Int
  var columns: Int
  /// Floats from one row to the next.
  var pitch: Int
}

/// The matrix product, on the calling thread.
enum OpenBLAS {
  /// OpenBLAS has one thread count for the whole process. The engine calls it from threads of its
  /// own, so any other count than 1 would have them fight for the cores.
  private static let usesOneThread: Bool = {
    openblas_set_num_threads(1)
    return true
  }()

  /// The processor family whose code OpenBLAS chose when it was loaded.
  static var processor: String { String(cString: openblas_get_corename()) }

  /// C = A B, or A B^T when B is given transposed, plus C if `accumulates`; C is dense.
  static func multiply(
    _ a: Matrix, by b: Matrix, transposed: Bool = false, into c: UnsafeMutablePointer<Float>,
    accumulates: Bool = false
  ) {
    let columns = transposed ? b.rows : b.columns
    guard usesOneThread, a.rows > 0, columns > 0, a.columns > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(a.rows),
      Int32(columns), Int32(a.columns), 1, a.start, Int32(a.pitch), b.start, Int32(b.pitch),
      accumulates ? 1 : 0, c, Int32(columns))
  }
}
