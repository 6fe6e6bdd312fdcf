/// A share as a bar, in eighths of a character, or in whole ones where the characters for eighths
/// are not to be had.
///
/// - Parameters:
///   - share: what is filled, in 0…1; what lies outside is cut off.
///   - width: of the whole bar, in characters.
package func bar(_ share: Double, width: Int, isUnicode: Bool) -> String {
  let share = share.isFinite ? min(max(share, 0), 1) : 0
  guard isUnicode else {
    let filled = Int((share * Double(width)).rounded())
    return String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
  }
  let eighths = Int((share * Double(8 * width)).rounded())
  let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  return filled + String(repeating: "░", count: width - filled.count)
}
