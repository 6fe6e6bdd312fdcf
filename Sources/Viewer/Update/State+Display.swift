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

  func requireMask() throws(Refusal) {
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
}
