/// The smallest sum of diameters so far, the baseline's included.
package struct Nadir: Hashable, Sendable {
  package let sum: Length
  /// Its timepoint; 0 is the baseline.
  package let index: Int
  package let label: String

  /// Such as "the nadir of 50.2 mm at baseline".
  var phrase: String { "the nadir of \(sum) mm at \(index == 0 ? "baseline" : label)" }
}
