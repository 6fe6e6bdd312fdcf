import ArgumentParser
import Foundation
import ImageFiles
import Inference

/// Which of a file's statements of orientation is followed.
struct OrientationOptions: ParsableArguments {
  @Option(
    help: "Follow the sform or the qform; automatic takes the sform, else the qform, if stated.")
  var orientation = OrientationSource.automatic

  var reader: ImageFileReader { ImageFileReader(orientationSource: orientation) }
}

extension OrientationSource: ExpressibleByArgument {}

/// How an image is read.
struct ReadingOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The frame of a 4D image, from 0.")
  var frame = 0

  @OptionGroup var orientation: OrientationOptions

  func validate() throws {
    guard frame >= 0 else { throw ValidationError("--frame counts from 0.") }
  }

  var reader: ImageFileReader { orientation.reader }

  /// - Parameter frame: another frame than the one that was asked for.
  func read(_ path: String, frame: Int? = nil) throws -> ImageFile {
    try reader.readVolume(path, frame: frame ?? self.frame)
  }
}

/// What the network runs on.
struct EngineOptions: ParsableArguments {
  @Option(
    help: "The network's weights (default: lite-ensam.safetensors, see the Manual).",
    completion: .file(extensions: ["safetensors"]))
  var weights: String?

  @Option(
    parsing: .unconditional,
    help: "Threads for the network (default: all processors this process may use).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
    _ = try InstructionSetChoice.current()
  }

  var threadCount: Int { threads ?? AvailableProcessors().count }

  func network() throws -> LiteENSAM { try WeightsLocator.network(option: weights) }
}
