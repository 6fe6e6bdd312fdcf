/// A decoded key press.
public enum Key: Hashable, Sendable {
  /// A printable character, as typed: "a", "A", "?", " ".
  case character(Character)
  /// A control chord by its lower-case letter: `control("r")` is Ctrl-R.
  case control(Character)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case pageUp, pageDown, home, end
  case enter, escape, backspace, delete, tab, backTab
}
