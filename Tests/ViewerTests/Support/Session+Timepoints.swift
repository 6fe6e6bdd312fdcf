import Imaging
import Recist
import Viewer

extension Session {
  static let timepointNames = ["base.nii.gz", "week-8.nii.gz", "week-16.nii.gz"]

  /// One patient's studies, all of them read, each with the lesions of earlier work.
  static func timepoints(
    _ lesions: [[Lesion]], columns: Int = 80, rows: Int = 24,
    capability: DisplayCapability = DisplayCapability(colors: .palette256, unicode: true)
  ) -> Session {
    let names = Array(timepointNames.prefix(lesions.count))
    var session = Session(
      columns: columns, rows: rows, capability: capability,
      cases: CaseList(names: names, kind: .timepoints))
    for (id, lesions) in lesions.enumerated() { session.read(id, lesions) }
    return session
  }

  /// Answers the opening of a case.
  mutating func read(_ id: CaseID, _ lesions: [Lesion]) {
    send(
      .about(
        id,
        .loaded(
          LoadedStudy(
            volume: Patient.volume(on: Patient.grid), name: Self.timepointNames[id],
            restored: lesions.isEmpty ? nil : RestoredSession(lesions: lesions)))))
  }

  /// Goes to a timepoint by the keys.
  mutating func go(toTimepoint id: CaseID) {
    while state.cases.currentID < id { type("]") }
    while state.cases.currentID > id { type("[") }
  }

  /// The overall response of a timepoint.
  func overall(_ index: Int) -> OverallResponse? {
    state.course.assessment.assessments[index].overall?.category
  }
}

extension Lesion {
  /// A lesion whose diameter runs along x in the slice of the patient's lesion, a millimetre a voxel.
  static func placed(
    _ id: Int, _ millimetres: Int, short: Int? = nil, role: LesionRole = .target,
    organ: String = "", isNode: Bool = false, name: String = "", z: Int = 12
  ) -> Lesion {
    let row = 20 + 3 * id
    var lesion = Lesion(id: id, a: Voxel(30, row, z), b: Voxel(30 + millimetres, row, z))
    if let short { lesion.shortAxis = Diameter(Voxel(40, row, z), Voxel(40, row + short, z)) }
    lesion.role = role
    lesion.site = Site(organ, isNode: isNode)
    lesion.name = name
    return lesion
  }

  /// A lesion that is recorded without ends.
  static func recorded(_ id: Int, _ finding: FindingStatus, role: LesionRole = .target) -> Lesion {
    var lesion = Lesion(id: id)
    lesion.finding = finding
    lesion.role = role
    return lesion
  }
}
