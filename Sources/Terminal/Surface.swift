import Viewer

/// The way frames reach one kind of terminal.
protocol Surface: AnyObject {
  /// Shows a frame. `previous` is what was painted last; `nil` paints all.
  func paint(_ frame: Frame, since previous: Frame?)
  /// Has the next paint send every cell, whatever the terminal seems to show.
  func invalidate()
  func resize(to size: ScreenSize)
  /// Gives the terminal to the shell, for ``enter()`` to take it again.
  func leave()
  func enter()
  /// Gives the terminal back for good.
  func close()
}
