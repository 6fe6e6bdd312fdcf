import Imaging

extension State {
  /// Keeps the piece of the selected lesion's mask under the cursor, and drops the others.
  mutating func keepComponent() throws(Refusal) -> [Effect] {
    let (lesion, mask, label) = try requireMaskToEdit()
    guard let piece = mask.keepingComponent(at: cursor) else {
      throw Refusal(
        "the cursor is not on the mask of lesion \(lesion.id); move it onto the piece to keep.")
    }
    guard piece.count(of: label) != mask.count(of: label) else {
      throw Refusal("the mask of lesion \(lesion.id) is in one piece.")
    }
    let count = mask.componentCount(of: label)
    let effects = edit(lesion, "keeping one piece of lesion \(lesion.id)", mask: piece)
    message = Message(.info, "Kept one of \(count) pieces\(volumeText(of: lesion.id)).")
    return effects
  }

  /// Fills what the selected lesion's mask closes in within the slice on the screen, or within every
  /// slice of the plane; voxels of other lesions stay theirs.
  mutating func fillHoles(allSlices: Bool) throws(Refusal) -> [Effect] {
    let (lesion, mask, label) = try requireMaskToEdit()
    guard let plane = displayPlane, let grid = volume?.grid else {
      throw Refusal(noSelectionReason)
    }
    let section =
      allSlices
      ? mask : mask.resized(to: mask.box.slice(cursor[plane.sliceAxis], across: plane.sliceAxis))
    let others = work.lesions.filter { $0.id != lesion.id }.compactMap(\.segmentation?.mask)
    let filled = others.reduce(section.fillingHoles(in: plane)) { $0.removing(voxelsOf: $1) }
    let joined = Mask.joined([mask, filled], on: grid)
    let count = joined.count(of: label) - mask.count(of: label)
    guard count > 0 else {
      throw Refusal(
        "there is no hole in \(allSlices ? "any slice" : "this slice") of lesion \(lesion.id).")
    }
    let effects = edit(lesion, "filling holes of lesion \(lesion.id)", mask: joined)
    message = Message(
      .info, "Filled \(count) voxel\(count == 1 ? "" : "s")\(volumeText(of: lesion.id)).")
    return effects
  }

  private func requireMaskToEdit() throws(Refusal) -> (Lesion, Mask, UInt8) {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    guard let mask = lesion.segmentation?.mask, let label = UInt8(exactly: lesion.id) else {
      let keymap = options.keymap
      throw Refusal(
        "lesion \(lesion.id) has no mask; \(keymap.name(of: .predictSelected)) predicts one, "
          + "\(keymap.name(of: .brush)) paints one.")
    }
    return (lesion, mask, label)
  }

  private mutating func edit(_ lesion: Lesion, _ title: String, mask: Mask) -> [Effect] {
    guard let volume else { return [] }
    return change(title) { work in
      work.update(lesion.id) {
        $0.setMask(mask, volume: volume)
        $0.segmentation?.isEdited = true
      }
    }
  }

  /// ": 2.18 mL".
  private func volumeText(of id: Int) -> String {
    work.lesion(id)?.segmentation.map {
      ": \(fixed($0.measurement.volumeMillilitres, 2)) mL"
    } ?? ""
  }
}
