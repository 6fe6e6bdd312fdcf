import ArgumentParser
import Foundation
import Terminal
import Viewer

/// How pictures are drawn.
struct DisplayOptions: ParsableArguments {
  @Option(
    help: "Colours: auto, always or never (default: auto, which heeds NO_COLOR and TERM).")
  var color: ScreenOptions.Color?

  @Flag(name: .customLong("no-color"), help: "The same as --color never.")
  var noColor = false

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(help: "Width of a character cell divided by its height (default: 0.5).")
  var cellAspect: Double?

  @Option(
    help: "Pixels: auto, half, quadrant, background or ascii (default: auto); Y changes them.")
  var renderer: Renderer?

  @Flag(inversion: .prefixedNo, help: "Listen to the mouse from the start; M changes it.")
  var mouse: Bool?

  func validate() throws {
    guard cellAspect.map((0.2...2).contains) ?? true else {
      throw ValidationError("--cell-aspect takes a number from 0.2 to 2.")
    }
  }
}

extension ScreenOptions.Color: ExpressibleByArgument {}
extension Renderer: ExpressibleByArgument {}

/// A frame's size on the command line, such as 120x40.
struct FrameSize: ExpressibleByArgument, CustomStringConvertible {
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }

  var description: String { "\(columns)x\(rows)" }
}
