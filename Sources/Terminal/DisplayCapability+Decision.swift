import Glibc
import Viewer

extension DisplayCapability {
  /// What a frame may be printed with, without opening a screen: see ``Frame/ansiText(_:)``.
  ///
  /// On a terminal, what a screen would have. In a pipe or a file no colours, unless
  /// ``ScreenOptions/color`` is `always`.
  public static func forPrinting(
    to output: Int32 = STDOUT_FILENO, options: ScreenOptions = ScreenOptions()
  ) -> DisplayCapability {
    setlocale(LC_CTYPE, "")
    guard isatty(output) == 1 else {
      return decide(
        options: options, colors: options.color == .always ? 256 : 0, codeset: currentCodeset(),
        noColor: environment("NO_COLOR"))
    }
    let description = TerminalDescription.find(term: environment("TERM"), terminal: output)
    return decide(
      options: options, colors: description.colors, isDirectColor: description.isDirectColor,
      codeset: currentCodeset(), noColor: environment("NO_COLOR"))
  }

  /// The code set of the locale that `setlocale` has chosen.
  package static func currentCodeset() -> String {
    String(cString: nl_langinfo(nl_item(CODESET)))
  }

  /// What to draw with, from what the user wants and what the terminal has.
  ///
  /// - Parameters:
  ///   - colors: the terminal description's number of colours; 0 or less is none.
  ///   - isDirectColor: whether those are RGB values. The description alone decides: `COLORTERM`
  ///     does not come along over SSH, and where it does may speak of another terminal.
  ///   - codeset: what `nl_langinfo(CODESET)` says. In another code set than UTF-8 the half block
  ///     would silently become a space, even on a terminal that could draw it.
  ///   - noColor: the value of `NO_COLOR`, `nil` where it is unset or empty.
  package static func decide(
    options: ScreenOptions, colors: Int, isDirectColor: Bool = false, hasMouse: Bool = false,
    codeset: String, noColor: String?
  ) -> DisplayCapability {
    let wanted =
      switch options.color {
      case .always: true
      case .never: false
      case .auto: noColor == nil
      }
    let usable: Colors =
      switch colors {
      case _ where !wanted: .none
      case 256... where isDirectColor: .truecolor
      case 256...: .palette256
      case 8...: .eight
      default: .none
      }
    let name = codeset.uppercased()
    return DisplayCapability(
      colors: usable, unicode: !options.ascii && (name == "UTF-8" || name == "UTF8"),
      hasMouse: hasMouse)
  }
}
