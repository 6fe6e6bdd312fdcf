import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

/// A viewer's session, taken in again from its journal.
struct Replay {
  let session: SessionRecord
  /// Where the cases are now.
  let files: [CaseFiles]
  let reading: ReadingOptions
  /// How many bytes at the journal's end were torn or damaged, and are left out.
  var droppedBytes: Int { contents.droppedBytes }
  /// How many events were taken in.
  private(set) var eventCount = 0
  /// The studies that are open.
  private(set) var images: [CaseID: ImageFile] = [:]
  /// Where the studies lay that were given back, for what was undone before they were read again.
  private var closed: [CaseID: VoxelGrid] = [:]
  /// The studies that were asked for and had not been read when the journal ended.
  private(set) var awaited: Set<CaseID> = [0]

  private let contents: JournalContents
  /// The journal's, safe to show.
  private let path: String
  private var masks: RecordedMasks = [:]
  private var ledger = MaskLedger()

  /// - Parameters:
  ///   - moved: where the studies are if not where the journal says; as `caliper view` takes them.
  ///   - reading: options for what the journal does not say.
  /// - Throws: ``CaseFailure`` for a journal that cannot be replayed.
  init(_ path: String, moved: [String], reading: ReadingOptions) throws {
    self.path = SafeText.escaped(path)
    let contents = try CaseFailure.wrapping {
      try JournalContents(contentsOf: URL(fileURLWithPath: path))
    }
    self.contents = contents
    guard let first = contents.records.first, first.kind == SessionRecord.kind else {
      throw CaseFailure(
        "\(self.path): the journal has no events to replay; in a list of cases they are in the "
          + "journal of the case that was opened first.")
    }
    let session = try CaseFailure.wrapping { try first.decode(SessionRecord.self) }
    self.session = session
    self.reading = try session.reading(reading)
    guard moved.isEmpty else {
      let cases = try CaseListing(moved, truth: nil, predictions: nil).cases
      guard cases.count == session.cases.count else {
        throw CaseFailure(
          "\(self.path): the journal is of \(session.cases.count) cases, and \(cases.count) were "
            + "named; name as many, in the same order.")
      }
      files = cases
      return
    }
    files = session.files
  }

  /// Takes in all events, and checks the work wherever the journal has it.
  ///
  /// - Parameters:
  ///   - state: as ``SessionRecord/state()`` gives it.
  ///   - each: is called with every event before it is taken in.
  /// - Throws: ``CaseFailure`` where the work is not what the journal says.
  mutating func run(_ state: inout State, each: (Event) -> Void = { _ in }) throws {
    for record in contents.records {
      do {
        switch record.kind {
        case MaskLedger.kind:
          let code = try record.decode(MaskCode.self)
          masks[code.hash] = code
        case EventRecord.kind:
          let event = try event(record, current: state.cases.currentID)
          each(event)
          note(update(&state, event), after: event)
        case WorkRecord.kind, WorkRecord.otherKind:
          try check(record.decode(WorkRecord.self), state)
        default: break
        }
      } catch {
        throw CaseFailure("\(path): record \(record.number), \(record.time): \(error)")
      }
    }
  }

  private mutating func event(_ record: JournalRecord, current: CaseID) throws -> Event {
    eventCount += 1
    return try record.decode(EventRecord.self).event(of: current, masks: masks) { try volume($0) }
  }

  private mutating func note(_ effects: [Effect], after event: Event) {
    switch event {
    case .about(let id, .loaded), .about(let id, .loadFailed): awaited.remove(id)
    default: break
    }
    for effect in effects {
      switch effect {
      case .open(let id): awaited.insert(id)
      case .close(let id):
        closed[id] = images[id]?.volume.grid
        images[id] = nil
      default: break
      }
    }
  }

  /// The volume of a case: at hand, or read and compared with what the journal says of it.
  private mutating func volume(_ request: StudyRequest) throws -> Volume {
    let id = request.id
    guard files.indices.contains(id) else {
      throw CaseFailure("it names case \(id), which there is not.")
    }
    let path = files[id].image
    var image = images[id]
    if image == nil || (request.frame != nil && image?.frame != request.frame) {
      image = try CaseFailure.wrapping { try reading.read(path, frame: request.frame) }
    }
    guard let image else { throw CaseFailure("it names case \(id), which is not open.") }
    try request.reference?.check(image.volume, path: SafeText.escaped(path))
    images[id] = image
    return image.volume
  }

  private mutating func check(_ recorded: WorkRecord, _ state: State) throws {
    let id = recorded.caseID
    guard let grid = images[id]?.volume.grid ?? closed[id], let reading = state.reading(of: id)
    else {
      throw CaseFailure("it has work on case \(id), which is not open.")
    }
    let replayed = try WorkRecord(
      reading.snapshot, of: id, image: recorded.image, grid: grid, masks: &ledger)
    if let difference = replayed.difference(from: recorded) {
      throw CaseFailure(
        "here the replay is another than the session was (\(difference)); "
          + "report this with the journal and the version that wrote it.")
    }
  }
}
