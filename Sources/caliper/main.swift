import ArgumentParser
import Foundation

// ArgumentParser's own entry point leaves with 64 for wrong usage; Caliper documents 2, as the
// tools of its field do.
do {
  var command = try Caliper.parseAsRoot()
  try command.run()
} catch let failure as CaseFailure {
  StandardError.print("caliper: \(failure.description)")
  exit(ExitStatus.caseFailed)
} catch is CancellationError {
  StandardError.print("caliper: interrupted")
  exit(ExitStatus.interrupted)
} catch let code as ExitCode {
  exit(code.rawValue)
} catch {
  let message = Caliper.fullMessage(for: error)
  if Caliper.exitCode(for: error).isSuccess {
    print(message)
    exit(ExitStatus.done)
  }
  StandardError.print(message)
  exit(ExitStatus.wrongUsage)
}
