extension State {
  /// Tab: what all candidates have in common, then one after the other.
  ///
  /// - Parameter step: 1 forwards, -1 back.
  mutating func complete(_ line: TypedLine, step: Int) -> [Effect] {
    var line = line
    defer { mode = .commandLine(line) }
    line.recall = nil
    if line.completion?.candidates.isEmpty == false {
      if let candidate = line.completion?.step(by: step), let start = line.completion?.start {
        line.editor.replace(from: start, by: candidate.text)
      }
      return []
    }
    switch word(in: line) {
    case .words(let start, let stem, let words):
      let matching = words.filter { $0.text.lowercased().hasPrefix(stem.lowercased()) }
      line.begin(Completion(start: start, candidates: matching, notice: notice(for: line)))
      return []
    case .path(let start, let path, let foldersOnly):
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      guard let listing = line.listing, listing.folder == folder else {
        line.awaited = folder
        return [.listFolder(folder)]
      }
      let candidates = listing.candidates(from: path, foldersOnly: foldersOnly)
      line.begin(
        Completion(
          start: start, candidates: candidates,
          notice: listing.problem ?? "nothing in that folder begins so"))
      return []
    }
  }

  /// Takes in a folder that Tab asked for, and completes if nothing was typed meanwhile.
  mutating func take(_ listing: FolderListing) {
    guard case .commandLine(var line) = mode else { return }
    line.listing = listing
    let isAwaited = line.awaited == listing.folder
    if isAwaited { line.awaited = nil }
    mode = .commandLine(line)
    if isAwaited { _ = complete(line, step: 1) }
  }

  /// What the word before the cursor could be.
  private enum Word {
    case words(start: Int, stem: String, [Completion.Candidate])
    case path(start: Int, String, foldersOnly: Bool)
  }

  private func word(in line: TypedLine) -> Word {
    let typed = line.editor.beforeCursor
    let blanks = typed.prefix { $0 == " " }.count
    let name = String(typed.dropFirst(blanks).prefix { $0 != " " })
    guard typed.count > blanks + name.count else {
      let typable =
        LineCommand.all.map {
          Completion.Candidate($0.name, ending: $0.arguments.isEmpty ? "" : " ")
        }
        + Command.listed.filter { LineCommand.named($0.name) == nil }
        .map { Completion.Candidate($0.name) }
      return .words(start: blanks, stem: name, typable)
    }
    guard let command = LineCommand.named(name) else { return .words(start: 0, stem: typed, []) }
    var start = blanks + name.count
    var rest = typed.dropFirst(start)
    for (index, argument) in command.arguments.enumerated() {
      let space = rest.prefix { $0 == " " }.count
      let following = rest.dropFirst(space)
      let word = argument.takesRest ? following : following.prefix { $0 != " " }
      guard argument.accepts(String(word)) else { continue }
      start += space
      rest = following
      guard word.count < rest.count else {
        let isLast = index == command.arguments.count - 1
        return self.word(String(word), of: argument, start: start, ending: isLast ? "" : " ")
      }
      start += word.count
      rest = rest.dropFirst(word.count)
    }
    return .words(start: start, stem: "", [])
  }

  private func word(
    _ word: String, of argument: LineArgument, start: Int, ending: String
  ) -> Word {
    switch argument.values {
    case .free: .words(start: start, stem: word, [])
    case .words(let words):
      .words(
        start: start, stem: word, words(self).map { Completion.Candidate($0, ending: ending) })
    case .file(let foldersOnly): .path(start: start, word, foldersOnly: foldersOnly)
    }
  }

  /// What stands in place of candidates where there are none: how the command is used.
  private func notice(for line: TypedLine) -> String {
    let name = line.text.drop { $0 == " " }.prefix { $0 != " " }
    guard let command = LineCommand.named(String(name)) else {
      return "no command begins so; :commands lists them"
    }
    return "\(command.usage)  \(command.help)"
  }
}

extension TypedLine {
  /// Puts what is certain into the line: the only candidate, or what all have in common.
  fileprivate mutating func begin(_ found: Completion) {
    if found.candidates.count == 1, let only = found.candidates.first {
      editor.replace(from: found.start, by: only.text + only.ending)
      completion = nil
      return
    }
    if !found.candidates.isEmpty {
      editor.replace(from: found.start, by: found.longest(than: editor))
    }
    completion = found
  }
}

extension Completion {
  /// The common prefix, or what was typed where that says more: upper and lower case may differ.
  fileprivate func longest(than editor: LineEditor) -> String {
    let typed = String(editor.beforeCursor.dropFirst(start))
    return commonPrefix.count >= typed.count ? commonPrefix : typed
  }
}
