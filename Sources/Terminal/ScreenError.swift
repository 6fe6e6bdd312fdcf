import Glibc

/// Why the terminal cannot be used.
public enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Standard input or standard output is a file or a pipe.
  case notATerminal
  /// The process has a screen open; a process has one.
  case alreadyOpen
  /// A system call failed, with its `errno`.
  case system(call: String, code: Int32)

  public var description: String {
    switch self {
    case .notATerminal:
      "Standard input and standard output must both be terminals: run it without a pipe or a "
        + "redirection, over SSH with `ssh -t`."
    case .alreadyOpen:
      "This process has a screen open already: close it before opening another."
    case .system(let call, let code):
      "The terminal cannot be set up: \(call) failed (\(String(cString: strerror(code)))); "
        + "try another terminal."
    }
  }
}
