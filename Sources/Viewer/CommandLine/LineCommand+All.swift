import Recist

extension LineCommand {
  /// In the order of the help. Beside them every command of a key can be typed by its own name.
  package static let all: [LineCommand] = [
    LineCommand(
      "goto", [], [LineArgument("N", takesRest: true)], usage: "N or X,Y,Z",
      "go to slice N, or to a voxel (from 0); :87 and :120,88,40 do too"
    ) { (state, typed) throws(Refusal) in
      try state.go(toPlace: typed.text)
      return []
    },
    LineCommand(
      "window", ["wl"],
      [LineArgument("NAME", .windowPreset), LineArgument("LEVEL", isOptional: true)],
      usage: "NAME or W L", "set a window by its name, or width and level"
    ) { (state, typed) throws(Refusal) in
      try state.setWindow(words: typed.words)
      return []
    },
    LineCommand("lesion", [], [LineArgument("N", .lesion)], "select lesion N and go to it") {
      (state, typed) throws(Refusal) in
      try state.selectLesion(typed.text)
      return []
    },
    LineCommand(
      "write", ["w"],
      [LineArgument("FOLDER", .file(foldersOnly: true), isOptional: true, takesRest: true)],
      "save mask and session, in another folder"
    ) { (state, typed) throws(Refusal) in
      // The rest as it stands: a folder's name may have blanks.
      try state.save(to: typed.count == 0 ? nil : typed.text)
    },
    LineCommand(
      "name", [], [LineArgument("TEXT", isOptional: true, takesRest: true)],
      "name the lesion"
    ) { (state, typed) throws(Refusal) in
      try state.setName(typed.text)
    },
    LineCommand(
      "organ", [],
      [LineArgument("TEXT", .oneOf(Site.usualOrgans), isOptional: true, takesRest: true)],
      "say where the lesion lies"
    ) { (state, typed) throws(Refusal) in
      try state.setOrgan(typed.text)
    },
    LineCommand(
      "finding", [],
      [LineArgument("WORD", .oneOf(["present", "absent", "small", "progression", "ne"]))],
      "what there is of it: present, absent, small, progression, ne"
    ) { (state, typed) throws(Refusal) in
      guard let finding = State.finding(named: typed.text) else {
        throw Refusal("it is one of present, absent, small, progression, ne.")
      }
      return try state.setFinding(finding)
    },
    LineCommand("threshold", [], [LineArgument("LOGIT")], "the mask at a logit, as 1.5") {
      (state, typed) throws(Refusal) in
      guard let threshold = Double(typed.text) else {
        throw Refusal("a logit is needed, as in :threshold 1.5.")
      }
      return try state.setThreshold(threshold)
    },
    LineCommand("fill", [], [], "fill the mask's holes in all slices") {
      (state, _) throws(Refusal) in
      try state.fillHoles(allSlices: true)
    },
    LineCommand(
      "copy", [], [LineArgument("all", .oneOf(["all"]), isOptional: true)],
      "copy the lesion, or all, to the next study"
    ) { (state, typed) throws(Refusal) in
      guard typed.count == 0 || typed.text == "all" else {
        throw Refusal("it is used as :copy or :copy all.")
      }
      return try state.copyToNextStudy(all: typed.count == 1)
    },
    LineCommand("pair", [], [LineArgument("N")], "the selected lesion is the earlier lesion N") {
      (state, typed) throws(Refusal) in
      guard let number = Int(typed.text) else {
        throw Refusal("the number of an earlier lesion is needed, as in :pair 2.")
      }
      return try state.pairSelectedLesion(with: number)
    },
    LineCommand("unpair", [], [], "the selected lesion is no earlier lesion") {
      (state, _) throws(Refusal) in
      try state.unpairSelectedLesion()
    },
    LineCommand(
      "png", [],
      [
        LineArgument("WIDTHxHEIGHT", isOptional: true) { State.pictureSize($0) != nil },
        Self.newFile,
      ], "write the view as a picture"
    ) { (state, typed) throws(Refusal) in
      try state.exportPicture(typed)
    },
    LineCommand("csv", ["table"], [Self.newFile], "write a table with a row a lesion") {
      (state, typed) throws(Refusal) in
      try state.exportTable(to: typed.count == 0 ? nil : typed.text)
    },
    LineCommand(
      "report", [],
      [
        LineArgument("ascii", .oneOf(["ascii"]), isOptional: true) {
          !$0.isEmpty && "ascii".hasPrefix($0)
        },
        Self.newFile,
      ], "write the lesions as a letter, in plain ASCII"
    ) { (state, typed) throws(Refusal) in
      try state.exportReport(typed)
    },
    LineCommand("quit", ["q"], [], "quit") { (state, _) throws(Refusal) in state.quit() },
    LineCommand("quit!", ["q!"], [], "quit without saving") { (_, _) throws(Refusal) in [.quit] },
    LineCommand("write-quit", ["wq", "x"], [], "save and quit") { (state, _) throws(Refusal) in
      state.saveAndQuit()
    },
    LineCommand(
      "help", ["h"], [LineArgument("TOPIC", .helpTopic, isOptional: true, takesRest: true)],
      "the keys, or those lines that name a topic"
    ) { (state, typed) throws(Refusal) in
      state.openHelp(.keys, about: typed.text)
      return []
    },
    LineCommand("commands", [], [], "all commands by name: each can be typed, as :zoom-in") {
      (state, _) throws(Refusal) in
      state.openHelp(.commands)
      return []
    },
    LineCommand(
      "bind", [], [LineArgument("KEY", .key), LineArgument("COMMAND", .keyCommand)],
      "give a key a command until you quit"
    ) { (state, typed) throws(Refusal) in
      try state.bind(typed[0] ?? "", to: typed[1])
      return []
    },
    LineCommand("unbind", [], [LineArgument("KEY", .key)], "take a key's command away") {
      (state, typed) throws(Refusal) in
      try state.bind(typed[0] ?? "", to: nil)
      return []
    },
  ]

  /// Where an export goes; without it a free name beside the image.
  private static let newFile = LineArgument(
    "FILE", .file(foldersOnly: false), isOptional: true, takesRest: true)
}
