/// Names files of other formats that are often taken for NIfTI, by their first bytes.
enum ForeignFormat {
  /// What a file is, as the object of "this is"; `nil` when it is not recognised.
  static func name(_ prefix: [UInt8]) -> String? {
    if prefix.count >= 132, prefix[128..<132] == Array("DICM".utf8)[...] { return "a DICOM file" }
    let marks: [(String, String)] = [
      ("<nifti_image", "a NIfTI header in text form"), ("NRRD", "an NRRD file"),
      ("ObjectType", "a MetaImage header"), ("PK\u{3}\u{4}", "a ZIP archive"),
      ("\u{93}NUMPY", "a numpy array"), ("%PDF", "a PDF"),
    ]
    for (mark, name) in marks where prefix.starts(with: mark.unicodeScalars.map { UInt8($0.value) })
    {
      return name
    }
    if prefix.starts(with: [0x89, 0x48, 0x44, 0x46]) { return "an HDF5 or MINC file" }
    if prefix.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "a PNG picture" }
    let isText = prefix.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }
    return isText && !prefix.isEmpty ? "a text file" : nil
  }
}
