/// Names in the room of a column, shortened so that they stay apart.
///
/// Names of one patient's studies begin and end alike: what they have in common goes first, at the
/// borders of words, then what stands before dates and numbers at the end. Where even that makes two
/// alike, they are numbered by their places.
package struct DistinctLabels {
  /// In the order of the names.
  package private(set) var texts: [String] = []

  private let width: Int
  private let ellipsis: String

  /// - Parameters:
  ///   - names: as they are; those that are equal stay so.
  ///   - width: columns of a terminal for each name; at least one.
  ///   - ellipsis: stands where something was left out.
  package init(_ names: [String], width: Int, ellipsis: String = "..") {
    self.width = max(1, width)
    self.ellipsis = ellipsis
    texts = shortened(names)
  }

  private func shortened(_ names: [String]) -> [String] {
    guard names.contains(where: { $0.columns > width }) else { return names }
    let start = Self.common(names.map { Array($0) })
    let end = Self.common(names.map { Array($0.reversed()) })
    let different = names.map { name -> String in
      guard name.columns > width, start + end < name.count else { return name }
      var rest = start > 0 ? ellipsis + name.dropFirst(start) : name
      if rest.columns > width, end > 0 { rest = rest.dropLast(end) + ellipsis }
      return rest
    }
    let count = Set(names).count
    for head in [0, width / 3] {
      let candidates = different.map { cut($0, keeping: head) }
      if Set(candidates).count == count { return candidates }
    }
    return numbered(different.map { cut($0, keeping: 0) }, of: names)
  }

  /// How many characters all names begin with, up to a border of words; 0 for a single name.
  private static func common(_ names: [[Character]]) -> Int {
    guard let first = names.first, names.count > 1 else { return 0 }
    var count = 0
    while count < first.count, names.allSatisfy({ count < $0.count && $0[count] == first[count] }) {
      count += 1
    }
    // The dashes of a date are no borders.
    func isInWord(_ index: Int) -> Bool {
      first[index].isLetter || first[index].isNumber
        || first[index] == "-" && index > 0 && first[index - 1].isNumber
    }
    while count > 0, isInWord(count - 1) { count -= 1 }
    return count
  }

  /// The end of a text, and of its beginning so many columns.
  private func cut(_ text: String, keeping head: Int) -> String {
    guard text.columns > width else { return text }
    let room = width - ellipsis.count
    guard room > head else { return String(prefix(of: text, columns: width)) }
    // What was left out before needs no second mark.
    let isMarked = head == 0 && text.hasPrefix(ellipsis)
    let start = prefix(of: text, columns: head)
    var tail = text.dropFirst(isMarked ? ellipsis.count : start.count)
    while !tail.isEmpty, String(tail).columns > room - String(start).columns {
      tail.removeFirst()
    }
    // Not from the middle of a word on, where a border is near.
    if let border = tail.prefix(tail.count / 3).lastIndex(where: { "_ .".contains($0) }) {
      tail = tail[tail.index(after: border)...]
    }
    return start + ellipsis + tail
  }

  private func prefix(of text: String, columns: Int) -> Substring {
    var text = Substring(text)
    while !text.isEmpty, String(text).columns > columns { text.removeLast() }
    return text
  }

  /// Numbers those that were different before they were shortened.
  private func numbered(_ texts: [String], of names: [String]) -> [String] {
    var meanings: [String: Set<String>] = [:]
    for (text, name) in zip(texts, names) { meanings[text, default: []].insert(name) }
    return texts.enumerated().map { place, text in
      guard meanings[text, default: []].count > 1 else { return text }
      let number = "(\(place + 1))"
      return prefix(of: text, columns: max(0, width - number.count)) + number
    }
  }
}
