import Terminal
import Viewer

extension LoopDecision {
  /// The strongest of what effects ask of the loop.
  init(_ effects: [Effect]) {
    self = .continue
    for effect in effects {
      switch effect {
      case .quit:
        self = .quit
        return
      case .suspend: self = .suspend
      case .redraw: if self == .continue { self = .redraw }
      case .setMouse(let isOn): if self == .continue { self = .mouse(isOn) }
      case .open, .loadFrame, .close, .about, .predict, .cancelPrediction, .rethreshold, .save,
        .autosave, .settle, .compare, .export, .exportRecist, .listFolder:
        break
      }
    }
  }
}
