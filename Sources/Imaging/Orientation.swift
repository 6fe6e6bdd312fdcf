import Foundation

/// One of the three axes of the patient.
public enum PatientAxis: Int, CaseIterable, Sendable {
  /// Left to right, posterior to anterior, inferior to superior: the positive RAS directions.
  case rightLeft, anteriorPosterior, superiorInferior

  /// The letter towards which the axis points: R, A, S forwards; L, P, I backwards.
  public func letter(forward: Bool) -> Character {
    switch self {
    case .rightLeft: forward ? "R" : "L"
    case .anteriorPosterior: forward ? "A" : "P"
    case .superiorInferior: forward ? "S" : "I"
    }
  }
}

/// Which patient axis each voxel axis runs along, and in which direction.
///
/// The assignment is solved over the 3 x 3 matrix as a whole (the permutation with the largest
/// sum of absolute direction cosines), so that a strongly oblique grid still gets three
/// different axes, where an arg-max for each axis alone can name one twice.
public struct Orientation: Hashable, Sendable {
  /// The patient axis of voxel axes x, y, z.
  public let axes: [PatientAxis]
  /// Whether x, y, z run towards R, A, S (true) or L, P, I (false).
  public let forward: [Bool]
  /// Largest angle between a voxel axis and its patient axis, in degrees.
  public let obliquity: Double

  public init(_ affine: Affine) {
    let cosines: [SIMD3<Double>] = (0..<3).map { axis in
      let column = affine.column(axis)
      let length = column.length
      return length > 0 ? column / length : .zero
    }
    // The identity comes first and only a clearly better permutation replaces it, so ties
    // (45 degrees) resolve in the same way everywhere.
    let permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    var best = permutations[0]
    var bestSum = -1.0
    for permutation in permutations {
      let sum = (0..<3).reduce(0) { $0 + abs(cosines[$1][permutation[$1]]) }
      if sum > bestSum + 1e-9 {
        best = permutation
        bestSum = sum
      }
    }
    axes = best.map { PatientAxis(rawValue: $0)! }
    forward = (0..<3).map { cosines[$0][best[$0]] >= 0 }
    obliquity =
      (0..<3).map { acos(min(1, abs(cosines[$0][best[$0]]))) * 180 / .pi }.max() ?? 0
  }

  /// Three letters, one a voxel axis, of the direction it runs towards: "LPS", "RAS", …
  public var code: String {
    String((0..<3).map { axes[$0].letter(forward: forward[$0]) })
  }

  /// The voxel axis (0, 1, 2) that runs along a patient axis.
  public func voxelAxis(of axis: PatientAxis) -> Int { axes.firstIndex(of: axis)! }

  /// Obliquities below this are rounding in headers, in degrees.
  public static let obliqueThreshold = 0.1

  public var isOblique: Bool { obliquity >= Self.obliqueThreshold }
}
