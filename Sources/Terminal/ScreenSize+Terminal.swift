internal import CNcurses
import Viewer

extension ScreenSize {
  /// The size that a terminal's line says it has; `nil` where it does not know, and for what is no
  /// terminal.
  public init?(ofTerminal output: Int32) {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard caliper_window_size(output, &columns, &rows) == 0, columns > 0, rows > 0 else {
      return nil
    }
    self.init(columns: Int(columns), rows: Int(rows))
  }
}
