/// The characters that frames and bars are drawn with.
struct LineCharacters: Sendable {
  let horizontal: Character
  let vertical: Character
  let topLeft: Character
  let topRight: Character
  let bottomLeft: Character
  let bottomRight: Character
  let teeDown: Character
  let teeUp: Character
  /// Where the cross-hair meets the top and the left edge.
  let tickTop: Character
  let tickLeft: Character
  /// The frame of the active one of several pictures.
  let activeFrame: FrameCharacters
  /// The ends and the middle of the scale bar.
  let scaleStart: Character
  let scaleLine: Character
  let scaleEnd: Character
  /// To what is out of sight.
  let arrowLeft: Character
  let arrowRight: Character
  let arrowUp: Character
  let arrowDown: Character
  /// Slices that a lesion touches, and the slice on the screen, in the slice bar.
  let extent: Character
  let position: Character
  let barFull: Character
  let barEmpty: Character
  let ellipsis: Character
  let marker: Character

  static let unicode = LineCharacters(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└",
    bottomRight: "┘", teeDown: "┬", teeUp: "┴", tickTop: "┬", tickLeft: "├",
    activeFrame: FrameCharacters(
      horizontal: "═", vertical: "║", topLeft: "╔", topRight: "╗", bottomLeft: "╚",
      bottomRight: "╝"),
    scaleStart: "├", scaleLine: "─", scaleEnd: "┤", arrowLeft: "←", arrowRight: "→",
    arrowUp: "↑", arrowDown: "↓", extent: "┃",
    position: "┨", barFull: "█", barEmpty: "░", ellipsis: "…", marker: ">")
  static let ascii = LineCharacters(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
    bottomRight: "+", teeDown: "+", teeUp: "+", tickTop: "v", tickLeft: ">",
    activeFrame: FrameCharacters(
      horizontal: "=", vertical: "H", topLeft: "#", topRight: "#", bottomLeft: "#",
      bottomRight: "#"),
    scaleStart: "|", scaleLine: "-", scaleEnd: "|", arrowLeft: "<", arrowRight: ">",
    arrowUp: "^", arrowDown: "v", extent: "#",
    position: "<", barFull: "#", barEmpty: ".", ellipsis: "~", marker: ">")
}

/// The characters of one frame.
struct FrameCharacters: Sendable {
  let horizontal: Character
  let vertical: Character
  let topLeft: Character
  let topRight: Character
  let bottomLeft: Character
  let bottomRight: Character
}

extension LineCharacters {
  /// The frame of a picture that is not the active one.
  var frame: FrameCharacters {
    FrameCharacters(
      horizontal: horizontal, vertical: vertical, topLeft: topLeft, topRight: topRight,
      bottomLeft: bottomLeft, bottomRight: bottomRight)
  }
}
