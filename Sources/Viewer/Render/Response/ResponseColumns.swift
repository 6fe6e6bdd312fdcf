/// Which numbers of which timepoints fit side by side.
struct ResponseColumns {
  enum Field: Hashable {
    case millimetres, fromBaseline, fromNadir, volume, volumeChange

    /// In characters, with the blank before it.
    var width: Int { self == .volume ? 10 : 8 }

    var title: String {
      switch self {
      case .millimetres: "mm"
      case .fromBaseline: "base %"
      case .fromNadir: "nadir %"
      case .volume: "mL"
      case .volumeChange: "mL %"
      }
    }
  }

  /// The timepoints on the screen: the baseline and those around the marked one; on a narrow screen
  /// the marked one alone.
  let timepoints: [Int]
  /// Of follow-ups; the baseline has those that compare with nothing.
  private let followUp: [Field]
  /// Characters of number, lesion and role.
  let leftWidth: Int

  private static let leastLeft = 30
  /// Beside a single timepoint on a narrow screen.
  private static let narrowLeft = 22
  private static let mostLeft = 52

  /// - Parameters:
  ///   - width: characters of a row.
  ///   - timepoints: how many there are, at least one.
  ///   - marked: the timepoint that must be on the screen.
  init(width: Int, timepoints count: Int, marked: Int) {
    let choices: [[Field]] = [
      [.millimetres, .fromBaseline, .fromNadir, .volume, .volumeChange],
      [.millimetres, .fromBaseline, .fromNadir], [.millimetres, .fromBaseline],
    ]
    let room = width - Self.leastLeft
    func need(_ fields: [Field], _ followUps: Int) -> Int {
      Self.width(Self.ofBaseline(fields)) + followUps * Self.width(fields)
    }
    let fields = choices.first { need($0, count - 1) <= room } ?? choices[choices.count - 1]
    followUp = fields
    var shown = Array(0..<count)
    if need(fields, count - 1) > room {
      let most = max(1, (room - Self.width(Self.ofBaseline(fields))) / Self.width(fields))
      let start = max(1, min(marked - most / 2, count - most))
      shown = [0] + Array(start..<min(count, start + most))
      if need(fields, 1) > room { shown = [marked] }
    }
    timepoints = shown
    let taken = shown.reduce(0) {
      $0 + Self.width($1 == 0 ? Self.ofBaseline(fields) : fields)
    }
    leftWidth = min(Self.mostLeft, max(Self.narrowLeft, width - taken))
  }

  func fields(at timepoint: Int) -> [Field] {
    timepoint == 0 ? Self.ofBaseline(followUp) : followUp
  }

  func width(at timepoint: Int) -> Int { Self.width(fields(at: timepoint)) }

  private static func ofBaseline(_ fields: [Field]) -> [Field] {
    fields.filter { $0 == .millimetres || $0 == .volume }
  }

  private static func width(_ fields: [Field]) -> Int { fields.reduce(0) { $0 + $1.width } }
}
