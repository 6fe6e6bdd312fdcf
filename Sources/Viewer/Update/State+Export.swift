extension State {
  /// The current view as a picture.
  mutating func exportPicture(to path: String?) throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard let image = viewImage() else { throw Refusal("there is nothing to be seen yet.") }
    return export(.picture(image), to: path)
  }

  mutating func exportTable(to path: String?) throws(Refusal) -> [Effect] {
    export(.table(try snapshotWithLesions()), to: path)
  }

  mutating func exportReport(to path: String?) throws(Refusal) -> [Effect] {
    export(.report(try snapshotWithLesions()), to: path)
  }

  private func snapshotWithLesions() throws(Refusal) -> SessionSnapshot {
    _ = try requireStudy()
    guard !work.lesions.isEmpty else { throw Refusal(noSelectionReason) }
    return snapshot
  }

  private mutating func export(_ content: Export.Content, to path: String?) -> [Effect] {
    message = Message(.info, "Writing.")
    return [.export(Export(content, path: path))]
  }
}
