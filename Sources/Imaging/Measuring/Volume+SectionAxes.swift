extension Volume {
  /// The long and the short axis of the section that a rough diameter is meant for, found by local
  /// intensity in its axial slice.
  ///
  /// The long axis is the section's longest, wherever its ends are. Where there is a mask of the lesion,
  /// ``Mask/axes(of:near:)`` is better: this is for lesions that stand out all around and for ends that
  /// are a few voxels off, and it gives up rather than answer with a diameter of another size.
  public func sectionAxes(near rough: Diameter) throws(UnclearSection) -> SectionAxes {
    let axis = DisplayPlane(.axial, of: grid).sliceAxis
    guard rough.a[axis] == rough.b[axis] else { throw .notAxial }
    guard rough.a != rough.b else { throw .noLength }
    return try SectionSearch(
      self, around: (rough.a.center + rough.b.center) / 2, length: rough.millimetres(in: grid)
    ).axes()
  }
}
