import Viewer

/// What a terminal has sent.
public enum TerminalInput: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)

  var event: Event {
    switch self {
    case .key(let key): .key(key)
    case .mouse(let event): .mouse(event)
    }
  }
}
