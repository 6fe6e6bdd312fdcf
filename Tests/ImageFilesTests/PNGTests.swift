import Foundation
import ImageFiles
import Testing

@Suite struct PNGTests {
  /// A picture that is smooth here and rough there.
  static func picture(width: Int, height: Int, color: PNGImage.Color) -> PNGImage {
    var generator = FuzzTests.Generator(state: UInt64(width * height))
    let bytes = (0..<width * height * color.channels).map { index -> UInt8 in
      let (pixel, channel) = (index / color.channels, index % color.channels)
      let (column, row) = (pixel % width, pixel / width)
      return row % 3 == 0
        ? UInt8.random(in: 0...255, using: &generator)
        : UInt8(truncatingIfNeeded: column * (channel + 1) + row * row)
    }
    return PNGImage(width: width, height: height, color: color, pixels: bytes)
  }

  @Test(arguments: [PNGImage.Color.grey, .rgb, .rgba])
  func whatIsWrittenIsReadBack(_ color: PNGImage.Color) throws {
    for (width, height) in [(1, 1), (1, 40), (40, 1), (17, 23), (700, 300)] {
      let image = Self.picture(width: width, height: height, color: color)
      let read = try PNGDecoder(image.encoded())
      #expect(read.width == width && read.height == height && read.channels == color.channels)
      let isSame = read.pixels == image.pixels
      #expect(isSame, "\(width) x \(height)")
    }
  }

  @Test func largeDataGoesIntoSeveralChunks() throws {
    var generator = FuzzTests.Generator(state: 9)
    let noise = (0..<800 * 600).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let read = try PNGDecoder(
      PNGImage(width: 800, height: 600, color: .grey, pixels: noise).encoded())
    let sizes = read.data("IDAT").map(\.count)
    #expect(sizes.count == 2 && sizes[0] == 1 << 18)
    let isSame = read.pixels == noise
    #expect(isSame)
  }

  @Test func eachRowGetsTheFilterThatSuitsIt() throws {
    let width = 64
    var rows: [[UInt8]] = []
    rows.append((0..<width).map { UInt8($0 % 2 * 3) })  // small numbers as they are
    rows.append((0..<width).map { UInt8(60 + $0 * 3) })  // a slope: sub
    let jagged = (0..<width).map { UInt8($0 * 73 % 256) }
    rows.append(jagged)
    rows.append(jagged)  // the same again: up
    let read = try PNGDecoder(
      PNGImage(width: width, height: rows.count, color: .grey, pixels: rows.flatMap { $0 })
        .encoded())
    #expect(read.filters[0] == 0 && read.filters[1] == 1 && read.filters[3] == 2)
    let isSame = read.pixels == rows.flatMap { $0 }
    #expect(isSame)
  }

  /// A row that follows Paeth's own estimate but for a few steps, above it noise.
  @Test func paethIsChosenWhereItsEstimateHolds() throws {
    let width = 64
    var generator = FuzzTests.Generator(state: 3)
    let above = (0..<width).map { _ in Int.random(in: 60...190, using: &generator) }
    var row = [above[0]]
    for column in 1..<width {
      let neighbours = [row[column - 1], above[column], above[column - 1]]
      let estimate = neighbours[0] + neighbours[1] - neighbours[2]
      let nearest = neighbours.enumerated().min {
        (abs(estimate - $0.element), $0.offset) < (abs(estimate - $1.element), $1.offset)
      }
      row.append((nearest?.element ?? 0) + (column % 8 == 5 ? 30 : 0))
    }
    let pixels = (above + row).map { UInt8($0) }
    let read = try PNGDecoder(
      PNGImage(width: width, height: 2, color: .grey, pixels: pixels).encoded())
    #expect(read.filters[1] == 4)
    let isSame = read.pixels == pixels
    #expect(isSame)
  }

  @Test func textAndDensityTravelAlong() throws {
    var image = Self.picture(width: 4, height: 4, color: .rgb)
    image.texts = [
      .init("Software", "caliper"), .init("Title", "Müller, 23.4 mm²"),
      .init("Comment", "肝\0转移"), .init("  two\n  words  ", "x"), .init("\u{7}", "no keyword"),
    ]
    image.pixelsPerMetre = PNGImage.slidePixelsPerMetre
    let read = try PNGDecoder(image.encoded())
    #expect(
      read.data("tEXt") == [
        Array("Software\0caliper".utf8),
        Array("Title\0M".utf8) + [0xFC] + Array("ller, 23.4 mm".utf8) + [0xB2],
        Array("two words\0x".utf8),
      ])
    #expect(read.data("iTXt") == [Array("Comment".utf8) + [0, 0, 0, 0, 0] + Array("肝转移".utf8)])
    #expect(read.data("pHYs") == [[0, 0, 0x17, 0x12, 0, 0, 0x17, 0x12, 1]])
    #expect(
      try PNGDecoder(Self.picture(width: 4, height: 4, color: .rgb).encoded()).chunks.count == 3)
  }

  @Test func aFileIsForItsOwnerAndReplacesOnlyWhereAsked() throws {
    let folder = try TemporaryFolder()
    let image = Self.picture(width: 9, height: 5, color: .grey)
    let path = folder("view.png")
    try image.write(to: path)
    let isSame = try PNGDecoder(contents(path)).pixels == image.pixels
    #expect(isSame)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(throws: ImageFileError.self) { try image.write(to: path, replacing: false) }
    #expect(throws: ImageFileError.self) { try image.write(to: folder("none/view.png")) }
    #expect(try folder.names() == ["view.png"])
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["CALIPER_PYTHON"] != nil,
      "no Python with PIL: set CALIPER_PYTHON"))
  func aPeerReadsTheSame() throws {
    let folder = try TemporaryFolder()
    var arguments: [String] = []
    for (mode, color) in [("L", PNGImage.Color.grey), ("RGB", .rgb), ("RGBA", .rgba)] {
      var image = Self.picture(width: 61, height: 47, color: color)
      image.texts = [.init("Title", "Müller"), .init("Comment", "肝")]
      image.pixelsPerMetre = PNGImage.slidePixelsPerMetre
      try image.write(to: folder(mode + ".png"))
      arguments += [mode, folder(mode + ".png"), try folder.file(mode + ".raw", image.pixels)]
    }
    let program = """
      import sys
      from PIL import Image
      for mode, png, raw in zip(*[iter(sys.argv[1:])] * 3):
          image = Image.open(png)
          image.load()
          assert image.mode == mode and image.size == (61, 47), (image.mode, image.size)
          assert image.tobytes() == open(raw, 'rb').read(), mode
          assert image.text == {'Title': 'M\\u00fcller', 'Comment': '\\u809d'}, image.text
          assert [round(d) for d in image.info['dpi']] == [150, 150], image.info['dpi']
      print('same')
      """
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: ProcessInfo.processInfo.environment["CALIPER_PYTHON"] ?? "")
    process.arguments = ["-c", program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == "same\n")
  }
}
