import Imaging
import Recist

extension State {
  /// The timepoint that is compared with the one on the screen: the one before, of the baseline the
  /// next; `nil` for a single study.
  package var otherTimepoint: CaseID? {
    guard cases.kind == .timepoints, cases.count > 1 else { return nil }
    return cases.currentID == 0 ? 1 : cases.currentID - 1
  }

  mutating func toggleOtherTimepoint() throws(Refusal) {
    guard otherTimepoint != nil else {
      throw Refusal("there is one study; open the baseline and its follow-ups together.")
    }
    display.showsOtherTimepoint.toggle()
    guard !display.showsOtherTimepoint || layout.otherPicture != nil else {
      display.showsOtherTimepoint = false
      throw Refusal(
        "two pictures need a screen of \(Layout.leastPictureColumns * 2 + 4) columns; this one has "
          + "\(size.columns).")
    }
    keepCursorVisible()
    if display.showsOtherTimepoint { goToSelectedLesion() }
  }

  /// The lesion at another timepoint that the selected one is.
  package func partner(at id: CaseID) -> Lesion? {
    guard cases.kind == .timepoints, let selected, let there = reading(of: id) else { return nil }
    // By number in all but those that have been paired by name.
    if let lesion = there.work.lesion(selected) { return lesion }
    let row = course.row(of: selected, at: cases.currentID)
    return row?.numbers[id].flatMap { there.work.lesion($0) }
  }

  /// Puts the cursor where a place of another study lies: in the patient's millimetres where the two
  /// overlap, else at the same share of the way through the study.
  mutating func go(toPlace place: Voxel, of other: Reading) {
    guard case .loaded(let study) = other.study, let grid = volume?.grid else { return }
    let there = study.volume.grid
    let nearest = grid.nearestVoxel(to: there.affine(place))
    go(
      to: there.hasKnownOrientation && grid.hasKnownOrientation && grid.contains(nearest)
        ? nearest : there.samePlace(as: place, in: grid))
  }
}

extension VoxelGrid {
  /// The voxel of another grid at the same share of the way along each patient axis.
  func samePlace(as voxel: Voxel, in other: VoxelGrid) -> Voxel {
    let from = DisplayPlane(.axial, of: self)
    let to = DisplayPlane(.axial, of: other)
    let place = from.position(of: voxel)
    func share(_ index: Int, _ count: Int, _ otherCount: Int) -> Int {
      guard count > 1 else { return otherCount / 2 }
      let share = Double(index) / Double(count - 1)
      return min(max(Int((share * Double(otherCount - 1)).rounded()), 0), otherCount - 1)
    }
    return to.voxel(
      column: share(place.column, from.columns, to.columns),
      row: share(place.row, from.rows, to.rows),
      slice: share(place.slice, from.slices, to.slices))
  }
}
