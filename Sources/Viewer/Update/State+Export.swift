extension State {
  /// The current view as a picture.
  ///
  /// - Parameter typed: perhaps its size, as in "1920x1080", and where to.
  mutating func exportPicture(_ typed: LineArguments) throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    let size = typed[0].flatMap(Self.pictureSize)
    var options = ViewImageOptions()
    if let size {
      let sides = ViewImageOptions.sides
      guard sides.contains(size.width), sides.contains(size.height) else {
        throw Refusal(
          "each side of a picture has \(sides.lowerBound) to \(sides.upperBound) pixels.")
      }
      options = ViewImageOptions(width: size.width, height: size.height)
    }
    guard let image = viewImage(options) else {
      throw Refusal("there is nothing to be seen yet.")
    }
    return export(.picture(image), to: (size == nil ? typed : typed.dropFirst()).path)
  }

  /// Width and height of "1920x1080"; `nil` for what is no size.
  static func pictureSize(_ word: String) -> (width: Int, height: Int)? {
    let sides = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
    return (width, height)
  }

  mutating func exportTable(to path: String?) throws(Refusal) -> [Effect] {
    export(.table(try snapshotWithLesions()), to: path)
  }

  /// - Parameter typed: perhaps "ascii", and where to.
  mutating func exportReport(_ typed: LineArguments) throws(Refusal) -> [Effect] {
    let isASCII = typed[0] == "ascii"
    return export(
      .report(try snapshotWithLesions(), ascii: isASCII),
      to: (isASCII ? typed.dropFirst() : typed).path)
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

extension LineArguments {
  /// Where an export goes; `nil` for a free name beside the image.
  fileprivate var path: String? { count == 0 ? nil : text }
}
