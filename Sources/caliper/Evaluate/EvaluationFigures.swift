import Evaluation
import ImageFiles
import Imaging
import Report

/// Reads what a report shows of its worst, median and best cases: their masks again, and of the
/// image the piece under them alone.
struct EvaluationFigures {
  /// As the report shows them.
  private(set) var groups: [EvaluationPage.FigureGroup] = []
  /// What could not be shown, a sentence each.
  private(set) var notes: [String] = []

  private let reader = ImageFileReader()

  /// - Parameter cancellation: asked before each case.
  /// - Throws: `CancellationError`.
  init(of report: EvaluationReport, _ cancellation: Cancellation) throws {
    let activity = ActivityLine()
    defer { activity.finish() }
    let chosen = ChosenCases(of: report)
    let total = chosen.all.count
    var number = 0
    for group in chosen.groups {
      var figures: [EvaluationPage.Figure] = []
      for choice in group.cases {
        if cancellation.isCancelled { throw CancellationError() }
        number += 1
        activity.show("slice \(number) of \(total): \(choice.evaluated.name)")
        do {
          if let figure = try CaseFailure.wrapping({ try figure(of: choice) }) {
            figures.append(figure)
          }
        } catch let failure as CaseFailure {
          notes.append(failure.description + " The report shows no slice of it.")
        }
      }
      groups.append(EvaluationPage.FigureGroup(title: group.title, figures: figures))
    }
  }

  private mutating func figure(of choice: ChosenCases.Choice) throws -> EvaluationPage.Figure? {
    let (files, lesion) = (choice.evaluated.files, choice.lesion)
    let reference = try reader.readMask(files.reference)
    // A prediction that could not be compared cannot be shown over the reference either.
    let usable = choice.evaluated.problem == nil ? files.prediction : nil
    let section = SliceSection(
      of: SliceSection.Labels(
        reference: lesion.reference?.label, prediction: lesion.prediction?.label),
      reference: reference,
      prediction: try usable.map { try reader.readMask($0) } ?? Mask(emptyOn: reference.grid))
    guard let section else { return nil }
    let figure = SliceFigure(section, image: image(under: section, files.image))
    return EvaluationPage.Figure(choice, figure, png: try figure.picture.map(Self.encoded))
  }

  /// The piece of an image under a section; `nil` for none, with a note where there should be one.
  private mutating func image(under section: SliceSection, _ path: String?) -> Volume? {
    guard let path else { return nil }
    do {
      return try CaseFailure.wrapping {
        let source = try reader.open(path)
        guard
          source.header.grid.matches(section.grid, tolerance: CaseEvaluator.gridTolerance)
        else {
          throw CaseFailure(
            "\(SafeText.escaped(path)): the image is on another grid than its reference.")
        }
        return try source.readParts([section.box]).first
      }
    } catch {
      notes.append("\(error) The report shows the masks alone.")
      return nil
    }
  }

  private static func encoded(_ picture: SlicePicture) throws -> [UInt8] {
    try PNGImage(
      width: picture.width, height: picture.height, color: .grey, pixels: picture.pixels
    ).encoded()
  }
}
