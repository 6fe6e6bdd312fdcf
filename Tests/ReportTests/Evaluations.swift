import Evaluation
import Imaging
import Report

/// Made-up evaluations.
enum Evaluations {
  static let grid = VoxelGrid(shape: Voxel(64, 64, 8), affine: Affine(spacing: SIMD3(1, 1, 2)))

  static func extent(_ label: UInt8, millilitres: Double, millimetres: Double)
    -> EvaluatedLesion.Extent
  {
    EvaluatedLesion.Extent(
      label: label, box: grid.box, millilitres: millilitres,
      diameter: Diameter(Voxel(0, 0, 0), Voxel(1, 0, 0)), diameterMillimetres: millimetres)
  }

  /// - Parameters:
  ///   - reference, prediction: in mL; `nil` where that mask does not have the lesion.
  static func lesion(
    _ label: UInt8 = 1, reference: Double?, prediction: Double?, dice: Double,
    surface: Double? = nil
  ) -> EvaluatedLesion {
    EvaluatedLesion(
      reference: reference.map { extent(label, millilitres: $0, millimetres: 8 * $0) },
      prediction: prediction.map { extent(label, millilitres: $0, millimetres: 8 * $0 + 1) },
      overlap: Overlap(reference: 100, prediction: 100, shared: 50), dice: dice,
      normalisedSurfaceDice: surface ?? dice * 0.9,
      hausdorff95: reference != nil && prediction != nil ? 3.25 : nil)
  }

  static func one(
    _ name: String, _ lesions: [EvaluatedLesion], problem: String? = nil,
    efficiency: CaseEfficiency? = nil
  ) -> EvaluatedCase {
    EvaluatedCase(
      name: name,
      files: .init(prediction: problem == nil ? "p" : nil, reference: "r", image: nil), grid: grid,
      lesions: lesions, problem: problem, efficiency: efficiency)
  }

  /// As many cases as asked for with one lesion each, DSC rising from 0.5.
  static func many(_ count: Int) -> [EvaluatedCase] {
    (0..<count).map { index in
      let share = Double(index) / Double(max(1, count - 1))
      return one(
        "case-\(index)",
        [lesion(reference: 1 + share * 9, prediction: 1.2 + share * 9, dice: 0.5 + share * 0.45)])
    }
  }

  static let subject = ReportSubject(
    predictions: "predictions", references: "references", software: "caliper 0.1.0")

  static func page(_ cases: [EvaluatedCase], problems: [String] = [], figures: Bool = false)
    -> EvaluationPage
  {
    let report = EvaluationReport(
      cases, tolerance: 2, matching: .labels, problems: problems)
    let groups =
      !figures
      ? []
      : ChosenCases(of: report).groups.map { group in
        EvaluationPage.FigureGroup(
          title: group.title, figures: group.cases.compactMap { figure($0) })
      }
    return EvaluationPage(report, of: subject, figures: groups)
  }

  private static func figure(_ choice: ChosenCases.Choice) -> EvaluationPage.Figure? {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for x in 20..<30 { for y in 20..<28 { mask[Voxel(x, y, 3)] = 1 } }
    return SliceSection(
      of: .init(reference: 1, prediction: 1), reference: mask, prediction: mask
    ).map { section in
      let image = Volume(
        grid: grid, voxels: (0..<grid.count).map { Int16($0 % 400 - 160) })
      return .init(choice, SliceFigure(section, image: image), png: [1, 2, 3])
    }
  }
}
