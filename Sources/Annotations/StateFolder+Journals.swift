import Foundation
import ImageFiles

/// Journals in the state folder: one for each viewer and study, named as autosaves are.
extension StateFolder {
  /// For how long a journal on another machine that nobody writes to still speaks of a viewer.
  public static let silence: TimeInterval = 10 * 60

  /// A new journal for a study; the file is made when it is first written to.
  ///
  /// - Parameters:
  ///   - software: the program's name and version.
  ///   - process: the viewer's.
  public func journal(
    for study: URL, software: String, process: Int32 = getpid()
  ) throws(JournalError) -> Journal {
    let name = JournalName(stem: stem(for: study), machine: machine, process: process)
    let header = JournalHeader(
      software: software, study: study, machine: machine, process: process)
    return try Journal(url: url.appendingPathComponent(name.text), header: header)
  }

  /// Who else has a study open: viewers of this machine that run, and those of other machines that
  /// share the folder and wrote within ``silence``. Cheap enough for every second.
  ///
  /// - Parameter own: the asking viewer's own journal, which is left out.
  /// - Returns: those of this machine first, the one that started last first.
  public func viewers(
    of study: URL, besides own: URL?, now: Date = Date()
  ) -> [OpenViewer] {
    journals(of: study).compactMap { url, name -> OpenViewer? in
      guard !name.isKept, url.lastPathComponent != own?.lastPathComponent,
        let glance = JournalGlance(url)
      else { return nil }
      let isElsewhere = name.machine != machine
      let isOpen =
        isElsewhere
        ? now.timeIntervalSince(glance.changed) < Self.silence
        : glance.isOpen(process: name.process, now: now)
      guard isOpen else { return nil }
      return OpenViewer(
        journal: url, machine: name.machine, process: name.process,
        started: glance.header?.startDate, changed: glance.changed, isElsewhere: isElsewhere)
    }
    .sorted {
      if $0.isElsewhere != $1.isElsewhere { return $1.isElsewhere }
      return ($0.started ?? $0.changed) > ($1.started ?? $1.changed)
    }
  }

  /// The journals with records that viewers of this machine left behind when they died, newest
  /// first.
  public func abandonedJournals(of study: URL, now: Date = Date()) -> [JournalFile] {
    journals(of: study).compactMap { url, name -> (file: JournalFile, date: Date)? in
      guard !name.isKept, name.machine == machine, let glance = JournalGlance(url),
        glance.holdsRecords, !glance.isOpen(process: name.process, now: now)
      else { return nil }
      return (JournalFile(url: url), glance.changed)
    }
    .sorted { $0.date > $1.date }
    .map(\.file)
  }

  /// The journals of viewers that ended cleanly, of every study, newest first.
  public func keptJournals() -> [JournalFile] {
    files().filter(JournalName.isKept).map(JournalFile.init)
      .sorted { ($0.date ?? .distantPast) > ($1.date ?? .distantPast) }
  }

  /// Removes what nobody will ask for: of the journals of clean exits all but the newest `count`,
  /// and those older than `days`; journals of a study's dead viewers of this machine that hold no
  /// record; and halves of files that a crash left while they were written, after a day. Abandoned
  /// work is never removed.
  ///
  /// - Parameter study: whose empty journals are looked for.
  public func tidyJournals(
    of study: URL, keeping count: Int = 20, days: Double = 30, now: Date = Date()
  ) {
    for (position, file) in keptJournals().enumerated() {
      let age = now.timeIntervalSince(file.date ?? .distantPast)
      if position >= count || age > days * 86400 { file.remove() }
    }
    for file in files().filter(AtomicFile.isTemporary).map(JournalFile.init) {
      if let date = file.date, now.timeIntervalSince(date) > 86400 { file.remove() }
    }
    for (url, name) in journals(of: study) where !name.isKept && name.machine == machine {
      guard let glance = JournalGlance(url), !glance.holdsRecords,
        now.timeIntervalSince(glance.changed) > 2,
        !glance.isOpen(process: name.process, now: now)
      else { continue }
      JournalFile(url: url).remove()
    }
  }

  private func journals(of study: URL) -> [(url: URL, name: JournalName)] {
    let stem = stem(for: study)
    return files().compactMap { url in
      JournalName(url.lastPathComponent, stem: stem).map { (url, $0) }
    }
  }

  private func files() -> [URL] {
    (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
  }
}
