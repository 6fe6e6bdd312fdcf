import Foundation
import Imaging

extension SliceFigure {
  /// The slice as a drawing.
  ///
  /// - Parameters:
  ///   - id: on the page, unique.
  ///   - png: the picture, encoded; `nil` where there is none.
  ///   - title, description: for those who do not see it.
  ///   - missing: what the picture lacks, to be written in its corner; `nil` for nothing.
  func drawing(
    id: String, png: [UInt8]?, title: String, description: String, missing: String? = nil
  ) -> Markup {
    let side = Digits.place(SliceField.side)
    return .element(
      "svg",
      [
        "class": "slice", "viewBox": "0 0 \(side) \(side)", "role": "img",
        "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-text",
      ],
      .element("title", ["id": "\(id)-title"], .text(title)),
      .element("desc", ["id": "\(id)-text"], .text(description)),
      .element(
        "rect", ["class": png == nil ? "blank" : "dark", "width": side, "height": side]),
      background(png),
      Self.outline("reference", section.reference),
      Self.outline("prediction", section.prediction), marks, Self.corner(missing))
  }

  private func background(_ png: [UInt8]?) -> Markup {
    let (corner, size) = (section.field.corner, section.field.size)
    let place: Markup.Attributes = [
      "x": Digits.place(corner.x), "y": Digits.place(corner.y), "width": Digits.place(size.x),
      "height": Digits.place(size.y),
    ]
    guard let png else { return .element("rect", ["class": "slab"] + place) }
    return .element(
      "image",
      place + [
        // Pixels are as wide and high as voxels, which need not be square.
        "preserveAspectRatio": "none",
        "href": "data:image/png;base64," + Data(png).base64EncodedString(),
      ])
  }

  /// A line over a darker one, so that it shows on white too.
  private static func outline(_ name: String, _ contours: SliceSection.Contours) -> Markup {
    var result = Markup()
    if !contours.others.isEmpty {
      result += .element("path", ["class": "\(name) other", "d": contours.others])
    }
    if !contours.lesion.isEmpty {
      result += .element("path", ["class": "halo", "d": contours.lesion])
      result += .element("path", ["class": name, "d": contours.lesion])
    }
    return result
  }

  private static func corner(_ text: String?) -> Markup {
    guard let text else { return Markup() }
    return .element(
      "text",
      [
        "class": "length", "x": Digits.place(SliceField.side - 8), "y": "18",
        "text-anchor": "end",
      ], .text(text))
  }

  /// Letters of the directions, and the scale bar.
  private var marks: Markup {
    let side = SliceField.side
    func letter(_ index: Int, _ x: Double, _ y: Double, _ anchor: String) -> Markup {
      .element(
        "text",
        ["class": "side", "x": Digits.place(x), "y": Digits.place(y), "text-anchor": anchor],
        .text(String(letters[index])))
    }
    var result = letter(0, 6, side / 2 + 5, "start") + letter(1, side - 6, side / 2 + 5, "end")
    result += letter(2, side / 2, 17, "middle") + letter(3, side / 2, side - 8, "middle")
    guard
      let bar = ScaleBar(
        millimetresPerPixel: section.field.millimetresPerUnit, limit: Int(side / 3))
    else { return result }
    let (left, bottom) = (10.0, side - 10)
    let path = "M\(Digits.place(left)) \(Digits.place(bottom - 4))v4h\(Digits.place(bar.pixels))v-4"
    result += .element("path", ["class": "bar under", "d": path])
    result += .element("path", ["class": "bar", "d": path])
    result += .element(
      "text",
      ["class": "length", "x": Digits.place(left), "y": Digits.place(bottom - 9)],
      .text(bar.text))
    return result
  }
}
