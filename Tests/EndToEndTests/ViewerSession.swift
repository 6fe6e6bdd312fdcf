import Foundation
import Imaging
import TmuxSupport

/// The viewer at work in a terminal, started by a script that notes how it found the terminal and
/// how the viewer left it.
final class ViewerSession {
  let tmux: Tmux
  let place: Workplace

  /// - Parameters:
  ///   - arguments: of `caliper view`, each one word.
  ///   - environment: beside `TERM=xterm-256color`, a UTF-8 locale and a state folder of its own.
  init(
    _ arguments: [String], in place: Workplace, columns: Int = 120, rows: Int = 40,
    environment: [String: String] = [:]
  ) throws {
    self.place = place
    let program = ([Program.path, "view"] + arguments).map(Tmux.quoted).joined(separator: " ")
    // The inner shell becomes the viewer, so its number is the viewer's.
    let start = "echo $$ > pid; exec \(program)"
    let script = """
      cd \(Tmux.quoted(place.folder.path))
      trap : INT QUIT
      echo shell before
      stty -a > before
      sh -c \(Tmux.quoted(start))
      echo code $?
      stty -a > after
      cmp -s before after && echo settings kept || echo settings changed
      exec sleep 600
      """
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "",
      "XDG_STATE_HOME": place.url("state").path, "XDG_CONFIG_HOME": place.url("config").path,
      "SWIFT_BACKTRACE": "enable=no",
      "CALIPER_WEIGHTS": Program.weights.path,
    ]
    variables.merge(environment) { $1 }
    tmux = try Tmux(columns: columns, rows: rows, command: script, environment: variables)
  }

  /// Sends a signal to the viewer.
  func kill(_ signal: Int32) throws {
    let number = try place.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    guard let process = Int32(number) else { throw Failed(description: "no process: \(number)") }
    _ = Glibc.kill(process, signal)
  }

  struct Failed: Error, CustomStringConvertible { var description: String }

  /// Waits until the viewer has ended, and returns the screen that it left.
  @discardableResult
  func waitForEnd(seconds: Double = 10) throws -> String {
    try tmux.wait(for: "end of the viewer", seconds: seconds) {
      $0.contains("settings kept") || $0.contains("settings changed")
    }
  }

  // MARK: Reading the screen

  /// Waits until the whole study is read: while it is, the picture goes from slice to slice.
  func waitUntilRead() throws {
    try tmux.wait(for: "whole study") { $0.contains(" HU ") && !$0.contains("[READING") }
  }

  /// The voxel that the status line shows.
  func cursor() throws -> Voxel {
    for row in try tmux.rows().reversed() {
      if let match = row.firstMatch(of: /\((\d+),(\d+),(\d+)\)/), row.contains("HU") {
        return Voxel(Int(match.1)!, Int(match.2)!, Int(match.3)!)
      }
    }
    throw Failed(description: "no voxel in the status line:\n\(try tmux.text())")
  }

  /// The picture with its colours: what the frame encloses, without letters, slider and panel;
  /// once it has come whole.
  func picture() throws -> [[ShownCell]] {
    var last = try pictureNow()
    while true {
      usleep(40_000)
      let next = try pictureNow()
      if next == last { return next }
      last = next
    }
  }

  private func pictureNow() throws -> [[ShownCell]] {
    let cells = try tmux.cells()
    guard let right = cells[1].lastIndex(where: { $0.character == "┬" }),
      let bottom = cells.lastIndex(where: { $0.first?.character == "└" })
    else { throw Failed(description: "no frame on the screen:\n\(try tmux.text())") }
    return cells[2..<bottom].map { Array($0[1..<right]) }
  }

  // MARK: Moving

  /// Goes to an axial slice by its number in the file.
  func go(toSlice z: Int) throws {
    try tmux.type(":\(z + 1)")
    try tmux.press("Enter")
    try tmux.wait(for: "slice \(z)") { _ in try self.cursor().z == z }
  }

  /// Moves the cursor within its slice, by tens and ones, as a reader would.
  ///
  /// The study's axes run to the left and to posterior, which radiological display shows to the
  /// right and down.
  func move(to target: Voxel) throws {
    let from = try cursor()
    let steps = [
      (target.x - from.x, "L", "H", "Right", "Left"), (target.y - from.y, "J", "K", "Down", "Up"),
    ]
    for (distance, tens, tensBack, ones, onesBack) in steps {
      let count = abs(distance)
      for _ in 0..<count / 10 { try tmux.press(distance > 0 ? tens : tensBack) }
      for _ in 0..<count % 10 { try tmux.press(distance > 0 ? ones : onesBack) }
    }
    try tmux.wait(for: "cursor at \(target)") { _ in try self.cursor() == target }
  }
}

extension ViewerSession {
  /// Sets how large a file the viewer may write, in bytes or "unlimited": the hard limit stays.
  func limitFiles(to size: String) throws {
    let process = try place.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)
    let run = Foundation.Process()
    run.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    run.arguments = ["prlimit", "--pid", process, "--fsize=\(size):"]
    try run.run()
    run.waitUntilExit()
    guard run.terminationStatus == 0 else {
      throw Failed(description: "prlimit ended with \(run.terminationStatus)")
    }
  }
}
