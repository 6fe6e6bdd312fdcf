/// Lesions of like size, by the length of their RECIST diameter.
package enum SizeClass: String, CaseIterable, Sendable {
  case under10 = "< 10 mm"
  case from10 = "10-30 mm"
  case from30 = "30-60 mm"
  case from60 = ">= 60 mm"

  package init(longAxisMillimetres length: Double) {
    switch length {
    case ..<10: self = .under10
    case ..<30: self = .from10
    case ..<60: self = .from30
    default: self = .from60
    }
  }
}
