/// A branching tree that reaches evenly into an organ, as vessels and bronchi do.
///
/// Targets are scattered in the organ and joined one by one, nearest to the root first, to the
/// place on the tree that makes the shortest way to the root; radii then follow Murray's law: at a
/// branching the cube of the parent's radius is the sum of its children's cubes (Murray, "The
/// physiological principle of minimum work", PNAS 1926).
struct VesselTree: Sendable {
  private struct Node {
    var place: Point
    var parent: Int
    var wayToRoot: Float
    var radiusCubed: Float = 0
  }

  let tubes: TubeNetwork

  /// - Parameters:
  ///   - root: where the tree enters the organ, in mm.
  ///   - bounds: where targets are drawn.
  ///   - tips: how many targets; fewer where `inside` is hard to hit.
  ///   - tipRadius: radius of the thinnest branches, in mm.
  ///   - wander: how crooked branches are, in mm.
  ///   - inside: whether a point may be a target.
  init(
    root: Point, in bounds: Bounds, tips: Int, tipRadius: Float, wander: Float = 2.5,
    random: inout SplitMix64, inside: (Point) -> Bool
  ) {
    var targets: [Point] = []
    for _ in 0..<tips * 30 where targets.count < tips {
      let target = Point(
        random.uniform(bounds.lower.x...bounds.upper.x),
        random.uniform(bounds.lower.y...bounds.upper.y),
        random.uniform(bounds.lower.z...bounds.upper.z))
      if inside(target) { targets.append(target) }
    }
    targets.sort { ($0 - root).norm < ($1 - root).norm }

    var nodes = [Node(place: root, parent: -1, wayToRoot: 0)]
    for target in targets {
      var best = 0
      var bestCost = Float.greatestFiniteMagnitude
      for (index, node) in nodes.enumerated() {
        let cost = (node.place - target).norm + 0.35 * node.wayToRoot
        if cost < bestCost {
          best = index
          bestCost = cost
        }
      }
      Self.join(target, to: best, of: &nodes, wander: wander, random: &random)
    }
    tubes = TubeNetwork(Self.segments(of: &nodes, tipRadius: tipRadius))
  }

  /// Adds a way from a node to a target in steps of about 8 mm that later branches can leave from.
  private static func join(
    _ target: Point, to start: Int, of nodes: inout [Node], wander: Float,
    random: inout SplitMix64
  ) {
    let from = nodes[start].place
    let steps = max(1, Int(((target - from).norm / 8).rounded()))
    var parent = start
    for step in 1...steps {
      var place = from + (target - from) * (Float(step) / Float(steps))
      if step < steps { place += random.direction() * random.uniform(0...wander) }
      nodes.append(
        Node(
          place: place, parent: parent,
          wayToRoot: nodes[parent].wayToRoot + (place - nodes[parent].place).norm))
      parent = nodes.count - 1
    }
  }

  private static func segments(of nodes: inout [Node], tipRadius: Float) -> [RoundCone] {
    // Children come after their parents, so one pass from the end sees every child first.
    for index in nodes.indices.reversed() where index > 0 {
      if nodes[index].radiusCubed == 0 {
        nodes[index].radiusCubed = tipRadius * tipRadius * tipRadius
      }
      nodes[nodes[index].parent].radiusCubed += nodes[index].radiusCubed
    }
    return nodes.dropFirst().map { node in
      let radius = Arithmetic.cubeRoot(node.radiusCubed)
      return RoundCone(nodes[node.parent].place, radius, node.place, radius)
    }
  }

  /// Tubes that run beside the branches thicker than `radius` mm: the bronchus next to its artery.
  func companions(thickerThan radius: Float, scale: Float) -> TubeNetwork {
    TubeNetwork(
      tubes.segments.filter { $0.radiusA > radius }.map { vessel in
        // Always the same side, so that neighbouring pieces join.
        let offset = Point(0.55, -0.35, 0.75) * (vessel.radiusA * (1 + scale) + 0.9)
        return RoundCone(
          vessel.a + offset, vessel.radiusA * scale, vessel.b + offset, vessel.radiusB * scale)
      })
  }
}
