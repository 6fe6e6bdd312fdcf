extension State {
  mutating func openCaseList(isTyping: Bool) throws(Refusal) {
    guard cases.count > 1 else { throw Refusal("this is the only case.") }
    enter(.caseList(selection: cases.currentID, isTyping: isTyping))
  }

  /// The keys of the worklist; in the filter, what is typed goes there.
  mutating func press(
    _ key: Key, inCaseListAt selection: CaseID, isTyping: Bool
  ) -> [Effect] {
    if isTyping, editFilter(with: key, selection: selection) { return [] }
    let visible = visibleCases
    let index = visible.firstIndex(of: selection) ?? 0
    let page = max(1, CaseListScreen.visibleRows(size) - 1)
    func mark(_ index: Int) {
      guard !visible.isEmpty else { return }
      let id = visible[min(max(index, 0), visible.count - 1)]
      mode = .caseList(selection: id, isTyping: isTyping)
    }
    switch key {
    case .down, .character("j"): mark(index + 1)
    case .up, .character("k"): mark(index - 1)
    case .pageDown, .character(" "): mark(index + page)
    case .pageUp: mark(index - page)
    case .home, .character("g"): mark(0)
    case .end, .character("G"): mark(visible.count - 1)
    case .character("/"): mode = .caseList(selection: selection, isTyping: true)
    case .character("s"): cases.order = cases.order.next
    case .enter:
      guard visible.contains(selection) else {
        message = Message(.warning, "Enter: no case matches the filter; / changes it.")
        return []
      }
      leaveMode()
      return (try? go(toCase: selection)) ?? []
    case .escape, .character("C"), .character("q"): leaveMode()
    case _ where command(for: key) == .help: openHelp(.caseList(selection))
    default:
      message = Message(
        .warning,
        "\(key.name): this key does nothing in the list; \(options.keymap.name(of: .help)) tells "
          + "what keys do.")
    }
    return []
  }

  /// - Returns: whether the key was one for the filter.
  private mutating func editFilter(with key: Key, selection: CaseID) -> Bool {
    var text = cases.filter.text
    var goesOn = true
    switch key {
    case .character(let character): if text.count < 200 { text.append(character) }
    case .backspace: if text.isEmpty { goesOn = false } else { text.removeLast() }
    case .control("u"): text = ""
    case .escape:
      text = ""
      goesOn = false
    case .enter: goesOn = false
    default: return false
    }
    cases.filter = CaseFilter(text)
    let visible = visibleCases
    mode = .caseList(
      selection: visible.contains(selection) ? selection : visible.first ?? selection,
      isTyping: goesOn)
    return true
  }

  mutating func toggleDone() throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    try refuseUnfinished()
    let isDone = !work.isDone
    let effects = change(isDone ? "marking the case done" : "marking the case not done") {
      $0.isDone = isDone
    }
    let next = options.keymap.name(of: .nextCase)
    message = Message(
      .info,
      isDone
        ? "This case is done\(cases.count > 1 ? "; \(next) goes to the next one" : "")."
        : "This case is not done.")
    return effects
  }

  mutating func cycleComparison() throws(Refusal) {
    guard try requireStudy().truth != nil else {
      throw Refusal("this case has no true masks to compare with; --truth names them.")
    }
    let all = DisplayOptions.Comparison.allCases
    display.comparison = all[(all.firstIndex(of: display.comparison)! + 1) % all.count]
    let text =
      switch display.comparison {
      case .off: "The truth is not shown."
      case .outlines: "The truth is outlined."
      case .areas: "Areas: found (TP), only in the mask (FP), only in the truth (FN)."
      }
    message = Message(.info, text)
  }
}
