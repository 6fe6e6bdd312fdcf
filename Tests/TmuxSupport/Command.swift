import Glibc
import Synchronization

/// A program run to its end, with what it printed.
///
/// Foundation's `Process` is no use here: it waits until a socket that the child inherits is
/// closed, and tmux leaves a server behind that inherits it too.
struct Command {
  var status: Int32
  var output: String

  /// - Returns: `nil` where the program cannot be started.
  static func run(_ arguments: [String], environment: [String: String] = [:]) -> Command? {
    guard let (process, output) = start(arguments, environment: environment) else { return nil }
    defer { close(output) }
    let text = readToEnd(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Command(status: status, output: text)
  }

  /// One start at a time: a server that inherited the pipe of another command, started in the
  /// same moment, would keep that command's reader waiting for ever.
  private static let starting = Mutex(())

  private static func start(
    _ arguments: [String], environment: [String: String]
  ) -> (process: pid_t, output: Int32)? {
    starting.withLock { _ in
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
      posix_spawn_file_actions_adddup2(&actions, ends[1], 2)

      // The threads of a test runner block signals, and a child would inherit that.
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

      var process: pid_t = 0
      let status = withCStrings(arguments) { arguments in
        withCStrings(variables(and: environment)) { variables in
          posix_spawnp(&process, arguments[0]!, &actions, &attributes, arguments, variables)
        }
      }
      close(ends[1])
      guard status == 0 else {
        close(ends[0])
        return nil
      }
      return (process, ends[0])
    }
  }

  /// The environment of this process with some variables set.
  private static func variables(and others: [String: String]) -> [String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let pair = String(cString: pointer).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return variables.merging(others) { $1 }.map { "\($0)=\($1)" }
  }

  private static func readToEnd(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
