/// The whole patient, grown from a seed, as an implicit model that can be cut at any height.
struct Anatomy: Sendable {
  let lesions: [Lesion]
  private let body: Body
  private let chestWall: ChestWall
  private let spine: Spine
  private let lungs: Lungs
  private let heart: Heart
  private let liver: Liver
  private let spleen: Spleen
  private let stomach: Stomach
  private let kidneys: [Kidney]
  private let bowel: Bowel
  private let retroperitoneum: Retroperitoneum

  init(seed: UInt64, lesions specifications: [LesionSpecification]) {
    body = Body(seed: seed)
    chestWall = ChestWall(seed: seed, body: body)
    spine = Spine(seed: seed)
    let lungs = Lungs(seed: seed, body: body, mediastinum: Mediastinum())
    let liver = Liver(seed: seed, body: body)
    self.lungs = lungs
    self.liver = liver
    heart = Heart(seed: seed)
    spleen = Spleen(seed: seed, body: body)
    stomach = Stomach(seed: seed, body: body)
    kidneys = [.right(seed: seed), .left(seed: seed)]
    bowel = Bowel(seed: seed)
    retroperitoneum = Retroperitoneum(seed: seed)
    lesions = specifications.enumerated().map { index, specification in
      var random = SplitMix64(seed: seed, part: 1000 + UInt64(index))
      return Lesion(specification, seed: random.next(), lungs: lungs, liver: liver)
    }
  }

  /// Paints everything that a slice meets, from the back of the picture to its front: what is
  /// painted later displaces what it overlaps.
  func paint(on canvas: inout SliceCanvas) {
    ScannerTable.paint(on: &canvas)
    body.paint(on: &canvas)
    lungs.paint(on: &canvas)
    Diaphragm.paint(on: &canvas, body: body)
    bowel.paint(on: &canvas)
    liver.paint(on: &canvas)
    spleen.paint(on: &canvas)
    stomach.paint(on: &canvas)
    retroperitoneum.paint(on: &canvas)
    for kidney in kidneys { kidney.paint(on: &canvas) }
    heart.paint(on: &canvas)
    spine.paint(on: &canvas)
    chestWall.paint(on: &canvas)
    for lesion in lesions { lesion.paint(on: &canvas) }
  }
}
