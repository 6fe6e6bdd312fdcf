extension State {
  /// Shows the help over what is there.
  ///
  /// - Parameter topic: only lines that name it; "" for all.
  mutating func openHelp(_ content: HelpPage.Content, about topic: String = "") {
    var page = HelpPage(content)
    page.query = topic
    switch content {
    case .keys, .commands: page.refusals = refusals()
    // Their keys are their own.
    case .caseList, .response: break
    }
    enter(.help(page))
  }

  /// Why each command could not act now. Found by trying: a command cannot refuse otherwise than
  /// it says here.
  private func refusals() -> [Command: String] {
    var trial = self
    trial.leaveMode()
    let bound = options.keymap.bindings.flatMap(\.entries).map(\.command)
    var refusals: [Command: String] = [:]
    for command in Set(bound + Command.listed) where !command.alwaysActs {
      var attempt = trial
      do {
        _ = try attempt.perform(command)
      } catch {
        refusals[command] = error.reason
      }
    }
    return refusals
  }

  /// What keys do in the help: scroll, search, or close it.
  mutating func press(_ key: Key, in page: HelpPage) -> [Effect] {
    var page = page
    if page.search != nil {
      editSearch(of: &page, with: key)
    } else if let scroll = scroll(of: page, after: key) {
      page.scroll = scroll
    } else if key == .character("/") {
      page.search = LineEditor(page.query)
    } else if key == .escape, !page.query.isEmpty {
      page.query = ""
      page.scroll = 0
    } else {
      leaveHelp(page)
      return []
    }
    page.scroll = min(max(page.scroll, 0), HelpScreen(state: self, page: page).lastScroll)
    mode = .help(page)
    return []
  }

  /// Goes back to what the help lies over.
  private mutating func leaveHelp(_ page: HelpPage) {
    switch page.content {
    case .keys, .commands: leaveMode()
    case .caseList(let selection): mode = .caseList(selection: selection, isTyping: false)
    case .response(let selection): mode = .response(selection)
    }
  }

  private func editSearch(of page: inout HelpPage, with key: Key) {
    guard var editor = page.search else { return }
    switch key {
    case .enter: page.search = nil
    case .escape:
      page.search = nil
      page.query = ""
    case .backspace where editor.text.isEmpty:
      page.search = nil
    default:
      _ = editor.edit(with: key)
      page.search = editor
      page.query = editor.text
      page.scroll = 0
    }
  }

  private func scroll(of page: HelpPage, after key: Key) -> Int? {
    let rows = max(1, HelpScreen.visibleRows(size) - 1)
    switch key {
    case .down, .character("j"): return page.scroll + 1
    case .up, .character("k"): return page.scroll - 1
    case .pageDown, .character(" "): return page.scroll + rows
    case .pageUp: return page.scroll - rows
    case .home, .character("g"): return 0
    case .end, .character("G"): return Int.max / 2
    default: return nil
    }
  }
}

extension Command {
  /// Commands that nothing keeps from acting; trying the help would try the help.
  fileprivate var alwaysActs: Bool {
    switch self {
    case .help, .commandLine, .quit, .redraw, .suspend, .interrupt: true
    default: false
    }
  }
}
