import Imaging

/// A lesion's largest axial slice as it is shown: the image, where there is one, under the outlines
/// of the reference and of the prediction.
package struct SliceFigure: Sendable {
  package let section: SliceSection
  /// `nil` where there is no image: then the outlines lie on grey.
  package let picture: SlicePicture?
  /// What names the picture's grey levels.
  package let windowText: String?

  /// - Parameter image: on a grid of the section's shape; it need hold no more than the section's
  ///   box.
  package init(_ section: SliceSection, image: Volume?) {
    self.section = section
    guard let image, image.grid.shape == section.grid.shape,
      image.box.intersection(section.box) == section.box
    else {
      (picture, windowText) = (nil, nil)
      return
    }
    let window = SliceWindow(for: image, section)
    windowText = window.text
    picture = SlicePicture(
      image, section.plane, slice: section.slice, columns: section.field.columns,
      rows: section.field.rows, window: window.window)
  }

  /// From 1, as readers count, from the feet upwards.
  package var sliceNumber: Int { section.slice + 1 }
  package var sliceCount: Int { section.plane.slices }

  /// Left, right, top, bottom.
  package var letters: [Character] {
    let plane = section.plane
    return [plane.leftLetter, plane.rightLetter, plane.topLetter, plane.bottomLetter]
  }
}
