/// Another viewer that has the same study open.
public struct OtherViewer: Hashable, Codable, Sendable {
  /// Tells it from others.
  public var id: String
  /// Whom to ask, safe to show: "process 4711 since 14:02", "a viewer on ct2".
  public var name: String
  /// Whether it was there first: then it goes on with the session, and this viewer does not.
  public var isEarlier: Bool
  /// Whether it runs on another machine, so that nobody here can see if it still does.
  public var isElsewhere: Bool

  public init(id: String, name: String, isEarlier: Bool, isElsewhere: Bool) {
    self.id = id
    self.name = name
    self.isEarlier = isEarlier
    self.isElsewhere = isElsewhere
  }

  /// What its coming means for saving.
  var arrival: String {
    let start = name.prefix(1).uppercased() + name.dropFirst()
    let has = isElsewhere ? "perhaps still has" : "has"
    return isEarlier
      ? "\(start) \(has) this study open; saving here makes a session of its own."
      : "\(start) \(has) this study open too; saving there makes a session of its own."
  }
}
