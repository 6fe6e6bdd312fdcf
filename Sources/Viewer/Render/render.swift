/// The screen of a state; its size is the state's.
public func render(_ state: State) -> Frame {
  var canvas = Canvas(size: state.size, capability: state.capability)
  let layout = state.layout
  guard !layout.isTooSmall else {
    canvas.drawTooSmall()
    return canvas.frame
  }
  if case .help(let page) = state.mode {
    HelpScreen(state: state, page: page).draw(on: &canvas)
    return canvas.frame
  }
  if case .caseList(let selection, let isTyping) = state.mode {
    CaseListScreen(state: state, selection: selection, isTyping: isTyping).draw(on: &canvas)
    return canvas.frame
  }
  if case .response(let selection) = state.mode {
    ResponseScreen(state: state, selection: selection).draw(on: &canvas)
    return canvas.frame
  }
  TitleLine(state: state).draw(on: &canvas)
  canvas.drawFrame(layout)
  switch state.study {
  case .loading(let name):
    let what = name.isEmpty ? "the study" : name
    canvas.drawNotice("Reading \(what)", in: layout.picture, style: .plain)
  case .failed(let message):
    canvas.drawNotice(message, in: layout.picture, style: canvas.theme.warning)
  case .partial, .loaded:
    canvas.theme.fillOpacity = Float(state.display.maskOpacity)
    let panes = state.panes
    if panes.count > 1 { for pane in panes { canvas.drawFrame(of: pane, in: layout) } }
    for pane in panes {
      PictureView(state, pane: pane, isOneOfThree: panes.count > 1)?.draw(on: &canvas)
    }
  }
  if let rect = layout.otherPicture {
    OtherPicture(state: state, layout: layout, rect: rect).draw(on: &canvas)
  }
  if let panel = layout.panel { SidePanel(state: state, rect: panel).draw(on: &canvas) }
  if let row = layout.foldedRow { FoldedPanel(state: state).draw(on: &canvas, row: row) }
  StatusLine(state: state).draw(on: &canvas, row: layout.statusRow)
  HintLine(state: state).draw(on: &canvas, row: layout.hintRow)
  return canvas.frame
}
