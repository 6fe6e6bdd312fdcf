/// A number with its noun.
///
/// - Parameter plural: where it is not the noun with an s.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// The first few of some things, and how many there are besides.
func firstFew(_ things: [String]) -> String {
  let few = 5
  let rest = things.count - few
  return things.prefix(few).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
}
