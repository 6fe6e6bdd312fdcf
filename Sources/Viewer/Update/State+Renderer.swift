extension State {
  /// How the picture is drawn: as the reader chose where the terminal can, else as suits it best.
  var pixelStyle: PixelStyle {
    let chosen = PixelStyle(display.renderer)
    guard let chosen, chosen.isDrawable(by: capability) else { return PixelStyle(capability) }
    return chosen
  }

  /// The renderer that was chosen and cannot be had here.
  var missingRenderer: Renderer? {
    guard let chosen = PixelStyle(display.renderer), !chosen.isDrawable(by: capability) else {
      return nil
    }
    return display.renderer
  }

  /// Goes to the next renderer that the terminal can draw.
  mutating func cycleRenderer() throws(Refusal) {
    let possible = Renderer.allCases.filter {
      PixelStyle($0)?.isDrawable(by: capability) ?? false
    }
    guard possible.count > 1 else {
      throw Refusal("this terminal draws by characters only; pixels need 256 colours.")
    }
    let index = possible.firstIndex { PixelStyle($0) == pixelStyle } ?? -1
    display.renderer = possible[(index + 1) % possible.count]
    let (across, down) = pixelStyle.pixelsPerCell
    message = Message(
      .info, "Drawing by \(pixelStyle.title): \(across) x \(down) pixels a character.")
    keepCursorVisible()
  }
}
