import Imaging

extension State {
  /// The current view as a picture, in pixels and not in characters: the same slice, zoom, window
  /// and overlays, with captions that say what it shows; `nil` before a study is loaded.
  public func viewImage(_ options: ViewImageOptions = ViewImageOptions()) -> ViewImage? {
    guard let study = loaded, let view = geometry else { return nil }
    var image = ViewImage(width: options.width, height: options.height)
    var pane = SlicePane(
      self, study: study, view: view, rect: image.bounds, unit: options.unit)
    pane.captions = pane.standardCaptions
    pane.draw(on: &image)
    return image
  }
}

extension SlicePane {
  /// What a picture of one pane says: study, slice, window, the lesions on the slice, and what the
  /// picture may be used for.
  var standardCaptions: Captions {
    var captions = Captions()
    captions.topLeft = [.init(text: study.name), .init(text: sliceText)]
    captions.topRight = [.init(text: windowText)]
    captions.bottomLeft = lesionLines
    captions.bottomRight = [.init(text: "Research use, not for diagnosis")]
    return captions
  }

  /// "AX 87/210  z = -412.5 mm".
  var sliceText: String {
    let plane = geometry.plane
    let axis = plane.plane.normal.rawValue
    let position = study.volume.grid.affine(state.cursor)[axis]
    return "\(state.planeName) \(geometry.slice + 1)/\(plane.slices)  "
      + "\(["x", "y", "z"][axis]) = \(fixed(position, 1)) mm"
  }

  /// "W 400  L 40  soft".
  var windowText: String {
    let window = state.window.window
    return "W \(fixed(window.width, 0))  L \(fixed(window.level, 0))  \(state.window.name)"
  }

  /// Lesions named in the corner; a line after them counts the others.
  private var mostLesions: Int { 8 }

  /// One line for each lesion on the slice, the selected one first.
  private var lesionLines: [Captions.Line] {
    let plane = geometry.plane
    let shown = state.work.lesions.filter { lesion in
      lesion.displaySlices(in: plane)?.contains(geometry.slice) == true
    }
    let ordered =
      shown.filter { $0.id == state.selected } + shown.filter { $0.id != state.selected }
    var lines = ordered.prefix(mostLesions).map { lesion in
      Captions.Line(text: text(of: lesion), color: color(of: lesion.id))
    }
    if ordered.count > mostLesions {
      lines.append(.init(text: "and \(ordered.count - mostLesions) more"))
    }
    return lines
  }

  /// "lesion 1  23.4 mm  4.82 mL".
  private func text(of lesion: Lesion) -> String {
    let grid = study.volume.grid
    let live = lesion.id == state.selected ? state.liveDiameter : nil
    var parts = [lesion.name.isEmpty ? "lesion \(lesion.id)" : "\(lesion.id) \(lesion.name)"]
    if let diameter = live ?? lesion.diameter {
      parts.append(fixed(diameter.millimetres(in: grid), 1) + " mm")
    }
    if let prediction = lesion.segmentation {
      parts.append(fixed(prediction.measurement.volumeMillilitres, 2) + " mL")
      // A volume that is not this diameter's, or that the network did not find, is not to look so.
      if lesion.isStale { parts.append("stale") }
      if prediction.rescued { parts.append("rescued") }
    }
    return parts.joined(separator: "  ")
  }
}
