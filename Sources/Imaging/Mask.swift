/// A label map on a volume's grid: 0 is background, 1…255 are lesions. Only the voxels of a box
/// are kept, since a lesion fills a small part of a CT; outside it every label is 0.
public struct Mask: Hashable, Sendable {
  public let grid: VoxelGrid
  /// Inside the grid; may be empty.
  public let box: VoxelBox
  /// Labels of the box, x fastest.
  public private(set) var labels: [UInt8]

  /// - Parameter labels: `box.count` labels, x fastest.
  public init(grid: VoxelGrid, box: VoxelBox, labels: [UInt8]) {
    precondition(labels.count == box.count, "one label for each voxel of the box")
    precondition(
      box.isEmpty || grid.box.intersection(box) == box, "the box lies inside the grid")
    self.grid = grid
    self.box = box
    self.labels = labels
  }

  /// A mask without any lesion, with room in `box` (clipped to the grid).
  public init(emptyOn grid: VoxelGrid, box: VoxelBox? = nil) {
    let box = grid.box.intersection(
      box ?? VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0)))
    self.init(grid: grid, box: box, labels: [UInt8](repeating: 0, count: box.count))
  }

  /// The label of a voxel; 0 outside the box. Setting is for voxels inside the box.
  public subscript(voxel: Voxel) -> UInt8 {
    get { box.contains(voxel) ? labels[offset(voxel)] : 0 }
    set {
      precondition(box.contains(voxel), "the voxel is inside the mask's box")
      labels[offset(voxel)] = newValue
    }
  }

  private func offset(_ voxel: Voxel) -> Int {
    let shape = box.shape
    return ((voxel.z - box.lower.z) * shape.y + voxel.y - box.lower.y) * shape.x + voxel.x
      - box.lower.x
  }

  /// Sets the labels of a run along x that lies inside the box, of those voxels alone that
  /// `isChangeable` names when it is given.
  mutating func set(
    _ label: UInt8, from start: Voxel, count: Int, where isChangeable: ((Voxel) -> Bool)? = nil
  ) {
    guard count > 0 else { return }
    let end = Voxel(start.x + count - 1, start.y, start.z)
    precondition(box.contains(start) && box.contains(end), "the run is inside the mask's box")
    let first = offset(start)
    for step in 0..<count {
      if let isChangeable, !isChangeable(Voxel(start.x + step, start.y, start.z)) { continue }
      labels[first + step] = label
    }
  }

  /// Calls `body` with every voxel that carries a label, x fastest.
  public func forEachLabelled(_ body: (Voxel, UInt8) -> Void) {
    let shape = box.shape
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        let row = (z * shape.y + y) * shape.x
        for x in 0..<shape.x where labels[row + x] != 0 {
          body(Voxel(box.lower.x + x, box.lower.y + y, box.lower.z + z), labels[row + x])
        }
      }
    }
  }

  /// Number of voxels with a label.
  public func count(of label: UInt8) -> Int {
    labels.reduce(0) { $0 + ($1 == label ? 1 : 0) }
  }

  /// Labels that occur, ascending.
  public var presentLabels: [UInt8] {
    var seen = [Bool](repeating: false, count: 256)
    for label in labels { seen[Int(label)] = true }
    return (1...255).filter { seen[$0] }.map { UInt8($0) }
  }
}
