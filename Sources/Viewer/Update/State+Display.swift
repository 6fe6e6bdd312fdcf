extension State {
  mutating func toggleMask() throws(Refusal) {
    try requireMask()
    display.showsMask.toggle()
  }

  mutating func toggleFill() throws(Refusal) {
    try requireMask()
    display.overlay = display.overlay == .contour ? .fill : .contour
    display.showsMask = true
  }

  private func requireMask() throws(Refusal) {
    guard !work.hasMask else { return }
    let key = options.keymap.name(of: .predictSelected)
    throw Refusal("there is no mask yet; \(key) predicts one.")
  }

  /// Shows or hides the side panel, whatever the screen's width suggested.
  mutating func togglePanel() throws(Refusal) {
    if layout.panel != nil {
      display.panel = .hidden
    } else {
      guard Layout.panelFits(size) else {
        let columns = Layout.leastPictureColumns + Layout.panelWidth + 3
        throw Refusal("the side panel needs a screen of \(columns) columns.")
      }
      display.panel = .shown
    }
    keepCursorVisible()
  }

  /// Scrolls the key list; any key that does not scroll closes it.
  mutating func scrollHelp(from scroll: Int, by key: Key) {
    let page = max(1, HelpScreen.visibleRows(size) - 1)
    let offset: Int? =
      switch key {
      case .down, .character("j"): scroll + 1
      case .up, .character("k"): scroll - 1
      case .pageDown, .character(" "): scroll + page
      case .pageUp: scroll - page
      case .home, .character("g"): 0
      case .end, .character("G"): Int.max / 2
      default: nil
      }
    if let offset {
      mode = .help(scroll: min(max(offset, 0), HelpScreen.lastScroll(self)))
    } else {
      leaveMode()
    }
  }
}
