/// Abdominal vessels, pancreas, adrenals and the crura of the diaphragm.
struct Retroperitoneum: Sendable {
  private let venaCava: TubeNetwork
  private let veins: TubeNetwork
  private let arteries: TubeNetwork
  private let pancreas: TubeNetwork
  private let duodenum: TubeNetwork
  private let adrenals: TubeNetwork
  private let crura: TubeNetwork
  private let lobules: ValueNoise

  init(seed: UInt64) {
    lobules = ValueNoise(seed: seed, part: 80, scale: 7)
    venaCava = TubeNetwork(through: [
      (Point(18, -12, -225), 9.5), (Point(20, -12, -160), 10), (Point(22, -14, -110), 11),
      (Point(27, -16, -60), 11.5), (Point(28, -8, -14), 12.5), (Point(30, 8, 8), 13),
    ])
    veins =
      TubeNetwork(through: [
        // Superior mesenteric vein to portal vein.
        (Point(10, 22, -205), 4.5), (Point(9, 20, -150), 5.5), (Point(8, 16, -108), 6.5),
        (Point(18, 12, -90), 7), (Point(36, 6, -72), 7.5),
      ])
      + TubeNetwork(through: [
        // Splenic vein.
        (Point(8, 16, -104), 5.5), (Point(-24, 2, -92), 5), (Point(-56, -18, -82), 4.5),
        (Point(-80, -28, -70), 4),
      ])
      + TubeNetwork(through: [
        // Left renal vein, in front of the aorta; then the right one.
        (Point(20, -10, -118), 5.5), (Point(-6, -4, -120), 4.5), (Point(-30, -18, -121), 5.2),
        (Point(-48, -34, -119), 4.5),
      ])
      + TubeNetwork(through: [
        (Point(24, -14, -130), 5.2), (Point(36, -24, -133), 5), (Point(49, -36, -134), 4.2),
      ])
    arteries =
      TubeNetwork(through: [
        // Coeliac trunk to spleen and liver; superior mesenteric artery; renal arteries.
        (Point(-10, -12, -84), 4), (Point(-8, 6, -84), 3.6), (Point(-30, 2, -82), 3),
        (Point(-58, -12, -76), 2.6), (Point(-82, -30, -66), 2.2),
      ])
      + TubeNetwork(through: [
        (Point(-8, 6, -84), 3), (Point(12, 14, -84), 2.6), (Point(32, 12, -76), 2.2),
      ])
      + TubeNetwork(through: [
        (Point(-9, -12, -100), 4), (Point(-5, 6, -112), 3.8), (Point(-2, 16, -140), 3.5),
        (Point(2, 18, -205), 2.8),
      ])
      + TubeNetwork(through: [
        (Point(-9, -18, -116), 3), (Point(-30, -26, -118), 2.7), (Point(-48, -36, -117), 2.4),
      ])
      + TubeNetwork(through: [
        (Point(-8, -20, -118), 3), (Point(20, -30, -126), 2.7), (Point(48, -38, -132), 2.4),
      ])
    pancreas = TubeNetwork(through: [
      (Point(28, 18, -128), 9), (Point(26, 24, -110), 12), (Point(6, 26, -100), 8.5),
      (Point(-22, 14, -93), 9), (Point(-50, -4, -86), 9), (Point(-78, -20, -76), 7),
    ])
    duodenum = TubeNetwork(through: [
      (Point(22, 44, -104), 10), (Point(42, 30, -108), 11), (Point(44, 14, -134), 11),
      (Point(34, 6, -158), 11), (Point(0, 6, -164), 9), (Point(-30, 18, -152), 9),
    ])
    adrenals = TubeNetwork(
      TubeNetwork.curve(through: [
        (Point(34, -28, -70), 1.8), (Point(36, -36, -80), 2.3), (Point(44, -50, -86), 1.6),
      ])
        + TubeNetwork.curve(through: [(Point(36, -36, -80), 2.3), (Point(34, -52, -84), 1.5)])
        + TubeNetwork.curve(through: [
          (Point(-36, -20, -76), 1.8), (Point(-40, -28, -84), 2.6), (Point(-50, -38, -88), 1.7),
        ])
        + TubeNetwork.curve(through: [(Point(-40, -28, -84), 2.6), (Point(-36, -42, -88), 1.6)]))
    let crus = TubeNetwork(through: [
      (Point(10, -10, -44), 4), (Point(18, -22, -66), 5.5), (Point(19, -31, -100), 5),
      (Point(15, -26, -138), 3),
    ])
    crura = crus + crus.mirrored
  }

  func paint(on canvas: inout SliceCanvas) {
    canvas.paint(crura, hu: HU.muscle)
    canvas.paint(adrenals, hu: 75)
    let parenchyma = { [lobules] (point: Point) -> Float in
      // Fat between the lobules.
      let lobule = lobules(point)
      return abs(lobule) < 0.09 ? 15 : HU.pancreas + 10 * lobule
    }
    canvas.paint(pancreas, hu: parenchyma)
    canvas.paint(duodenum, hu: HU.bowelWall)
    canvas.paint(duodenum, inset: 2.8) { [lobules] in 25 + 12 * lobules($0) }
    canvas.paint(venaCava, hu: HU.blood - 10)
    canvas.paint(veins, hu: HU.liverVessel)
    canvas.paint(arteries, hu: HU.blood)
  }
}
