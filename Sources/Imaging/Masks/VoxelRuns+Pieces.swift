extension VoxelRuns {
  /// Which voxels count as touching.
  enum Connectivity {
    /// At faces alone: 6 neighbours, or 4 within a slice.
    case faces
    /// At faces, edges and corners: 26 neighbours, or 8 within a slice.
    case corners
  }

  /// Sorts the runs into connected pieces.
  ///
  /// A union-find over runs (Rosenfeld and Pfaltz's two passes, with runs for pixels): linear in the
  /// number of runs but for the inverse Ackermann function.
  ///
  /// - Parameter withinSlices: whether pieces end at their slice.
  /// - Returns: the piece of each run, numbered from 0 in the order of their first runs, and how
  ///   many there are.
  func pieces(
    _ connectivity: Connectivity, withinSlices: Bool
  ) -> (numbers: [Int32], count: Int) {
    var sets = RunSets(count: runs.count)
    let reach: Int32 = connectivity == .corners ? 1 : 0
    let sideways = connectivity == .corners ? [-1, 0, 1] : [0]
    for slice in 0..<slices {
      for row in 0..<rows {
        let here = range(row: row, slice: slice)
        guard !here.isEmpty else { continue }
        if row > 0 { join(here, range(row: row - 1, slice: slice), reach: reach, &sets) }
        guard !withinSlices, slice > 0 else { continue }
        for step in sideways where row + step >= 0 && row + step < rows {
          join(here, range(row: row + step, slice: slice - 1), reach: reach, &sets)
        }
      }
    }
    return sets.numbered()
  }

  /// Joins the runs of two rows that touch, by walking along both at once.
  private func join(
    _ first: Range<Int>, _ second: Range<Int>, reach: Int32, _ sets: inout RunSets
  ) {
    var (a, b) = (first.lowerBound, second.lowerBound)
    while a < first.upperBound, b < second.upperBound {
      let (one, other) = (runs[a], runs[b])
      if one.start < other.end + reach, other.start < one.end + reach { sets.join(a, b) }
      if one.end < other.end { a += 1 } else { b += 1 }
    }
  }
}

/// Disjoint sets of runs, each named by its first run.
private struct RunSets {
  private var parents: [Int32]

  init(count: Int) { parents = (0..<count).map { Int32(truncatingIfNeeded: $0) } }

  private mutating func root(_ place: Int) -> Int {
    var here = place
    while Int(parents[here]) != here {
      // Halving the path keeps later walks short.
      parents[here] = parents[Int(parents[here])]
      here = Int(parents[here])
    }
    return here
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(a), root(b))
    // The earlier run stays the root: a parent always comes before its child.
    if first < second {
      parents[second] = Int32(truncatingIfNeeded: first)
    } else {
      parents[first] = Int32(truncatingIfNeeded: second)
    }
  }

  consuming func numbered() -> (numbers: [Int32], count: Int) {
    var numbers = parents
    var count: Int32 = 0
    for place in numbers.indices {
      let parent = Int(numbers[place])
      if parent == place {
        numbers[place] = count
        count += 1
      } else {
        numbers[place] = numbers[parent]
      }
    }
    return (numbers, Int(count))
  }
}
